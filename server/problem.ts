import { problemStatus, type FieldError, type ProblemCode } from '../shared/problem.ts';

type Extra = { errors?: FieldError[]; headers?: Record<string, string>; [member: string]: unknown };

/** An error that is an answer: it has a code that programs branch on and a sentence that says what to do. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Further members of the problem document, such as `errors` or the current `event`. */
  readonly members: Record<string, unknown>;

  constructor(code: ProblemCode, detail: string, { headers = {}, ...members }: Extra = {}, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'ProblemError';
    this.code = code;
    this.status = problemStatus[code];
    this.headers = headers;
    this.members = members;
  }
}

export function invalidRequest(errors: FieldError[]): ProblemError {
  const first = errors[0];
  const detail = first === undefined ? 'The request is not valid.' : `${first.path === '' ? '' : `${first.path}: `}${first.message}`;
  return new ProblemError('invalid_request', detail, { errors });
}

export function invalidId(): ProblemError {
  return new ProblemError('invalid_id', 'An event’s id has 24 hexadecimal digits.');
}

export function eventNotFound(): ProblemError {
  return new ProblemError('event_not_found', 'There is no event with this id. It may have been deleted.');
}

export function boardNotFound(): ProblemError {
  return new ProblemError('board_not_found', 'There is no board of this name.');
}

export function idTaken(): ProblemError {
  return new ProblemError('id_taken', 'Somebody else’s event has this id already. Choose another.');
}

export function versionConflict(event: unknown): ProblemError {
  return new ProblemError('version_conflict', 'The event was changed in the meantime. Look at the current one and decide again.', { event });
}

export function preconditionRequired(): ProblemError {
  return new ProblemError('precondition_required', 'Say which version you have seen: If-Match: "<version>".');
}

export function forbidden(detail: string): ProblemError {
  return new ProblemError('forbidden', detail);
}

export function unavailable(cause: unknown): ProblemError {
  return new ProblemError('unavailable', 'The database cannot be reached at the moment. Nothing was lost here; please try again.', { headers: { 'Retry-After': '2' } }, { cause });
}
