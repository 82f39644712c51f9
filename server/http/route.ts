import type { Request } from 'express';
import * as z from 'zod/mini';
import type {
  Answer,
  Call,
  CallName,
  Calls,
  ContentOf,
  ParamsOf,
  QueryOf,
  ReadBodyOf,
  Schema,
} from '../../shared/api/call.ts';
import { CategoryId } from '../../shared/category.ts';
import { EventId, Slug } from '../../shared/event.ts';
import type { JsonBytes, JsonParts } from '../base/json-bytes.ts';
import type { TextParts } from '../base/packed-text.ts';
import { boardNotFound, categoryNotFound, invalidId, invalidRequest, preconditionRequired } from '../base/problem.ts';
import { readJson } from './bodies/read-json.ts';
import { fieldErrors, type InputSource } from './field-errors.ts';
import type { Caller } from './visitor/rate-limits.ts';
import type { RequestSession } from './visitor/session-cookie.ts';

/** What a handler gets: input that has passed the call's schemas. */
export type RouteRequest<Name, C extends Call> = {
  params: ParamsOf<Name>;
  query: QueryOf<C>;
  /** The version in `If-Match`. */
  version: C extends { needsVersion: true } ? number : undefined;
  /**
   * Receives the body, checked by its schema, or the file. Call it only when all is checked that can be without it, such
   * as whether this person may make the call: until then nothing of it is held. A body takes as long as its sender likes,
   * so the session is read again with it: afterwards ask `session` again, and decide on what it says then.
   */
  receive: C extends { upload: object }
    ? () => Promise<Buffer>
    : C extends { body: Schema }
      ? () => Promise<ReadBodyOf<C>>
      : undefined;
  session: RequestSession;
  /** For limits and the log. */
  caller: Caller;
  request: Request;
};

type Sent<A extends Answer> = A extends { body: Schema }
  ? { body: ContentOf<A> | JsonBytes<ContentOf<A>> | JsonParts<ContentOf<A>> }
  : A extends { file: string }
    ? { body: Buffer | TextParts }
    : { body?: undefined };

/** What a handler may return: one of the call's declared answers. */
export type RouteAnswer<C extends Call> = {
  [Status in keyof C['answers'] & number]: { status: Status; headers?: Record<string, string> } & Sent<
    C['answers'][Status]
  >;
}[keyof C['answers'] & number];

type Handlers<C extends Calls> = {
  [Name in keyof C & CallName]: (request: RouteRequest<Name, C[Name]>) => Promise<RouteAnswer<C[Name]>>;
};

/** A call with its handler, for the HTTP application. */
export type Route = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  call: Call;
  run: (
    request: Request,
    session: RequestSession,
    caller: Caller,
    receive: () => Promise<Buffer>,
  ) => Promise<{ status: number; body?: unknown; headers?: Record<string, string> }>;
};

type ErasedHandler = (request: Record<keyof RouteRequest<CallName, Call>, unknown>) => ReturnType<Route['run']>;

/** Joins a table of calls with its handlers. A missing handler, or an answer that was not declared, does not compile. */
export function implement<C extends Calls>(calls: C, handlers: NoInfer<Handlers<C>>): Route[] {
  return Object.entries<Call>(calls).map(([name, call]) => {
    const [method = '', path = ''] = name.split(' ');
    // What the schemas have read has the types that this handler asks for; the table of all of them forgets which.
    const handle = handlers[name as keyof C & CallName] as ErasedHandler;
    return {
      method: method.toLowerCase() as Route['method'],
      path,
      call,
      run: (request, session, caller, receive) =>
        handle({
          params: readParams(request),
          version: call.needsVersion === true ? readIfMatch(request) : undefined,
          query: call.query === undefined ? undefined : parse(call.query, request.query, 'query'),
          receive: receiverOf(call, request, receive),
          session,
          caller,
          request,
        }),
    };
  });
}

function receiverOf(
  { body, upload }: Call,
  request: Request,
  receive: () => Promise<Buffer>,
): (() => Promise<unknown>) | undefined {
  if (upload !== undefined) return receive;
  if (body === undefined) return undefined;
  return async () => parse(body, readJson(await receive(), request.get('content-type') ?? ''), 'body');
}

function readParams(request: Request): Record<string, string> {
  const params = request.params as Record<string, string>;
  if (params.board !== undefined && !Slug.safeParse(params.board).success) throw boardNotFound();
  if (params.category !== undefined && !CategoryId.safeParse(params.category).success) throw categoryNotFound();
  if (params.id !== undefined && !EventId.safeParse(params.id.toLowerCase()).success) throw invalidId();
  return { ...params, ...(params.id === undefined ? {} : { id: params.id.toLowerCase() }) };
}

function parse(schema: Schema, input: unknown, from: InputSource): unknown {
  // Without the input, nobody can tell a missing field from one of another kind.
  const result = z.safeParse(schema, input, { reportInput: true });
  if (result.success) return result.data;
  throw invalidRequest(fieldErrors(result.error.issues, from));
}

export const ifMatch = /^(?:W\/)?"(\d{1,15})"$/;

/** `"3"` or, from a proxy that compressed the answer, `W/"3"`. */
function readIfMatch(request: Request): number {
  const header = request.get('if-match');
  if (header === undefined) throw preconditionRequired();
  const match = ifMatch.exec(header.trim());
  if (match === null)
    throw invalidRequest([{ path: 'If-Match', message: 'Must be the version in quotes, such as "3".' }]);
  return Number(match[1]);
}
