import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../shared/clock.ts';
import { Places } from '../base/places.ts';

/** POSTs of long polling that are not whole yet. Sent byte by byte, one of 10 kB takes 300 kB until it is whole. */
const usualMaxUnderWay = { all: 1_000, each: 200 };
/** Messages are small: they come at once, also from a phone with a bad connection. */
const deadlineMs = 20_000;

type Options = {
  clock: Pick<Clock, 'after'>;
  maxBytes: number;
  addressGroupOf: (request: IncomingMessage) => string;
  maxUnderWay?: typeof usualMaxUnderWay;
};

/**
 * Bounds the bodies of long polling before Engine.IO receives them: a middleware for Engine.IO. Browsers say how long a
 * body is, so one that does not is refused.
 */
export function boundPollingPosts({ clock, maxBytes, addressGroupOf, maxUnderWay = usualMaxUnderWay }: Options) {
  const places = new Places(maxUnderWay.all, maxUnderWay.each);
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const bytes = Number(request.headers['content-length'] ?? 0);
    if (request.headers['transfer-encoding'] !== undefined) return refuse(response, 411);
    if (request.method !== 'POST') return bytes > 0 ? refuse(response, 400) : next();
    if (bytes > maxBytes) return refuse(response, 413);
    const leave = places.take(addressGroupOf(request));
    if (leave === null) return refuse(response, 503);
    const cancel = clock.after(deadlineMs, () => request.destroy());
    response.once('close', () => {
      cancel();
      leave();
    });
    next();
  };
}

/** With the connection, so that nothing of the body is received. */
function refuse(response: ServerResponse, status: 400 | 411 | 413 | 503): void {
  response.writeHead(status, { Connection: 'close' });
  response.end();
}
