import type { Request } from 'express';

/** For a picture that everybody may see. Nothing that is removed is shown for longer than a minute. Other sites may show it. */
export function publicPictureHeaders(request: Request, tag: string): Record<string, string> {
  // A cache that several people share keeps the answer.
  request.res?.removeHeader('Set-Cookie');
  return { ETag: `"${tag}"`, 'Cache-Control': 'public, max-age=60', 'Cross-Origin-Resource-Policy': 'cross-origin' };
}

export function hasPicture(request: Request, tag: string): boolean {
  return request.get('if-none-match')?.includes(`"${tag}"`) === true;
}
