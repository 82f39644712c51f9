import type { Request } from 'express';

/** A name or an address, and a port. A name has at most 253 characters. Anything else is no host of ours. */
const plausibleHost = /^[\w.:[\]-]{1,260}$/;

/** The site's address for links: where it is published or, if that is not set, the address of this request. */
export function baseUrlOf(request: Request, publicUrl: string | null): string {
  const host = request.get('host') ?? '';
  return publicUrl ?? `${request.protocol}://${plausibleHost.test(host) ? host : 'localhost'}`;
}
