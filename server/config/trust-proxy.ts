import { isIP } from 'node:net';
import type { Settings } from './settings.ts';

/** Ranges that have a name, as in Express's setting `trust proxy`. */
const namedRanges = ['loopback', 'linklocal', 'uniquelocal'];

/**
 * Whose `X-Forwarded-*` headers to believe: nobody's (`false`), anybody's (`true`), those of this many proxies in front
 * of the board, or those of proxies at these addresses (`loopback, 10.0.0.0/8`).
 */
export function readTrustProxy(settings: Settings): boolean | number | string[] {
  const value = settings.text('TRUST_PROXY');
  if (value === null || value === 'false') return false;
  if (value === 'true') return true;
  if (/^\d{1,2}$/.test(value)) return Number(value);
  const ranges = settings.list('TRUST_PROXY');
  if (!ranges.every(isAddressRange)) {
    settings.mistakes.push(
      `TRUST_PROXY must be true, false, the number of proxies in front, or their addresses such as “loopback, 10.0.0.0/8”, not “${value}”.`,
    );
  }
  return ranges;
}

/** An address of four numbers or of IPv6, with or without a prefix; proxy-addr refuses a prefix of 0. */
function isAddressRange(range: string): boolean {
  if (namedRanges.includes(range)) return true;
  const [address = '', prefix, ...more] = range.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits < 0 || more.length > 0) return false;
  return prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= bits);
}
