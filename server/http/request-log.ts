import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/** The key of a screen's link opens a board's screen to whoever reads it. */
const secretInPath = /(\/screens?\/)[^/]+/;

/** One line for each call: no body, no cookie, no query (it may hold what somebody searches for). */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    response.on('finish', () => {
      logger.debug({ method: request.method, path: (request.baseUrl + request.path).replace(secretInPath, '$1…'), status: response.statusCode, ms: Math.round(performance.now() - begun) }, 'request');
    });
    next();
  };
}
