import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';

/** The pages of DESIGN §4; which is shown the client decides by the address. */
const pagePaths = [
  '/', '/b/:board', '/b/:board/projector', '/projector', '/b/:board/new', '/b/:board/moderate', '/b/:board/settings', '/boards', '/j/:code', '/events/new', '/events/myevents', '/events/:id', '/signup', '/login', '/account', '/people',
];

/** Serves what Vite built. An asset's name contains its hash, so it never changes; the page itself is always asked for. */
export function servePages(app: Express, folder: string): void {
  app.use('/assets', precompressed(folder), express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: true, index: false }));
  app.use(express.static(folder, { index: false, redirect: false, cacheControl: false, setHeaders: (response, path) => { response.set('Cache-Control', cacheControlOf(path)); } }));
  const sendPage = (status: number) => (request: Request, response: Response, next: NextFunction): void => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    // By its root: a folder whose own path has a dot in it, as `/srv/.boards`, is none that is to be kept from people.
    response.status(status).sendFile('index.html', { root: folder, cacheControl: false, headers: { 'Cache-Control': 'no-cache' } }, (error) => { if (error !== undefined) next(error); });
  };
  app.get(pagePaths, sendPage(200));
  app.use(sendPage(404));
}

/** An old worker, or the name of an old build, would keep a screen from learning that there is a new one. */
function cacheControlOf(path: string): string {
  return /[\\/](projector-worker\.js|build\.json)$/.test(path) ? 'no-cache' : 'public, max-age=3600';
}

/** Answers with the file that the build compressed, where there is one and the browser takes it. */
function precompressed(folder: string) {
  const kinds = [['br', '.br'], ['gzip', '.gz']] as const;
  const types: Record<string, string> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml' };
  return (request: Request, response: Response, next: NextFunction): void => {
    const type = types[request.path.split('.').at(-1) ?? ''];
    const safe = /^\/[\w.-]+$/.test(request.path);
    if (type === undefined || !safe) return next();
    response.vary('Accept-Encoding');
    for (const [encoding, ending] of kinds) {
      if (request.acceptsEncodings(encoding) !== encoding || !existsSync(join(folder, 'assets', request.path + ending))) continue;
      response.set({ 'Content-Encoding': encoding, 'Content-Type': type });
      request.url = request.path + ending;
      return next();
    }
    next();
  };
}
