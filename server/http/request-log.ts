import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

/** The key in a screen's link is a secret: anybody who has it can open the screen. */
const secretInPath = /(\/screens?\/)[^/]+/;

/** Longer paths than this are nobody's but an attacker's. */
const maxLoggedLength = 200;

/** A request's path without secrets, for logs, and only its beginning if it is long. */
export function loggedPath({ baseUrl, path }: Request): string {
  const logged = (baseUrl + path).slice(0, maxLoggedLength + 1).replace(secretInPath, '$1…');
  return logged.length > maxLoggedLength ? `${logged.slice(0, maxLoggedLength)}…` : logged;
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
