import { describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/api/call.ts';
import { contract } from '../../../shared/api/contract.ts';
import { openApiDocument } from '../../../server/http/openapi.ts';

type Parameter = { name: string; in: string; schema: Record<string, unknown> };
type Operation = {
  operationId: string;
  tags: string[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content?: Record<string, object> };
  responses: Record<string, object>;
};

const document = openApiDocument(contract);
const text = JSON.stringify(document);
const paths = document.paths as Record<string, Record<string, Operation>>;
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);
const operationOf = (id: string) => operations.find(({ operationId }) => operationId === id)!;

function resolve(reference: string): unknown {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
}

describe('/api/openapi.json', () => {
  it('[HTTP-2] describes every call of the contract once', () => {
    expect(
      operations.map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`).sort(),
    ).toEqual(Object.keys(contract).sort());
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('[HTTP-2] every reference resolves inside the document', () => {
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!);
    expect(references.length).toBeGreaterThan(50);
    for (const reference of references) expect(resolve(reference), reference).toBeDefined();
    expect(text).not.toContain('$defs');
  });

  it('[HTTP-2] says how long a text may be, and which form a time and a version have', () => {
    const { properties } = resolve('#/components/schemas/NewEvent') as { properties: Record<string, object> };
    expect(properties.name).toMatchObject({ type: 'string', minLength: 1, maxLength: 120 });
    expect(properties.start).toMatchObject({ pattern: expect.stringContaining('T(') as unknown });
    const headers = operationOf('changeEvent').parameters.filter((parameter) => parameter.in === 'header');
    expect(headers.find(({ name }) => name === 'If-Match')?.schema).toHaveProperty('pattern');
  });

  it('[HTTP-2] says which numbers a body may hold, and which form an id in the address has', () => {
    const { content } = operationOf('moderateEvents').requestBody!;
    expect(content?.['application/json']).toMatchObject({
      schema: {
        properties: {
          events: { items: { properties: { version: { minimum: 1, maximum: Number.MAX_SAFE_INTEGER } } } },
        },
      },
    });
    const inPath = (id: string) =>
      Object.fromEntries(
        operationOf(id)
          .parameters.filter((parameter) => parameter.in === 'path')
          .map(({ name, schema }) => [name, schema]),
      );
    expect(inPath('getPicture')).toEqual({
      picture: { type: 'string', pattern: expect.any(String) as string },
      width: { type: 'string', enum: ['320', '800', '1600'] },
    });
    expect(inPath('deleteCategory').category).toEqual({ type: 'string', pattern: expect.any(String) as string });
  });

  it('[HTTP-2] a picture is bytes, not a text', () => {
    expect(operationOf('uploadPicture').requestBody?.content).toEqual({ 'image/*': {} });
    expect(operationOf('getPicture').responses['200']).toMatchObject({ content: { 'image/webp': {} } });
  });

  it('[HTTP-2] has one Event schema, and every answer with events refers to it', () => {
    // Fields that only the schema of an event has.
    expect(text.match(/"startsAt":/g)).toHaveLength(1);
    expect(text.match(/"joinCode":/g)).toHaveLength(1);
    expect(text.match(/"\$ref":"#\/components\/schemas\/Event"/g)!.length).toBeGreaterThan(5);
  });

  it('[HTTP-2] names for each call a tag, a success, and the codes of each error', () => {
    const tags = (document.tags as { name: string }[]).map(({ name }) => name);
    for (const { operationId, tags: own, responses } of operations) {
      const statuses = Object.keys(responses).map(Number);
      expect(tags, operationId).toEqual(expect.arrayContaining(own));
      expect(
        statuses.some((status) => status < 300),
        operationId,
      ).toBe(true);
      expect(
        statuses.some((status) => status >= 500),
        operationId,
      ).toBe(true);
    }
    expect(JSON.stringify(operationOf('changeEvent').responses['412'])).toContain(
      '"code":{"enum":["version_conflict"]}',
    );
  });

  it('[HTTP-2] each call can have a head that is too large, which is answered without a body', () => {
    for (const { operationId, responses } of operations)
      expect([operationId, responses['431']]).toEqual([operationId, { description: expect.any(String) as string }]);
  });

  it('[HTTP-2] describes query parameters by their types, and names each path parameter', () => {
    const schemaOf = (id: string, name: string) =>
      operationOf(id).parameters.find((parameter) => parameter.name === name)?.schema;
    expect(schemaOf('listEvents', 'limit')).toEqual({ type: 'integer', minimum: 1, maximum: 200 });
    expect(schemaOf('importCalendar', 'dryRun')).toEqual({ type: 'boolean' });
    for (const { path, operationId, parameters } of operations) {
      const named = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(named, operationId).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  it('[HTTP-2] requires a body exactly where an empty object is refused', () => {
    const required = (id: string) => operationOf(id).requestBody?.required;
    expect([required('createEvent'), required('changeBoard'), required('importCalendar')]).toEqual([true, false, true]);
  });

  it('[HTTP-2] requires a version exactly where the contract does', () => {
    for (const [name, { operationId, needsVersion = false }] of Object.entries<Call>(contract)) {
      const asks = operationOf(operationId).parameters.some((parameter) => parameter.name === 'If-Match');
      expect(asks, name).toBe(needsVersion);
    }
  });
});
