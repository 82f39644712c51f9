import type { BoardSize } from '../../shared/board-size.ts';
import { sizeInWords } from '../../shared/nearly-full.ts';
import { problems, type FieldError, type ProblemCode } from '../../shared/problem.ts';

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
    this.status = problems[code].status;
    this.headers = headers;
    this.members = members;
  }
}

export function invalidRequest(errors: FieldError[]): ProblemError {
  const first = errors[0];
  const detail =
    first === undefined ? 'The request is not valid.' : `${first.path === '' ? '' : `${first.path}: `}${first.message}`;
  return new ProblemError('invalid_request', detail, { errors });
}

export function wrongCursor(): ProblemError {
  return invalidRequest([{ path: 'after', message: 'Is not the `next` of this list.' }]);
}

export function invalidId(): ProblemError {
  return new ProblemError('invalid_id', 'An event’s id has 24 hexadecimal digits.');
}

export function eventNotFound(detail = 'There is no event with this id. It may have been deleted.'): ProblemError {
  return new ProblemError('event_not_found', detail);
}

/** Everybody who holds the position gets the same answer, so a cache may keep it for a moment. */
export function positionUnknown(): ProblemError {
  return new ProblemError(
    'position_unknown',
    'The history since this position is gone. Start again with the board’s snapshot.',
    { headers: { 'Cache-Control': 'public, max-age=5' } },
  );
}

export function boardNotFound(detail = 'There is no board with this name.'): ProblemError {
  return new ProblemError('board_not_found', detail);
}

export function pictureNotFound(): ProblemError {
  return new ProblemError('picture_not_found', 'There is no such picture here. It may have been removed.');
}

export function categoryNotFound(): ProblemError {
  return new ProblemError('category_not_found', 'This board has no such category. It may have been deleted.');
}

export function boardArchived(): ProblemError {
  return new ProblemError('forbidden', 'This board is archived and read-only.');
}

export function slugTaken(): ProblemError {
  return new ProblemError('slug_taken', 'A board with this address already exists. Choose another.', {
    errors: [{ path: 'slug', message: 'Is taken.' }],
  });
}

export function idTaken(): ProblemError {
  return new ProblemError('id_taken', 'Another event has this id, or had it until it was deleted. Choose another.');
}

export function idReused(event: unknown): ProblemError {
  return new ProblemError(
    'id_reused',
    'You have posted something else under this id. Change that event, or post this under another id.',
    { event },
  );
}

export function versionConflict(event: unknown): ProblemError {
  return new ProblemError(
    'version_conflict',
    'Somebody changed the event in the meantime. Look at the current version and decide again.',
    { event },
  );
}

export function preconditionRequired(): ProblemError {
  return new ProblemError('precondition_required', 'Send the version that you have seen: If-Match: "<version>".');
}

export function boardFull(size: BoardSize, bound: 'events' | 'bytes'): ProblemError {
  return new ProblemError(
    'board_full',
    `There is no room on this board: it holds ${sizeInWords(size, bound)}. Delete events that are over, or ask a moderator to.`,
  );
}

export function forbidden(detail: string): ProblemError {
  return new ProblemError('forbidden', detail);
}

export function unavailable(cause: unknown): ProblemError {
  return new ProblemError(
    'unavailable',
    'The database cannot be reached at the moment. Nothing was lost. Please try again.',
    { headers: { 'Retry-After': '2' } },
    { cause },
  );
}

/** Too much of some expensive work is under way: passwords being checked, files being imported, searches. */
export function busy(
  detail = 'Many people are logging in at this moment. Please try again in a few seconds.',
): ProblemError {
  return new ProblemError('busy', detail, {
    headers: { 'Retry-After': '5' },
  });
}

export function searchTooSlow(): ProblemError {
  return new ProblemError(
    'search_too_slow',
    'This search takes too long. Narrow it down: use fewer or longer words, or name days.',
  );
}

export function tooManyRequests(
  waitSeconds: number,
  detail = `Too many attempts in a short time. Please wait ${waitInWords(waitSeconds)} and try again.`,
): ProblemError {
  return new ProblemError('too_many_requests', detail, { headers: { 'Retry-After': String(waitSeconds) } });
}

export function waitInWords(seconds: number): string {
  if (seconds < 90) return `${seconds} second${seconds === 1 ? '' : 's'}`;
  return seconds < 90 * 60 ? `${Math.ceil(seconds / 60)} minutes` : `${Math.ceil(seconds / 3600)} hours`;
}

export function usernameTaken(detail = 'That username already exists! Try logging in.'): ProblemError {
  return new ProblemError('username_taken', detail, { errors: [{ path: 'username', message: detail }] });
}

export function invalidCredentials(): ProblemError {
  return new ProblemError('invalid_credentials', 'Invalid username/password combination');
}

/** Somebody who is logged in gave a wrong password. The name is right, so the sentence is about the password alone. */
export function wrongPassword(error: FieldError): ProblemError {
  return new ProblemError('invalid_credentials', error.message, { errors: [error] });
}

export function passwordResetRequired(): ProblemError {
  return new ProblemError(
    'password_reset_required',
    'The password of this account was not stored safely and no longer works. Ask the person who runs this board for a link to choose a new one.',
  );
}

export function loginRequired(detail = 'Log in first.'): ProblemError {
  return new ProblemError('login_required', detail);
}

export function userNotFound(): ProblemError {
  return new ProblemError('user_not_found', 'There is no account with this name.');
}

export function resetLinkNotFound(): ProblemError {
  return new ProblemError(
    'reset_link_not_found',
    'This link has ended: it was used, it is older than an hour, or there is a newer one. Ask the person who runs this board for another.',
  );
}

export function clientTooOld(): ProblemError {
  return new ProblemError('client_too_old', 'This page is older than the board. Reload it.');
}

/** The client's protocol version is newer than this server's, which is probably about to be updated. */
export function clientTooNew(): ProblemError {
  return new ProblemError('client_too_new', 'The board is being updated. Please try again in a moment.', {
    headers: { 'Retry-After': '2' },
  });
}

export function notFound(): ProblemError {
  return new ProblemError('not_found', 'There is nothing at this address.');
}

export function methodNotAllowed(methods: readonly string[]): ProblemError {
  const allowed = methods.join(', ');
  return new ProblemError('method_not_allowed', `This address takes ${allowed}.`, { headers: { Allow: allowed } });
}

export function originForbidden(): ProblemError {
  return new ProblemError(
    'origin_forbidden',
    'This call came from another site. Use the board’s own pages, or a program that is no browser.',
  );
}

export function unsupportedMediaType(detail: string): ProblemError {
  return new ProblemError('unsupported_media_type', detail);
}

export function payloadTooLarge(limitBytes: number): ProblemError {
  const limit =
    limitBytes < 1024 * 1024 ? `${Math.round(limitBytes / 1024)} kB` : `${Math.round(limitBytes / 1024 / 1024)} MB`;
  return new ProblemError('payload_too_large', `The body is larger than ${limit}.`);
}

export function requestTimeout(): ProblemError {
  return new ProblemError('request_timeout', 'The body did not arrive in time. Please try again.', {
    headers: { Connection: 'close' },
  });
}

export function invalidJson(): ProblemError {
  return new ProblemError('invalid_json', 'The body is not valid JSON.');
}

export function internal(cause: unknown): ProblemError {
  return new ProblemError('internal', 'Something went wrong here. It was noted; please try again.', {}, { cause });
}
