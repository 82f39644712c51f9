import * as z from 'zod/mini';
import { BoardEvent } from './event.ts';

/** The codes that programs branch on. Each has one HTTP status, and one factory in server/base/problem.ts. */
export const problems = {
  invalid_request: { status: 400, meaning: 'The input breaks a rule. `errors` names each field.' },
  invalid_json: { status: 400, meaning: 'The body is not JSON.' },
  invalid_id: { status: 400, meaning: 'The id is not 24 hexadecimal digits.' },
  login_required: { status: 401, meaning: 'Nobody is logged in, or the session has ended.' },
  invalid_credentials: { status: 401, meaning: 'The username or the password is wrong.' },
  password_reset_required: { status: 401, meaning: 'The person needs a reset link from the owner first.' },
  forbidden: { status: 403, meaning: 'This person may not do that.' },
  board_full: {
    status: 403,
    meaning: 'The board has no room for it. Once events of the board are deleted, the same call succeeds.',
  },
  origin_forbidden: { status: 403, meaning: 'The call came from another site’s page.' },
  not_found: { status: 404, meaning: 'There is nothing at this address.' },
  event_not_found: { status: 404, meaning: 'There is no such event, or this person may not see it.' },
  user_not_found: { status: 404, meaning: 'There is no account with this name.' },
  reset_link_not_found: {
    status: 404,
    meaning: 'There is no such link for a new password: it was used, replaced, or is older than an hour.',
  },
  picture_not_found: { status: 404, meaning: 'There is no such picture, or this person may not see it.' },
  category_not_found: { status: 404, meaning: 'The board has no such category.' },
  board_not_found: { status: 404, meaning: 'There is no such board.' },
  method_not_allowed: { status: 405, meaning: 'The address does not take this method. `Allow` names those it takes.' },
  position_unknown: {
    status: 410,
    meaning: 'The history since this position is gone. Start again with the snapshot.',
  },
  request_timeout: { status: 408, meaning: 'The body did not arrive in time.' },
  id_taken: { status: 409, meaning: 'Another event has this id, or had it until it was deleted.' },
  id_reused: {
    status: 409,
    meaning: 'The same author has posted other content under this id. `event` is what became of it.',
  },
  username_taken: { status: 409, meaning: 'An account has this name, or one that reads like it.' },
  slug_taken: { status: 409, meaning: 'A board has this slug.' },
  version_conflict: { status: 412, meaning: 'The event was changed in the meantime. `event` is the current one.' },
  payload_too_large: { status: 413, meaning: 'The body is too large.' },
  unsupported_media_type: { status: 415, meaning: 'The body has another type than this call takes.' },
  client_too_new: {
    status: 421,
    meaning: 'This server does not know the version in `API-Version` yet. Try again after `Retry-After`.',
  },
  search_too_slow: {
    status: 422,
    meaning: 'The search looked at too many events for its time. Narrow it down.',
  },
  client_too_old: {
    status: 426,
    meaning: 'The server no longer serves the version in `API-Version`. Reload the page.',
  },
  precondition_required: { status: 428, meaning: '`If-Match` is missing.' },
  too_many_requests: { status: 429, meaning: 'Too many calls in a short time. `Retry-After` says how long to wait.' },
  internal: { status: 500, meaning: 'A fault of the server, which logged it.' },
  unavailable: { status: 503, meaning: 'The server cannot answer at the moment. Try again after `Retry-After`.' },
  busy: {
    status: 503,
    meaning: 'Too many searches, passwords or files are waiting. Try again after `Retry-After`.',
  },
} as const;

export type ProblemCode = keyof typeof problems;

const FieldError = z.strictObject({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** `application/problem+json` by RFC 9457, with a `code` and, for a refused input, a message for each field. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  errors: z.optional(z.array(FieldError)),
  /** With `version_conflict` and `id_reused`: the event as it is now. */
  event: z.optional(BoardEvent),
});
export type Problem = z.infer<typeof Problem>;
