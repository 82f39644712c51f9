import type { Call, ParamsOf, QueryOf, ResultOf, Schema, SentBodyOf } from '../../shared/api/call.ts';
import type { Contract } from '../../shared/api/contract.ts';
import type { FieldError, Problem, ProblemCode } from '../../shared/problem.ts';
import { protocolVersion, versionHeader } from '../../shared/protocol-version.ts';
import { systemClock } from '../../shared/clock.ts';
import { takeFirstTime } from './board-time.ts';
import { ask, type Answer } from './own-answer.ts';
import { writeQuery } from './query.ts';

/** A failed call: the server's refusal, or that it could not be reached. */
export class ApiError extends Error {
  readonly code: ProblemCode | 'unreachable';
  readonly errors: FieldError[];
  /** The whole problem document, with members such as the current `event`. */
  readonly problem: Partial<Problem>;
  /** How long the server asks to wait before the next try; null if it does not say. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ProblemCode | 'unreachable',
    detail: string,
    problem: Partial<Problem> = {},
    options: ErrorOptions & { retryAfterMs?: number | null } = {},
  ) {
    super(detail, options);
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.name = 'ApiError';
    this.code = code;
    this.errors = problem.errors ?? [];
    this.problem = problem;
  }
}

type Given<Name extends keyof Contract, C extends Call = Contract[Name]> = {
  signal?: AbortSignal;
  /** Called when the answer begins, and with each part of it. */
  onProgress?: () => void;
} & (keyof ParamsOf<Name> extends never ? object : { params: ParamsOf<Name> }) &
  (C extends { query: Schema } ? { query?: QueryOf<C> } : object) &
  (C extends { body: Schema } ? { body: SentBodyOf<C> } : object) &
  (C extends { upload: object } ? { body: Blob } : object) &
  (C extends { needsVersion: true } ? { version: number } : object);

/** What a call must be given; nothing at all where every part of it is optional. */
type Arguments<Name extends keyof Contract> = object extends Given<Name> ? [given?: Given<Name>] : [given: Given<Name>];

/** The same for every call, once its type is checked. */
type AnyGiven = {
  params?: Record<string, string>;
  query?: object;
  body?: unknown;
  version?: number;
  signal?: AbortSignal;
  onProgress?: () => void;
};

/** Of silence: an answer takes as long as some of it keeps coming. */
const silenceMs = 20_000;
/** A file has to be sent, read and written. */
const fileSilenceMs = 180_000;

function unreachable(cause: unknown): ApiError {
  return new ApiError('unreachable', 'The board cannot be reached. Check the connection and try again.', {}, { cause });
}

/**
 * Makes a call of the contract. Throws an `ApiError` unless it succeeds.
 *
 * The answer has the contract's type unchecked: the server that sent it was compiled against the same contract, and the
 * schemas are more code than a page may load. A server of another protocol version refuses the call.
 */
export async function call<Name extends keyof Contract>(
  name: Name,
  ...[given]: Arguments<Name>
): Promise<ResultOf<Contract[Name]>> {
  const { params = {}, query = {}, body, version, signal, onProgress }: AnyGiven = given ?? {};
  const [method, pattern = ''] = name.split(' ');
  const path = pattern.replace(/:(\w+)/g, (_, parameter: string) => encodeURIComponent(params[parameter] ?? ''));
  const search = writeQuery(query).toString();
  const headers: Record<string, string> = { [versionHeader]: String(protocolVersion) };
  const isFile = body instanceof Blob;
  if (body !== undefined) headers['Content-Type'] = isFile ? body.type : 'application/json';
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  let answer: Answer;
  try {
    answer = await ask(
      search === '' ? path : `${path}?${search}`,
      {
        method,
        headers,
        ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      },
      { clock: systemClock, silenceMs: isFile ? fileSilenceMs : silenceMs, onProgress },
    );
  } catch (error) {
    throw unreachable(error);
  }
  const { response, isOurs } = answer;
  if (isOurs) takeFirstTime(response.headers.get('Date'));
  if (response.ok) return answer.body as ResultOf<Contract[Name]>;
  const problem = (isOurs && answer.body ? answer.body : {}) as Partial<Problem>;
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  throw new ApiError(problem.code ?? 'internal', problem.detail ?? `The server answered ${response.status}.`, problem, {
    retryAfterMs: seconds >= 0 ? seconds * 1000 : null,
  });
}
