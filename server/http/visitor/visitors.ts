import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Visitor } from '../../moderation/presence.ts';
import { addressGroup } from '../../base/address-group.ts';
import { clientAddress, plainAddress, trustProxy, type TrustProxy } from './client-address.ts';
import { createOriginPolicy, type OriginPolicy } from './origin.ts';
import { servedSecurely, type ServedSecurely } from './served-securely.ts';
import { sessionCookies, visitorIn, type SessionCookies } from './session-cookie.ts';

type Options = {
  publicUrl: string | null;
  allowedOrigins: readonly string[];
  trustProxy: boolean | number | readonly string[];
  session: { maxMs: number };
  sessionSecrets: string[];
};

/** What a request tells about the visitor who sends it, the same for HTTP calls and for sockets. */
export type Visitors = {
  originPolicy: OriginPolicy;
  trust: TrustProxy;
  isSecure: ServedSecurely;
  cookies: SessionCookies;
  addressOf: (request: IncomingMessage) => string;
  /** The address by which visitors are limited: a /64 of IPv6 is one. */
  addressGroupOf: (request: IncomingMessage) => string;
  /** The same for a connection, before its first request; null for a trusted proxy, which sends everybody's. */
  connectionGroupOf: (socket: Socket) => string | null;
  visitorIn: (request: IncomingMessage) => Promise<Visitor>;
};

export function createVisitors(options: Options): Visitors {
  const { publicUrl, session, sessionSecrets: secrets } = options;
  const trust = trustProxy(options.trustProxy);
  const isSecure = servedSecurely({ publicUrl, trust });
  const cookies = sessionCookies({ secrets, isSecure, sessionMaxMs: session.maxMs });
  return {
    originPolicy: createOriginPolicy(options),
    trust,
    isSecure,
    cookies,
    addressOf: (request) => clientAddress(request, trust),
    addressGroupOf: (request) => addressGroup(clientAddress(request, trust)),
    connectionGroupOf: ({ remoteAddress = '' }) =>
      trust(remoteAddress, 0) ? null : addressGroup(plainAddress(remoteAddress)),
    visitorIn: (request) => visitorIn(request, cookies),
  };
}
