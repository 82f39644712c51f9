import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { pagePaths } from '../../../shared/page-paths.ts';
import { methodNotAllowed } from '../../base/problem.ts';
import { assetTypes, type KeptAsset } from './kept-assets.ts';
import type { PageAnswer } from './page-answers.ts';
import { withHead, withTheme } from './page-head.ts';

const { woff2: _, ...compressible }: Record<string, string> = assetTypes;
const unpack = promisify(gunzip);

const pageMethods: readonly string[] = ['GET', 'HEAD'];

type PageAnswers = (request: Request) => Promise<PageAnswer>;

type Options = {
  answerOf: PageAnswers;
  /** The file of another build; null if it is of none. */
  findKept: (name: string) => Promise<KeptAsset | null>;
  /** Ends a response with these bytes, of which clients can leave only so many unread. */
  send: (request: Request, response: Response, body: Buffer) => void;
};

const immutable = 'public, max-age=31536000, immutable';

/**
 * Serves what Vite built. An asset's name contains its hash, so it can be kept forever; a page is asked for each time.
 * Pages that are open, or come from another server, ask for files of their own build.
 */
export function servePages(app: Express, folder: string, { answerOf, findKept, send }: Options): void {
  const files = filesIn(folder);
  app.use((request, _response, next) => {
    if (files.has(request.path)) refuseOtherMethods(request);
    next();
  });
  app.use(
    '/assets',
    precompressed(folder),
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: true, index: false }),
    async (request, response, next) => {
      // The name that was asked for: the path may lead to a compressed file.
      const kept = pageMethods.includes(request.method) ? await findKept(request.originalUrl.slice(8)) : null;
      if (kept === null) return next();
      const { type, bytes, gzipped } = kept;
      response.vary('Accept-Encoding').set({ 'Content-Type': type, 'Cache-Control': immutable });
      if (gzipped && request.acceptsEncodings('gzip') !== 'gzip') return send(request, response, await unpack(bytes));
      if (gzipped) response.set('Content-Encoding', 'gzip');
      send(request, response, bytes);
    },
  );
  app.use(
    express.static(folder, {
      index: false,
      redirect: false,
      cacheControl: false,
      setHeaders: (response, path) => {
        response.set('Cache-Control', cacheControlOf(path));
        if (path.endsWith('.svg')) response.set('Content-Type', assetTypes.svg);
      },
    }),
  );
  const sendPage =
    (answer: PageAnswers) =>
    async (request: Request, response: Response, next: NextFunction): Promise<void> => {
      if (!pageMethods.includes(request.method)) return next();
      const [page, { status, head, theme }] = await Promise.all([
        readFile(join(folder, 'index.html'), 'utf8'),
        answer(request),
      ]);
      response
        .status(status)
        .set('Cache-Control', 'no-cache')
        .type('html')
        .send(withTheme(withHead(page, head), theme));
    };
  app.all([...pagePaths], (request, _response, next) => {
    refuseOtherMethods(request);
    next();
  });
  app.get([...pagePaths], sendPage(answerOf));
  app.use(sendPage(async () => ({ status: 404, head: null, theme: null })));
}

function refuseOtherMethods({ method }: Request): void {
  if (!pageMethods.includes(method)) throw methodNotAllowed(pageMethods);
}

/** The addresses of the files in a folder. */
function filesIn(folder: string): ReadonlySet<string> {
  return new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `/${relative(folder, join(parentPath, name)).replaceAll(sep, '/')}`),
  );
}

/** An old worker or an old `build.json` would hide a new build from a screen. */
function cacheControlOf(path: string): string {
  return /[\\/](projector-worker\.js|build\.json)$/.test(path) ? 'no-cache' : 'public, max-age=3600';
}

/** Serves the compressed file that the build put beside an asset, if the browser accepts it. */
function precompressed(folder: string) {
  const kinds = [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const;
  return (request: Request, response: Response, next: NextFunction): void => {
    const type = compressible[request.path.split('.').at(-1) ?? ''];
    const safe = /^\/[\w.-]+$/.test(request.path);
    if (type === undefined || !safe) return next();
    response.vary('Accept-Encoding');
    for (const [encoding, ending] of kinds) {
      if (request.acceptsEncodings(encoding) !== encoding || !existsSync(join(folder, 'assets', request.path + ending)))
        continue;
      response.set({ 'Content-Encoding': encoding, 'Content-Type': type });
      request.url = request.path + ending;
      return next();
    }
    next();
  };
}
