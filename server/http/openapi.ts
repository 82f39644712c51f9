import * as z from 'zod/mini';
import { Account } from '../../shared/account.ts';
import type { Answer, Call, Calls, Schema, Tag } from '../../shared/api/call.ts';
import { problemsOf } from '../../shared/api/problems-of.ts';
import { Board, BoardMembership, BoardPatch, NewBoard } from '../../shared/board.ts';
import { CategoryId } from '../../shared/category.ts';
import {
  BoardEvent,
  EventId,
  EventPatch,
  EventReplacement,
  EventRights,
  ListPage,
  NewEvent,
  Series,
  Slug,
} from '../../shared/event.ts';
import { Snapshot } from '../../shared/feed-protocol.ts';
import { ImportOutcome } from '../../shared/import.ts';
import { pictureWidths } from '../../shared/picture-address.ts';
import { PictureId } from '../../shared/picture.ts';
import { PeopleHere, PersonHere } from '../../shared/presence.ts';
import { Problem, problems, type ProblemCode } from '../../shared/problem.ts';
import { ifMatch } from './route.ts';
import { oldestProtocolVersion, protocolVersion, versionHeader } from '../../shared/protocol-version.ts';
import { Repeat } from '../../shared/repeat.ts';
import { Session, User } from '../../shared/session.ts';

type JsonObject = Record<string, unknown>;

/** The schemas that have a name in the document; every use refers to it. Other schemas are written out. */
const components = {
  Account,
  Board,
  BoardMembership,
  BoardPatch,
  Event: BoardEvent,
  EventId,
  EventPatch,
  EventReplacement,
  EventRights,
  ImportOutcome,
  ListPage,
  NewBoard,
  NewEvent,
  PeopleHere,
  PersonHere,
  Problem,
  Repeat,
  Series,
  Session,
  Slug,
  Snapshot,
  User,
} as const satisfies Record<string, Schema>;

/** What callers send; all others are what they get. */
const inputs: ReadonlySet<Schema> = new Set<Schema>([
  BoardPatch,
  EventPatch,
  EventReplacement,
  NewBoard,
  NewEvent,
  Repeat,
]);

const tags: Record<Tag, string> = {
  session: 'Logging in, and one’s own account.',
  boards: 'Boards, and the ways to join one.',
  events: 'Posting, finding and changing events.',
  people: 'The people of a board, for its moderators.',
  accounts: 'All accounts, for the owner.',
  calendars: 'Calendars and feeds for other programs.',
};

/** Node answers this itself, before the board sees the request. */
const headTooLarge = { description: 'The address and the headers have more than 16 kB together. Without a body.' };

const names = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries<Schema>(components)) names.add(schema, { id });

/** OpenAPI 3.1, made from the contract and the schemas that validate it. */
export function openApiDocument(contract: Calls): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const [name, call] of Object.entries<Call>(contract)) {
    const [method = '', path = ''] = name.split(' ');
    const template = path.replace(/:(\w+)/g, '{$1}');
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation(name, path, call) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Community Board',
      version: String(protocolVersion),
      description: 'Events of a board. The live feed runs over Socket.IO; docs/protocol.md describes it.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The server of this document.' }],
    security: [{}, { guest: [] }, { session: [] }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        guest: {
          type: 'apiKey',
          in: 'cookie',
          name: 'board',
          description: 'A guest. Set by `GET /api/session`. Over HTTPS its name begins with `__Host-`.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'board-session',
          description: 'A member. Set by logging in. Over HTTPS its name begins with `__Host-`.',
        },
      },
      parameters: {
        ApiVersion: {
          name: versionHeader,
          in: 'header',
          required: false,
          description:
            'The version that the caller was written for. Every answer names the server’s in the same header.',
          schema: { type: 'integer', minimum: oldestProtocolVersion, maximum: protocolVersion, default: 1 },
        },
      },
      schemas: Object.fromEntries(
        Object.entries<Schema>(components).map(([name, schema]) => [name, componentSchema(name, schema)]),
      ),
    },
  };
}

function operation(name: string, path: string, call: Call): JsonObject {
  const { operationId, tag, summary, query, body, upload, needsVersion, answers } = call;
  const parameters = [
    ...[...path.matchAll(/:(\w+)/g)].map(([, parameter = '']) => ({
      name: parameter,
      in: 'path',
      required: true,
      schema: pathSchema(parameter),
    })),
    ...queryParameters(query),
    ...(needsVersion === true
      ? [header('If-Match', true, 'The version seen, in quotes, such as `"3"`.', ifMatch.source)]
      : []),
    ...(path.startsWith('/api/') ? [{ $ref: '#/components/parameters/ApiVersion' }] : []),
    ...(304 in answers ? [header('If-None-Match', false, 'The `ETag` of the answer that the caller holds.')] : []),
  ];
  const content = body !== undefined ? json(schemaOf(body, 'input')) : upload !== undefined ? file(upload.type) : null;
  // An empty body is read as an empty object.
  const canBeEmpty = body !== undefined && z.safeParse(body, {}).success;
  return {
    operationId,
    tags: [tag],
    summary,
    parameters,
    ...(content === null ? {} : { requestBody: { required: !canBeEmpty, content } }),
    responses: {
      ...Object.fromEntries(Object.entries<Answer>(answers).map(([status, answer]) => [status, response(answer)])),
      ...problemResponses(problemsOf(name, call)),
      431: headTooLarge,
    },
  };
}

function response({ description, body, file: type }: Answer): JsonObject {
  if (body !== undefined) return { description, content: json(schemaOf(body, 'output')) };
  return type === undefined ? { description } : { description, content: file(type) };
}

/** A text, or bytes, which have no schema in OpenAPI 3.1. */
function file(type: string): JsonObject {
  return { [type]: type.startsWith('image/') ? {} : { schema: { type: 'string' } } };
}

/** One response for each status, with the codes that it can have. */
function problemResponses(codes: readonly ProblemCode[]): JsonObject {
  const statuses = new Set(codes.map((code) => problems[code].status));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const some = codes.filter((code) => problems[code].status === status);
      return [
        status,
        {
          description: some.map((code) => `\`${code}\`: ${problems[code].meaning}`).join('\n\n'),
          content: {
            'application/problem+json': {
              schema: { allOf: [reference('Problem'), { properties: { code: { enum: some } } }] },
            },
          },
        },
      ];
    }),
  );
}

/** The form of each path parameter that has one. */
const pathSchemas: Readonly<Record<string, () => JsonObject>> = {
  board: () => reference('Slug'),
  id: () => reference('EventId'),
  category: () => schemaOf(CategoryId, 'input'),
  picture: () => schemaOf(PictureId, 'input'),
  width: () => ({ type: 'string', enum: pictureWidths.map(String) }),
};

function pathSchema(parameter: string): JsonObject {
  return pathSchemas[parameter]?.() ?? { type: 'string' };
}

/** As read by the server: a number is a number, though an address holds it as text. */
function queryParameters(query: Schema | undefined): JsonObject[] {
  if (query === undefined) return [];
  const { properties = {} } = schemaOf(query, 'output') as { properties?: JsonObject };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function header(name: string, required: boolean, description: string, pattern?: string): JsonObject {
  return {
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string', ...(pattern === undefined ? {} : { pattern }) },
  };
}

function json(schema: JsonObject): JsonObject {
  return { 'application/json': { schema } };
}

function reference(name: keyof typeof components): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** The schema itself of a component, where any other use is a reference. */
function componentSchema(name: string, schema: Schema): unknown {
  const { $defs } = toJsonSchema(schema, inputs.has(schema) ? 'input' : 'output') as { $defs: JsonObject };
  return $defs[name];
}

function schemaOf(schema: Schema, io: 'input' | 'output'): JsonObject {
  const { $schema, $defs, ...rest } = toJsonSchema(schema, io);
  return rest;
}

function toJsonSchema(schema: Schema, io: 'input' | 'output'): JsonObject {
  const converted = z.toJSONSchema(schema, {
    io,
    metadata: names,
    // A transform has no schema of its own: text that is empty becomes null.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // The limits of texts: they are checks of our own, which count characters.
      Object.assign(jsonSchema, z.globalRegistry.get(zodSchema));
      // The format says it already, in one word.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      // The bounds of exact numbers. Callers need to know them, since others are refused; answers stay within them.
      if (io === 'input') return;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return JSON.parse(JSON.stringify(converted).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonObject;
}
