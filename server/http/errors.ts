import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { STATUS_CODES } from 'node:http';
import { isDatabaseAway } from '../database/mongo-errors.ts';
import { FeedBehind } from '../feed/feed.ts';
import { internal, invalidRequest, ProblemError, unavailable } from '../base/problem.ts';
import { loggedPath } from './request-log.ts';
import { currentSender, type SecurityLog } from '../base/security-log.ts';

/** The one place where errors become answers: `application/problem+json` by RFC 9457. */
export function answerError(logger: Logger, log: SecurityLog): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response, _next) => {
    const problem = toProblem(error);
    const call = { method: request.method, path: loggedPath(request) };
    if (problem.status >= 500) logger.error({ err: error, ...call, ...currentSender() }, 'request failed');
    if (problem.code === 'forbidden' || problem.code === 'login_required') log.record('authz_fail', call);
    if (response.headersSent) return void response.destroy();
    response
      .status(problem.status)
      .set({ 'Cache-Control': 'no-store', ...problem.headers })
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: STATUS_CODES[problem.status],
          status: problem.status,
          detail: problem.message,
          code: problem.code,
          ...problem.members,
        }),
      );
  };
}

function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  // Not an error of ours.
  if (error instanceof FeedBehind || isDatabaseAway(error)) return unavailable(error);
  const { status } = (error ?? {}) as { status?: unknown };
  // Refused by Express: a malformed address.
  if (typeof status === 'number' && status >= 400 && status < 500)
    return invalidRequest([{ path: '', message: 'The request is malformed.' }]);
  return internal(error);
}
