import { Writable } from 'node:stream';
import fc from 'fast-check';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undeclared } from '../../support/board/declared-answer.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { goodPassword, member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

type JsonSchema = {
  $ref?: string;
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  enum?: unknown[];
  anyOf?: JsonSchema[];
  minLength?: number;
  maxLength?: number;
};
type Operation = {
  parameters: { name: string; in: string; schema: JsonSchema }[];
  /** Bytes, such as a picture, have no schema. */
  requestBody?: { content: Record<string, { schema?: JsonSchema }> };
};
type Call = { path: string; method: string; operation: Operation };

/** Values that have broken programs before, for any place that expects something else. */
const hostile = fc.constantFrom<unknown>(
  { $gt: '' },
  { $ne: null },
  { $where: 'sleep(1000)' },
  { $regex: '.*' },
  ['$gt'],
  [],
  {},
  [[[[[]]]]],
  'a\u0000b',
  '\ud800',
  '\u202e',
  '__proto__',
  'constructor',
  '$where',
  'toString',
  '',
  null,
  true,
  -1,
  0,
  1e308,
  -0.5,
  Number.MAX_SAFE_INTEGER + 2,
  'x'.repeat(10_000),
  '👩‍👩‍👧‍👧'.repeat(500),
  '2026-02-30',
  '9999999-12-31',
  '2026-03-29T02:30',
  'NaN',
  '%',
  '../../etc/passwd',
  'javascript:alert(1)',
);

/** Values that a schema accepts, mostly: a hostile value gets far only among good ones. */
function plausible(schema: JsonSchema, named: Record<string, JsonSchema>): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return plausible(named[schema.$ref.replace(/^.*\//, '')]!, named);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => plausible(one, named)));
  switch (schema.type) {
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      const values = Object.fromEntries(
        properties.map(([name, property]) => [
          name,
          fc.oneof({ weight: 5, arbitrary: plausible(property, named) }, { weight: 1, arbitrary: hostile }),
        ]),
      );
      return fc.record(values, { requiredKeys: schema.required ?? [] });
    }
    case 'string':
      return fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom(
          'Lena',
          'Owner',
          goodPassword,
          'main',
          '2026-12-01',
          '2026-12-01T18:30',
          '5f5f5f5f5f5f5f5f5f5f5f5f',
          'Europe/Berlin',
          'https://example.org/',
        ),
      );
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.integer();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

describe('the doors', () => {
  let board: TestBoard;
  let calls: Call[];
  let named: Record<string, JsonSchema>;
  const failures: unknown[] = [];

  beforeAll(async () => {
    const logger = pino(
      { level: 'error' },
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          failures.push(JSON.parse(chunk.toString()));
          done();
        },
      }),
    );
    // The usual limits would refuse most of the calls.
    board = await startBoard({ logger, settings: { LIMIT_PER_PERSON: '100000', LIMIT_PER_ADDRESS: '100000' } });
    const { paths, components } = (await new Visitor(board.url).get('/api/openapi.json')).body as unknown as {
      paths: Record<string, Record<string, Operation>>;
      components: { schemas: Record<string, JsonSchema> };
    };
    named = components.schemas;
    calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    );
  });

  afterAll(() => board.close());

  it('[HTTP-2] every call of the contract is described, so that the tests here cover all of them', () => {
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([
        'GET /api/session',
        'POST /api/signup',
        'POST /api/login',
        'POST /api/logout',
        'POST /api/logout-everywhere',
        'POST /api/password',
        'DELETE /api/account',
        'GET /api/myevents',
        'GET /api/users',
        'PATCH /api/users/{username}',
        'POST /api/users/{username}/reset-link',
        'POST /api/reset-link',
        'POST /api/reset-password',
        'DELETE /api/users/{username}',
      ]),
    );
  });

  it('[DOOR-3] no generated input to any call, from anybody, makes a 5xx', { timeout: 90_000 }, async () => {
    const owner = await member(board.url, 'Owner');
    const lena = await member(board.url, 'Lena');
    const event = await lena.post({ guestName: undefined });
    const segments = fc.oneof(
      // Mostly names that exist: an unknown one always gets the same 404.
      { weight: 4, arbitrary: fc.constantFrom('main', event.id, 'Lena') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          'owner',
          '0'.repeat(24),
          '%00',
          '%ff',
          '%F0%9F%A6%A6',
          '..%2f..',
          '$where',
          '__proto__',
          'x'.repeat(500),
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }).map(wellFormed) },
    );
    const inputOf = ({ operation: { requestBody, parameters } }: Call) => {
      const body =
        requestBody === undefined
          ? fc.constant(undefined)
          : fc.oneof(
              { weight: 6, arbitrary: plausible(Object.values(requestBody.content)[0]!.schema ?? {}, named) },
              { weight: 1, arbitrary: fc.jsonValue() },
              { weight: 1, arbitrary: hostile },
            );
      const query = fc.record(
        Object.fromEntries(
          parameters
            .filter(({ in: place }) => place === 'query')
            .map(({ name, schema }) => [name, fc.oneof(plausible(schema, named), hostile)]),
        ),
        { requiredKeys: [] },
      );
      return fc.record({
        body,
        query,
        ifMatch: fc.oneof(fc.constantFrom(undefined, '"1"', '"2"', 'W/"1"', '"x"', '*', '"99999999999999999999"')),
        segment: segments,
        by: fc.constantFrom<'owner' | 'lena' | 'nobody'>('owner', 'lena', 'nobody'),
      });
    };
    const statuses = new Set<number>();
    // Calls that end the sessions come last.
    const endsSession = ({ path }: Call): number => Number(/logout|account|password|users/.test(path));
    for (const call of calls.toSorted((a, b) => endsSession(a) - endsSession(b)))
      await fc.assert(
        fc.asyncProperty(inputOf(call), async ({ body, query, ifMatch, segment, by }) => {
          const { path, method } = call;
          const visitor = { owner, lena, nobody: new Visitor(board.url) }[by].copy();
          const search = new URLSearchParams(
            Object.entries(query).map(([name, value]) => [
              name,
              wellFormedText(typeof value === 'string' ? value : JSON.stringify(value)),
            ]),
          );
          const answer = await fetch(`${board.url}${path.replace(/\{\w+\}/, segment)}?${search}`, {
            method,
            headers: {
              'content-type': 'application/json',
              cookie: visitor.cookie,
              ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
            },
            ...(method === 'GET' || body === undefined ? {} : { body: JSON.stringify(body) }),
          });
          const text = await answer.text();
          statuses.add(answer.status);
          expect(answer.status, text).toBeLessThan(500);
          // Node itself refuses an address of more than 16 kB.
          if (answer.status === 431) {
            expect(text).toBe('');
            return;
          }
          if (answer.status >= 400)
            expect(JSON.parse(text)).toMatchObject({
              status: answer.status,
              code: expect.any(String),
              detail: expect.any(String),
            });
          if (answer.status >= 400 || /json/.test(answer.headers.get('content-type') ?? '')) {
            const said: unknown = JSON.parse(text);
            expect(undeclared(method, new URL(answer.url).pathname, { status: answer.status, body: said })).toBeNull();
          }
          // The answer shows nothing of the server's insides.
          expect(text).not.toMatch(/node_modules|MongoServer|at \w+ \(|\.ts:\d/);
        }),
        { numRuns: 50 },
      );
    expect(failures).toEqual([]);
    // Proof that the inputs got far enough: some calls succeeded.
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 401, 403, 404]));
  });

  it('[DOOR-3] operators and odd types as names and passwords get a clear 400, and no access', async () => {
    await member(board.url, 'Paula');
    const before = await board.database.db
      .collection('users')
      .find({}, { sort: { _id: 1 } })
      .toArray();
    const values: unknown[] = [
      { $gt: '' },
      { $ne: 'x' },
      { $regex: '^' },
      ['Paula'],
      [goodPassword],
      7,
      true,
      null,
      { toString: 'Paula' },
      'a\u0000b',
      '\ud800abcdefgh',
      {},
    ];
    const bodies = values.flatMap((value) => [
      { username: value, password: goodPassword },
      { username: 'Paula', password: value },
    ]);
    for (const path of ['/api/login', '/api/signup']) {
      for (const body of bodies) {
        const answer = await new Visitor(board.url).call('POST', path, { body });
        expect([path, body, answer.status, answer.body.code]).toEqual([path, body, 400, 'invalid_request']);
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
      for (const raw of [
        `{"username":"Paula","password":"${goodPassword}","__proto__":{"role":"owner"}}`,
        `{"username":"Paula","password":"${goodPassword}","role":"owner"}`,
        `{"constructor":{"prototype":{"role":"owner"}},"username":"Paula","password":"x"}`,
      ]) {
        expect([raw, (await new Visitor(board.url).call('POST', path, { raw })).status]).toEqual([raw, 400]);
      }
    }
    expect(({} as { role?: string }).role).toBeUndefined();
    expect(
      await board.database.db
        .collection('users')
        .find({}, { sort: { _id: 1 } })
        .toArray(),
    ).toEqual(before);
  });

  it('[DOOR-2] a body of 10 MB is refused before its end is read; deep nesting and other content types are refused, too', async () => {
    const path = '/api/login';
    const cases: [string, string, number, string][] = [
      [
        'application/json',
        JSON.stringify({ username: 'Lena', password: 'x'.repeat(10_000_000) }),
        413,
        'payload_too_large',
      ],
      ['application/json', '['.repeat(4_000) + ']'.repeat(4_000), 400, 'invalid_request'],
      ['application/json', '{"username":'.repeat(600) + '1' + '}'.repeat(600), 400, 'invalid_request'],
      ['application/json', '{"username":"Lena","password":"x"', 400, 'invalid_json'],
      ['application/json; charset=latin1', '{}', 415, 'unsupported_media_type'],
      ['application/x-www-form-urlencoded', 'username=Lena&password=x', 415, 'unsupported_media_type'],
      [
        'multipart/form-data; boundary=x',
        '--x\r\nContent-Disposition: form-data; name="username"\r\n\r\nLena\r\n--x--',
        415,
        'unsupported_media_type',
      ],
      ['text/plain', '{"username":"Lena","password":"x"}', 415, 'unsupported_media_type'],
      ['application/xml', '<username>Lena</username>', 415, 'unsupported_media_type'],
    ];
    for (const [type, raw, status, code] of cases) {
      const answer = await new Visitor(board.url).call('POST', path, { raw, headers: { 'content-type': type } });
      expect([type, raw.slice(0, 20), answer.status, answer.body.code]).toEqual([type, raw.slice(0, 20), status, code]);
    }
  });

  it('[DOOR-1] calls from other sites change nothing, even with a log-in', async () => {
    const visitor = await member(board.url, 'Robert');
    for (const [method, path, body] of [
      ['POST', '/api/logout-everywhere', undefined],
      ['POST', '/api/logout', undefined],
      ['DELETE', '/api/account', { password: goodPassword }],
      ['POST', '/api/login', { username: 'Lena', password: goodPassword }],
    ] as const) {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { origin: board.url.replace(/:\d+$/, ':1') },
      ] as unknown as Record<string, string>[]) {
        expect([method, path, headers, (await visitor.copy().call(method, path, { body, headers })).body.code]).toEqual(
          [method, path, headers, 'origin_forbidden'],
        );
      }
    }
    expect((await visitor.get('/api/session')).body).toMatchObject({ user: { username: 'Robert' } });
  });

  it('[DOOR-4] no cache stores personal answers', async () => {
    const visitor = await member(board.url, 'Quiet');
    for (const path of [
      '/api/session',
      '/api/myevents',
      '/api/users',
      '/api/boards/main/snapshot?audience=moderators',
    ]) {
      expect([path, (await visitor.get(path)).headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
    for (const path of ['/api/login', '/api/signup', '/api/password']) {
      expect([path, (await visitor.call('POST', path, { body: {} })).headers.get('cache-control')]).toEqual([
        path,
        'no-store',
      ]);
    }
  });
});

/** A path segment. An address cannot contain half a surrogate pair. */
function wellFormed(text: string): string {
  return encodeURIComponent(wellFormedText(text));
}

function wellFormedText(text: string): string {
  return text.replace(/\p{Cs}/gu, '?');
}
