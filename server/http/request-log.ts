import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

/** The key in a screen's link is a secret: anybody who has it can open the screen. */
const secretInPath = /(\/screens?\/)[^/]+/;

/** A request's path without secrets, for logs. */
export function loggedPath({ baseUrl, path }: Request): string {
  return (baseUrl + path).replace(secretInPath, '$1…');
}

/** One line for each call, without body, cookies and query, which can hold what a person searches for. */
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
