import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** One line for each call: no body, no cookie, no query (it may hold what somebody searches for). */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    response.on('finish', () => {
      logger.debug({ method: request.method, path: request.baseUrl + request.path, status: response.statusCode, ms: Math.round(performance.now() - begun) }, 'request');
    });
    next();
  };
}
