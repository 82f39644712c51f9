import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import express from 'express';

/** Whether the `hop`-th address on the way to us, counted from here, belongs to a proxy that is believed. */
export type TrustProxy = (address: string, hop: number) => boolean;

/** As Express understands its setting `trust proxy`. */
export function trustProxy(setting: boolean | number | string): TrustProxy {
  const app = express();
  app.set('trust proxy', setting);
  return app.get('trust proxy fn') as TrustProxy;
}

/**
 * The address that a request or a handshake came from: the last on the way here that no trusted proxy vouches for.
 * The same rule as Express's `request.ip`, for sockets too.
 */
export function clientAddress(request: IncomingMessage, trust: TrustProxy): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const way = [request.socket.remoteAddress ?? '', ...forwarded.reverse()];
  const client = way.find((address, hop) => hop === way.length - 1 || !trust(address, hop)) ?? '';
  return plainAddress(client);
}

/** `::ffff:192.0.2.1` is `192.0.2.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** What counts as one place: an IPv4 address, or the /64 that a single household has of IPv6. */
export function addressGroup(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const parts = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [first, last] = [parts(head), parts(tail ?? '')];
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return `${[...first, ...zeros, ...last]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}
