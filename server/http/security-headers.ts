import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet, { type HelmetOptions } from 'helmet';
import type { ServedSecurely } from './visitor/served-securely.ts';

/** Sets the headers of every answer, also of Socket.IO's and of those while the server starts. */
export type SetHeaders = (request: IncomingMessage, response: ServerResponse) => void;

/** Helmet with a strict policy: scripts, styles and sockets of this site only, nothing inline, Trusted Types for Lit and for the projector's worker. */
export function securityHeaders(isSecure: ServedSecurely): SetHeaders {
  // The board is one name in a school's domain, and must not decide for the others.
  const [overHttps, overHttp] = [headers({ maxAge: 31_536_000, includeSubDomains: false }), headers(false)];
  return (request, response) => {
    const set = isSecure(request) ? overHttps : overHttp;
    // It sets them at once.
    set(request, response, () => {});
  };
}

function headers(strictTransportSecurity: HelmetOptions['strictTransportSecurity']) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'self'"],
        'require-trusted-types-for': ["'script'"],
        'trusted-types': ['lit-html', 'projector-worker'],
      },
    },
    strictTransportSecurity,
    referrerPolicy: { policy: 'same-origin' },
  });
}
