import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { startBoard } from '../support/board/start-board.ts';
import { Classroom } from '../support/browser/classroom.ts';
import { startOddNetwork, type OddNetwork, type Spoiling } from '../support/networks/odd-network.ts';
import { temporaryFolder } from '../support/server-process.ts';
import { until } from '../support/until.ts';

describe('a page whose code did not arrive', () => {
  let room: Classroom;
  let network: OddNetwork | undefined;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(async () => {
    // The browser says of each spoilt file what is wrong with it.
    room.complaints.splice(0);
    await room.empty();
    await network?.close();
  });
  afterAll(() => room.close());

  const ways: Spoiling['how'][] = ['missing', 'half', 'page', 'broken off'];
  const files = { 'its main script': /^\/assets\/(index|board)-[^/]*\.js$/, 'all its files': /^\/assets\// };

  it.each(ways.flatMap((how) => Object.entries(files).map(([what, path]) => ({ how, what, path }))))(
    '[PAGE-57] tries again by itself until it is there ($what: $how)',
    async ({ how, path }) => {
      network = await startOddNetwork({ upstreams: [room.board.url] });
      network.spoils = { path, how };
      // As over plain HTTP, where there are no workers.
      const page = await room.person('about:blank', { serviceWorkers: 'block' });
      await page.goto(`${network.url}/projector`);
      await page.getByText('The board could not be loaded. It tries again by itself.').waitFor();
      const tries = (): number => network!.requests.get('/projector')!;
      await until('the page to try again', () => tries() > 1);
      network.spoils = null;
      await page.getByText('Live', { exact: true }).waitFor();
      // What the browser kept meanwhile was replaced.
      await page.reload();
      await page.getByText('Live', { exact: true }).waitFor();
    },
  );

  it('[PAGE-57] tries again also where the script that does so did not arrive', async () => {
    network = await startOddNetwork({ upstreams: [room.board.url] });
    network.spoils = { path: /^\/(assets\/|try-again)/, how: 'missing' };
    const page = await room.person('about:blank', { serviceWorkers: 'block' });
    await page.goto(`${network.url}/projector`);
    await until('the page to look for it', () => network!.requests.has('/try-again.js'));
    network.spoils = null;
    await page.getByText('Live', { exact: true }).waitFor();
  });

  it('[PAGE-57] behind a network’s own page it waits', async () => {
    network = await startOddNetwork({ upstreams: [room.board.url] });
    network.spoils = { path: files['its main script'], how: 'missing' };
    const page = await room.person('about:blank', { serviceWorkers: 'block' });
    await page.goto(`${network.url}/projector`);
    const note = page.getByText('The board could not be loaded. It tries again by itself.');
    await note.waitFor();
    network.spoils = null;
    network.portal = 'page';
    const before = network.requests.get('/projector')!;
    await until('the page to try again', () => network!.requests.get('/projector')! > before);
    await note.waitFor();
    network.portal = null;
    await page.getByText('Live', { exact: true }).waitFor();
  });

  it('[PAGE-57] an open page gets the code of its build after another build took its place on the server', async () => {
    const folder = await temporaryFolder();
    await cp(inject('pagesFolder'), folder.path, { recursive: true });
    const { database } = room.board;
    const board = await startBoard({ database, pagesFolder: folder.path });
    try {
      const files = await readdir(join(folder.path, 'assets'));
      const names = files.filter((name) => /\.(?:js|css|svg|woff2)$/.test(name));
      const assets = database.db.collection<{ _id: string }>('assets');
      await until(
        'all files to be kept',
        async () => (await assets.countDocuments({ _id: { $in: names } })) === names.length,
      );
      const page = await room.person('about:blank');
      await page.goto(board.url);
      await page.getByText('Live', { exact: true }).waitFor();
      await rm(join(folder.path, 'assets'), { recursive: true });
      await page.evaluate(() => {
        history.pushState(null, '', '/login');
        dispatchEvent(new PopStateEvent('popstate'));
      });
      await page.getByRole('heading', { name: 'Log in' }).waitFor();
      expect(room.complaints).toEqual([]);
    } finally {
      await board.close();
      await folder.remove();
    }
  });
});
