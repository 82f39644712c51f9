import type * as z from 'zod/mini';
import type { ProblemCode } from '../problem.ts';

/**
 * The shape of the HTTP contract. A table of calls, such as `boardCalls`, is plain data: server/http/routes has a handler
 * for each entry, client/api calls it, and `/api/openapi.json` describes it. The types below derive what each end must
 * send, so an end that drifts does not compile.
 */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Enough for two texts of 200 characters, however they are escaped, and for their names. */
export const usualBodyBytes = 8 * 1024;

/** A call's name is its method and path, with parameters as Express writes them: `GET /api/events/:id`. */
export type CallName = `${Method} /${string}`;

export type Schema = z.core.$ZodType;

export type Tag = 'session' | 'boards' | 'events' | 'people' | 'accounts' | 'calendars';

export type Call = {
  operationId: string;
  tag: Tag;
  summary: string;
  query?: Schema;
  /** JSON. */
  body?: Schema;
  /** Where the largest body is more than `usualBodyBytes`. */
  bodyBytes?: number;
  /** A file of this type instead of JSON. */
  upload?: { type: string; maxBytes: number };
  /** Changes an event: `If-Match` names the version that the caller has seen. */
  needsVersion?: true;
  /** No cache may keep the answer: it depends on the person who asks. */
  personal?: true;
  /** The answers of a call that succeeds, by status. */
  answers: Readonly<Record<number, Answer>>;
  /** The codes of this call's own refusals. `problemsOf` adds those that follow from its shape. */
  problems?: readonly ProblemCode[];
};

/** A JSON body by its schema, a file of a type, or no content. */
export type Answer = { description: string; body?: Schema; file?: string };

export type Calls = Readonly<Record<CallName, Call>>;

type NameIn<Segment extends string> = Segment extends `:${infer Name}.${string}`
  ? Name
  : Segment extends `:${infer Name}`
    ? Name
    : never;

type NamesIn<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? NameIn<Segment> | NamesIn<Rest>
  : NameIn<Path>;

/** The parameters in a call's path: `{ id: string }` for `GET /api/events/:id`. */
export type ParamsOf<Name> = Name extends `${Method} ${infer Path}` ? Record<NamesIn<Path>, string> : never;

export type QueryOf<C extends Call> = C extends { query: infer S extends Schema } ? z.core.output<S> : undefined;

/** The JSON body as a caller sends it. */
export type SentBodyOf<C extends Call> = C extends { body: infer S extends Schema } ? z.core.input<S> : undefined;

/** The body as a handler gets it: trimmed, normalized, with unknown fields refused. */
export type ReadBodyOf<C extends Call> = C extends { body: infer S extends Schema } ? z.core.output<S> : undefined;

/** The content of one answer; undefined where it has none. */
export type ContentOf<A extends Answer> = A extends { body: infer S extends Schema } ? z.core.output<S> : undefined;

/** What a caller gets. A browser answers a 304 from its cache, so callers never see one. */
export type ResultOf<C extends Call> = {
  [Status in keyof C['answers']]: Status extends 304
    ? never
    : C['answers'][Status] extends Answer
      ? ContentOf<C['answers'][Status]>
      : never;
}[keyof C['answers']];
