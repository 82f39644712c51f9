import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/** Whether to believe the proxy at this address, which is the `hop`-th on the way, counted from the board. */
export type TrustProxy = (address: string, hop: number) => boolean;

/** The setting `TRUST_PROXY`, with the same meaning as Express's `trust proxy`. */
export function trustProxy(setting: boolean | number | readonly string[]): TrustProxy {
  if (typeof setting === 'boolean') return () => setting;
  if (typeof setting === 'number') return (_address, hop) => hop < setting;
  return proxyAddr.compile([...setting]);
}

/**
 * The address that a request or a handshake comes from: the last one on the way here that no trusted proxy vouches for.
 * The same as Express's `request.ip`, but for sockets too.
 */
export function clientAddress(request: IncomingMessage, trust: TrustProxy): string {
  // A closed socket has no address.
  const address: string | undefined = proxyAddr(request, trust);
  if (address === undefined) return '';
  return plainAddress(address);
}

/** `::ffff:192.0.2.1` is `192.0.2.1`. A proxy may also write something that is no address. */
export function plainAddress(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;
}
