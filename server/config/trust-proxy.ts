import { isIP } from 'node:net';
import type { Settings } from './settings.ts';

const namedRanges = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * Whose `X-Forwarded-*` headers are believed, as Express takes it: nobody's (`false`), that of so many proxies in
 * front (a number), of proxies at these addresses (`loopback, 10.0.0.0/8`), or anybody's (`true`).
 */
export function readTrustProxy(settings: Settings): boolean | number | string {
  const value = settings.text('TRUST_PROXY');
  if (value === null || value === 'false') return false;
  if (value === 'true') return true;
  if (/^\d{1,2}$/.test(value)) return Number(value);
  const parts = settings.list('TRUST_PROXY');
  if (!parts.every(isAddressRange)) {
    settings.mistakes.push(
      `TRUST_PROXY must be true, false, the number of proxies in front, or their addresses such as “loopback, 10.0.0.0/8”, not “${value}”.`,
    );
  }
  return parts.join(', ');
}

function isAddressRange(part: string): boolean {
  if (namedRanges.includes(part)) return true;
  const [address = '', prefix, ...more] = part.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits < 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
}
