import type { IncomingMessage } from 'node:http';

export type OriginPolicy = {
  /** Whether a request with these headers may change something or open a socket. */
  allows(request: IncomingMessage): boolean;
};

type OriginPolicyOptions = {
  /** Origins besides our own, such as `https://school.example`. */
  allowedOrigins: readonly string[];
  /** Where it is known, the request's `Host` does not count. */
  publicUrl: string | null;
};

/**
 * Protects against cross-site request forgery: an unsafe call must name an `Origin` of this site, or say
 * `Sec-Fetch-Site: same-origin`, or come from no browser at all. `SameSite=Lax` is the second lock, not the first.
 */
export function createOriginPolicy({ allowedOrigins, publicUrl }: OriginPolicyOptions): OriginPolicy {
  const allowed = new Set([...allowedOrigins, ...(publicUrl === null ? [] : [new URL(publicUrl).origin])]);

  function isOurs(origin: string, host: string | undefined): boolean {
    if (allowed.has(origin)) return true;
    // `Host` comes from the request: a page of a foreign name that leads here (DNS rebinding) has that name in both.
    if (publicUrl !== null) return false;
    return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
  }

  return {
    allows({ headers }) {
      if (headers.origin !== undefined) return isOurs(headers.origin, headers.host);
      const site = headers['sec-fetch-site'];
      return site === undefined || site === 'same-origin' || site === 'none';
    },
  };
}
