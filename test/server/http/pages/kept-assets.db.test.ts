import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBoard, type TestBoard } from '../../../support/board/start-board.ts';
import { testDatabase, type TestDatabase } from '../../../support/mongodb/database.ts';
import { temporaryFolder } from '../../../support/server-process.ts';
import { until } from '../../../support/until.ts';

describe('the files of other builds', () => {
  let database: TestDatabase;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    [database, folder] = await Promise.all([testDatabase(), temporaryFolder()]);
  });
  afterAll(async () => {
    await database.close();
    await folder.remove();
  });

  /** A build of one script and one font. Its script has the build's name in its own. */
  async function build(name: string): Promise<string> {
    const pages = join(folder.path, name);
    await mkdir(join(pages, 'assets'), { recursive: true });
    const script = `export const build = '${name}';`;
    await Promise.all(
      Object.entries({
        'index.html': `<!doctype html><title>${name}</title>`,
        'build.json': JSON.stringify({ build: name }),
        [`assets/page-${name}.js`]: script,
        [`assets/page-${name}.js.gz`]: gzipSync(script),
        [`assets/page-${name}.js.map`]: '{}',
        [`assets/font-${name}.woff2`]: 'font',
      }).map(([file, content]) => writeFile(join(pages, file), content)),
    );
    return pages;
  }

  const start = (pagesFolder: string): Promise<TestBoard> => startBoard({ database, pagesFolder });
  const asset = async (board: TestBoard, file: string): Promise<[number, string | null, string]> => {
    const answer = await fetch(`${board.url}/assets/${file}`);
    return [answer.status, answer.headers.get('content-type'), await answer.text()];
  };
  const served = (board: TestBoard, name: string): Promise<void> =>
    until(`the files of ${name}`, async () => (await asset(board, `page-${name}.js`))[0] === 200).then(() => undefined);

  it('[HTTP-9] two servers of different builds have each other’s, the older and the newer', async () => {
    const older = await start(await build('aaaaaaaa'));
    const newer = await start(await build('bbbbbbbb'));
    try {
      for (const [board, name] of [
        [newer, 'aaaaaaaa'],
        [older, 'bbbbbbbb'],
      ] as const) {
        await served(board, name);
        expect(await asset(board, `page-${name}.js`)).toEqual([
          200,
          'text/javascript; charset=utf-8',
          `export const build = '${name}';`,
        ]);
        expect(await asset(board, `font-${name}.woff2`)).toEqual([200, 'font/woff2', 'font']);
        expect((await asset(board, `page-${name}.js.map`))[0]).toBe(404);
        expect((await asset(board, 'page-cccccccc.js'))[0]).toBe(404);
      }
    } finally {
      await Promise.all([older.close(), newer.close()]);
    }
  });

  it('[HTTP-9] a build in place of another leaves open pages their files, also after a restart', async () => {
    const pages = await build('dddddddd');
    const before = await start(pages);
    const { db } = database;
    await until(
      'the files to be kept',
      async () => (await db.collection<{ _id: string }>('assets').countDocuments({ _id: /dddddddd/ })) === 2,
    );
    await rm(pages, { recursive: true });
    expect((await asset(before, 'page-dddddddd.js'))[0]).toBe(200);
    await before.close();
    const after = await start(await build('eeeeeeee'));
    try {
      expect((await asset(after, 'page-dddddddd.js'))[0]).toBe(200);
    } finally {
      await after.close();
    }
  });

  it('[HTTP-9] they are kept for a week after the last server that has them', async () => {
    const { db } = database;
    const assets = db.collection<{ _id: string; at: Date }>('assets');
    const [expiry] = (await assets.indexes()).filter(({ name }) => name === 'expiry');
    expect(expiry).toMatchObject({ key: { at: 1 }, expireAfterSeconds: 7 * 24 * 60 * 60 });
    const old = new Date(0);
    await assets.insertOne({ _id: 'page-ffffffff.js', at: old });
    const board = await start(await build('ffffffff'));
    try {
      await until('the file to be said to be there', async () => {
        const found = await assets.findOne({ _id: 'page-ffffffff.js' });
        return found !== null && found.at > old;
      });
    } finally {
      await board.close();
    }
  });
});
