import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { TrustProxy } from './client-address.ts';

/** Whether a request reached the board over HTTPS. */
export type ServedSecurely = (request: IncomingMessage) => boolean;

/** Decides by `PUBLIC_URL`, or by what a trusted proxy says about the request, like Express's `request.secure`. */
export function servedSecurely({ publicUrl, trust }: { publicUrl: string | null; trust: TrustProxy }): ServedSecurely {
  if (publicUrl?.startsWith('https:') === true) return () => true;
  return ({ socket, headers }) => {
    if ((socket as Partial<TLSSocket>).encrypted === true) return true;
    const protocol = [headers['x-forwarded-proto'] ?? ''].flat()[0]!.split(',')[0]!.trim();
    return protocol === 'https' && trust(socket.remoteAddress ?? '', 0);
  };
}
