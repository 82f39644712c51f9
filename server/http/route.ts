import type { Request } from 'express';
import * as z from 'zod/mini';
import { EventId, Slug } from '../../shared/event.ts';
import { boardNotFound, invalidId, invalidRequest, preconditionRequired } from '../base/problem.ts';
import type { Asker } from './visitor/rate-limits.ts';
import type { RequestSession } from './visitor/session-cookie.ts';

export type Schema = z.core.$ZodType;
type Parsed<S> = S extends Schema ? z.core.output<S> : undefined;

export type RouteAnswer = {
  status: number;
  /** Sent as JSON; a Buffer as it is. */
  body?: unknown;
  headers?: Record<string, string>;
};

export type RouteRequest<Query, Body> = {
  params: Record<string, string>;
  query: Query;
  body: Body;
  session: RequestSession;
  /** For limits and the log. */
  asker: Asker;
  /** The version in `If-Match`; 0 where the route asks for none. */
  version: number;
  request: Request;
};

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One call of the HTTP contract: what validates it also describes it in `/api/openapi.json`. */
export type Route = {
  method: Method;
  /** As Express writes it, `/api/events/:id`. */
  path: string;
  operationId: string;
  summary: string;
  query?: Schema;
  body?: Schema;
  /** A file of this type instead of JSON, as a Buffer in `request.body`. */
  upload?: { type: string; maxBytes: number };
  /** Changes an event of a version that the caller has seen. */
  needsVersion?: boolean;
  /** What it answers on success, by status. */
  answers: Record<number, { description: string; schema?: Schema }>;
  /** May be kept by nobody but the person who asked. */
  personal?: boolean;
  run: (request: Request, session: RequestSession, asker: Asker) => Promise<RouteAnswer>;
};

type RouteDefinition<Q, B> = Omit<Route, 'run' | 'query' | 'body'> & {
  query?: Q;
  body?: B;
  handle: (request: RouteRequest<Parsed<Q>, Parsed<B>>) => Promise<RouteAnswer>;
};

/** Defines a route; its handler gets only what has passed the schemas. */
export function defineRoute<Q extends Schema | undefined = undefined, B extends Schema | undefined = undefined>({
  handle,
  ...definition
}: RouteDefinition<Q, B>): Route {
  const { query, body, needsVersion = false } = definition;
  return {
    ...definition,
    query: query as Schema | undefined,
    body: body as Schema | undefined,
    run: (request, session, asker) =>
      handle({
        params: readParams(request),
        version: needsVersion ? readIfMatch(request) : 0,
        query: (query === undefined ? undefined : parse(query, request.query)) as Parsed<Q>,
        body: (body === undefined ? undefined : parse(body, request.body ?? {})) as Parsed<B>,
        session,
        asker,
        request,
      }),
  } as Route;
}

function readParams(request: Request): Record<string, string> {
  const params = request.params as Record<string, string>;
  if (params.board !== undefined && !Slug.safeParse(params.board).success) throw boardNotFound();
  if (params.id !== undefined && !EventId.safeParse(params.id.toLowerCase()).success) throw invalidId();
  return { ...params, ...(params.id === undefined ? {} : { id: params.id.toLowerCase() }) };
}

function parse<S extends Schema>(schema: S, input: unknown): z.core.output<S> {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  throw invalidRequest(result.error.issues.flatMap(readIssue));
}

function readIssue(issue: z.core.$ZodIssue): { path: string; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join('.'),
      message: 'Is not known here. Check the spelling.',
    }));
  }
  return [
    {
      path: issue.path.join('.'),
      message: issue.code === 'invalid_type' && issue.input === undefined ? 'Is required.' : issue.message,
    },
  ];
}

/** `"3"` or, from a proxy that compressed the answer, `W/"3"`. */
function readIfMatch(request: Request): number {
  const header = request.get('if-match');
  if (header === undefined) throw preconditionRequired();
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim());
  if (match === null)
    throw invalidRequest([{ path: 'If-Match', message: 'Must be the version in quotes, such as "3".' }]);
  return Number(match[1]);
}
