import * as z from 'zod/mini';

/** What programs branch on; each with the HTTP status it comes with. */
export const problemStatus = {
  invalid_request: 400,
  invalid_json: 400,
  invalid_id: 400,
  login_required: 401,
  invalid_credentials: 401,
  password_reset_required: 401,
  forbidden: 403,
  origin_forbidden: 403,
  not_found: 404,
  event_not_found: 404,
  user_not_found: 404,
  board_not_found: 404,
  method_not_allowed: 405,
  id_taken: 409,
  username_taken: 409,
  slug_taken: 409,
  version_conflict: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  precondition_required: 428,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  busy: 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** `application/problem+json` by RFC 9457, with a `code` and, for a refused input, a message for each field. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]),
  errors: z.optional(z.array(z.strictObject({ path: z.string(), message: z.string() }))),
});
export type Problem = z.infer<typeof Problem>;
export type FieldError = { path: string; message: string };
