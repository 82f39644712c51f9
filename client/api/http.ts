import type { FieldError, Problem, ProblemCode } from '../../shared/problem.ts';

/** A call that did not succeed: what the server said, or that it could not be reached. */
export class ApiError extends Error {
  readonly code: ProblemCode | 'unreachable';
  readonly errors: FieldError[];
  /** The whole problem document, with members such as the current `event`. */
  readonly problem: Partial<Problem>;
  /** When the server asks for it again, in ms from then on; null where it does not. */
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

/** A `Blob` goes as it is, by its own type; anything else as JSON. */
type CallOptions = { method?: string; body?: unknown; version?: number; signal?: AbortSignal };

const deadlineMs = 20_000;
/** A file has to be sent, read and written. */
const fileDeadlineMs = 180_000;

function unreachable(cause: unknown): ApiError {
  return new ApiError('unreachable', 'The board cannot be reached. Check the connection and try again.', {}, { cause });
}

/** Calls the board's HTTP interface. Throws an `ApiError` where the answer is not a success. */
export async function call<T>(path: string, { method = 'GET', body, version, signal }: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = {};
  const isFile = body instanceof Blob;
  if (body !== undefined) headers['Content-Type'] = isFile ? body.type : 'application/json';
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      signal: AbortSignal.any([
        AbortSignal.timeout(isFile ? fileDeadlineMs : deadlineMs),
        ...(signal === undefined ? [] : [signal]),
      ]),
    });
  } catch (error) {
    throw unreachable(error);
  }
  const answer: unknown =
    response.status === 204
      ? null
      : await response.json().catch((error: unknown) => {
          // An error may come as something else than JSON, from a proxy for one. A success that cannot be read is no success.
          if (response.ok) throw unreachable(error);
          return null;
        });
  if (response.ok) return answer as T;
  const problem = (answer ?? {}) as Partial<Problem>;
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  throw new ApiError(problem.code ?? 'internal', problem.detail ?? `The server answered ${response.status}.`, problem, {
    retryAfterMs: seconds >= 0 ? seconds * 1000 : null,
  });
}
