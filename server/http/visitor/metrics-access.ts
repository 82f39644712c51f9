import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/** Headers that proxies add. A request with one of them comes from elsewhere, whatever `TRUST_PROXY` says. */
const forwarded = /^(?:forwarded|via|client-ip|true-client-ip|x-real-ip|x-client-ip|x-forwarded.*|cf-.*)$/;

/** Whether a request may read the metrics: it comes from this machine itself, or names the token. */
export function mayReadMetrics({ socket, headers, httpVersion }: IncomingMessage, token: string | null): boolean {
  if (token !== null && headers.authorization !== undefined) return isSame(headers.authorization, `Bearer ${token}`);
  return (
    isLoopback(socket.remoteAddress ?? '') &&
    !Object.keys(headers).some((name) => forwarded.test(name)) &&
    // A proxy that adds no header still names the site, or speaks an older HTTP to the board (nginx).
    isLoopbackName(headers.host ?? '') &&
    httpVersion === '1.1'
  );
}

function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}

function isLoopbackName(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || isLoopback(name);
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}
