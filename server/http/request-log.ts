import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

/** The key of a screen's link opens a board's screen to whoever reads it. */
const secretInPath = /(\/screens?\/)[^/]+/;

/** A request's path as any log may have it. */
export function loggedPath({ baseUrl, path }: Request): string {
  return (baseUrl + path).replace(secretInPath, '$1…');
}

/** One line for each call: no body, no cookie, no query (it may hold what somebody searches for). */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    if (!logger.isLevelEnabled('debug')) return next();
    const begun = performance.now();
    response.on('finish', () => {
      logger.debug(
        {
          method: request.method,
          path: loggedPath(request),
          status: response.statusCode,
          ms: Math.round(performance.now() - begun),
        },
        'request',
      );
    });
    next();
  };
}
