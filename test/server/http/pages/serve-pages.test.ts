import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import type { KeptAsset } from '../../../../server/http/pages/kept-assets.ts';
import { pagePaths } from '../../../../shared/page-paths.ts';
import { servePages } from '../../../../server/http/pages/serve-pages.ts';

/** Files of another build. */
const kept: Record<string, KeptAsset> = {
  'old-12345678.js': { type: 'text/javascript; charset=utf-8', gzipped: true, bytes: gzipSync('old') },
  'old-12345678.woff2': { type: 'font/woff2', gzipped: false, bytes: Buffer.from('font') },
};

describe('the files of the pages', () => {
  let folder: string;
  let server: Server;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'community-board-pages-'));
    await mkdir(join(folder, 'assets'));
    await Promise.all(
      Object.entries({
        'index.html': '<!doctype html><title>Board</title>',
        'icon.svg': '<svg></svg>',
        'build.json': '{}',
        'assets/page-abc.js': 'plain',
        'assets/page-abc.js.br': 'brotli',
        'assets/page-abc.js.gz': 'gzip',
        'assets/bare-abc.css': 'plain',
      }).map(([name, content]) => writeFile(join(folder, name), content)),
    );
    const app = express();
    servePages(app, folder, {
      answerOf: async () => ({ status: 200, head: null, theme: null }),
      findKept: async (name) => kept[name] ?? null,
      send: (_request, response, body) => void response.end(body),
    });
    await new Promise<void>((resolve) => {
      server = app.listen(0, '127.0.0.1', () => resolve());
    });
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });

  function get(
    path: string,
    headers: Record<string, string> = {},
    method = 'GET',
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path, headers, method }, (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      })
        .on('error', reject)
        .end();
    });
  }

  it('[HTTP-5] are compressed as the browser accepts it, and kept for a year', async () => {
    for (const [accepted, body] of [
      ['br, gzip', 'brotli'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
      ['identity', 'plain'],
    ] as const) {
      const answer = await get('/assets/page-abc.js', { 'accept-encoding': accepted });
      expect([accepted, answer.status, answer.body]).toEqual([accepted, 200, body]);
      expect(answer.headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
      });
    }
    expect(await get('/assets/bare-abc.css', { 'accept-encoding': 'br' })).toMatchObject({
      status: 200,
      body: 'plain',
      headers: { 'content-type': 'text/css; charset=utf-8' },
    });
  });

  it('[HTTP-9] those of another build are served as well, packed or not, and for as long', async () => {
    const old = await get('/assets/old-12345678.js', { 'accept-encoding': 'identity' });
    expect(old).toMatchObject({ status: 200, body: 'old' });
    expect(old.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    const packed = await get('/assets/old-12345678.js', { 'accept-encoding': 'br, gzip' });
    expect([packed.status, packed.headers['content-encoding']]).toEqual([200, 'gzip']);
    expect(await get('/assets/old-12345678.woff2')).toMatchObject({ status: 200, body: 'font' });
    expect((await get('/assets/old-12345678.woff2', {}, 'HEAD')).status).toBe(200);
    for (const path of ['/assets/older-12345678.js', '/assets/old-12345678.js.gz', '/assets/page-abc.js.map'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  it('[HTTP-5] support HEAD, conditional requests and ranges', async () => {
    const head = await get('/assets/page-abc.js', {}, 'HEAD');
    expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '5']);
    const again = await get('/assets/page-abc.js', { 'if-none-match': String(head.headers.etag) });
    expect([again.status, again.body]).toEqual([304, '']);
    expect(await get('/assets/page-abc.js', { range: 'bytes=-2' })).toMatchObject({ status: 206, body: 'in' });
  });

  it('[HTTP-5] other files are kept for an hour; pages and `build.json` are asked for each time', async () => {
    const icon = await get('/icon.svg');
    expect([icon.headers['cache-control'], icon.headers['content-type']]).toEqual([
      'public, max-age=3600',
      'image/svg+xml; charset=utf-8',
    ]);
    for (const path of ['/build.json', '/', '/events/new'])
      expect([path, (await get(path)).headers['cache-control']]).toEqual([path, 'no-cache']);
  });

  it('[HTTP-1] pages and files answer every method but GET and HEAD with a 405 that names these', async () => {
    const pages = pagePaths.map((path) => path.replaceAll(/:\w+/g, 'x'));
    for (const path of [...pages, '/icon.svg', '/assets/page-abc.js'])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const { status, headers } = await get(path, {}, method);
        expect([method, path, status, headers.allow]).toEqual([method, path, 405, 'GET, HEAD']);
      }
    expect((await get('/nothing', {}, 'POST')).status).toBe(404);
    for (const path of pages) expect([path, (await get(path, {}, 'HEAD')).status]).toEqual([path, 200]);
  });

  it('[HTTP-5] a file of an old build is not found, and no file outside the build can be reached', async () => {
    for (const path of ['/assets/page-old.js', '/assets/../secret', '/assets/..%2f..%2fsecret', '/nothing'])
      expect([path, (await get(path, { 'accept-encoding': 'br' })).status]).toEqual([path, 404]);
  });
});
