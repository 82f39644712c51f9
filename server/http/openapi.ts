import * as z from 'zod/mini';
import { Problem } from '../../shared/problem.ts';
import type { Route, Schema } from './route.ts';

type JsonObject = Record<string, unknown>;

/** OpenAPI 3.1 made from the routes and the schemas that validate them. */
export function openApiDocument(routes: readonly Route[]): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Community Board',
      version: '1',
      description: 'Events of a board. The live feed goes over Socket.IO; see docs/feed.md.',
    },
    paths,
    components: { schemas: { Problem: jsonSchema(Problem, 'output') } },
  };
}

function operation({ operationId, summary, path, query, body, upload, needsVersion, answers }: Route): JsonObject {
  const pathParameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const versionHeader = {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The version seen, in quotes.',
    schema: { type: 'string' },
  };
  return {
    operationId,
    summary,
    parameters: [...pathParameters, ...queryParameters(query), ...(needsVersion === true ? [versionHeader] : [])],
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(jsonSchema(body, 'input')) } }),
    ...(upload === undefined
      ? {}
      : { requestBody: { required: true, content: { [upload.type]: { schema: { type: 'string' } } } } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, { description, schema }]) => [
          status,
          { description, ...(schema === undefined ? {} : { content: json(jsonSchema(schema, 'output')) }) },
        ]),
      ),
      default: {
        description: 'What was wrong (RFC 9457).',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function queryParameters(query: Schema | undefined): JsonObject[] {
  if (query === undefined) return [];
  const { properties = {} } = jsonSchema(query, 'input') as { properties?: JsonObject };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function jsonSchema(schema: Schema, io: 'input' | 'output'): JsonObject {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonObject;
  return rest;
}

function json(schema: JsonObject): JsonObject {
  return { 'application/json': { schema } };
}
