import { describe, expect, it } from 'vitest';
import { freePort } from '../../../server/database/embedded/free-port.ts';
import { putEvents, showsAll } from '../../support/browser/projector.ts';
import { runServerProcess } from '../../support/server-process.ts';
import { until } from '../../support/until.ts';
import { sixtyEvents, useProjectorRoom } from './projector-room.ts';
import { expectWholeAndLarge } from './readable.ts';

describe('the projector reloads itself', () => {
  const { room, db, boards, projector } = useProjectorRoom();

  it('[PROJECTOR-9] a browser that comes while the board is starting tries again by itself', async () => {
    const port = await freePort(null);
    // The database does not answer, so the board is starting for some seconds, then gives up.
    const ended = runServerProcess({
      env: {
        PORT: String(port),
        MONGODB_URI: 'mongodb://127.0.0.1:1/',
        SESSION_SECRET: 'a secret of this test that is long enough',
      },
    });
    // Loading a server's code takes five seconds of a busy machine.
    const answer = await until(
      'the server to listen',
      () => fetch(`http://127.0.0.1:${port}/projector`).catch(() => null),
      40_000,
    );
    expect([answer.status, answer.headers.get('refresh'), await answer.text()]).toEqual([
      503,
      '2',
      'The board is starting. This page will be there in a moment.\n',
    ]);
    expect((await ended).code).toBe(1);
  });

  it('[PROJECTOR-9] the page, its worker and the name of the build are asked for each time', async () => {
    const served = await Promise.all(
      ['/projector', '/b/main/projector', '/projector-worker.js', '/build.json'].map(async (path) => {
        const { status, headers } = await fetch(room().board.url + path);
        return [path, status, headers.get('cache-control'), headers.get('content-type')?.split(';')[0]];
      }),
    );
    expect(served).toEqual([
      ['/projector', 200, 'no-cache', 'text/html'],
      ['/b/main/projector', 200, 'no-cache', 'text/html'],
      ['/projector-worker.js', 200, 'no-cache', 'text/javascript'],
      ['/build.json', 200, 'no-cache', 'application/json'],
    ]);
  });

  it('[PROJECTOR-9] a page whose code could not be loaded reloads by itself', async () => {
    await putEvents(db(), sixtyEvents.slice(0, 3));
    const page = await projector('?seconds=60');
    await showsAll(page, 3);
    let refused = 0;
    await page
      .context()
      .route('**/assets/projector-page-*.js', (route) => (refused++ === 0 ? route.abort() : route.continue()));
    const another = await page.context().newPage();
    await another.goto('/b/main/projector');
    await showsAll(another, 3);
    // The worker requests it, too.
    expect(refused).toBeGreaterThanOrEqual(2);
  });

  it('[PROJECTOR-9] a page of an old build reloads at a quiet moment, once', async () => {
    await putEvents(db(), sixtyEvents.slice(0, 3));
    const page = await room().person('about:blank', { viewport: { width: 1280, height: 720 } });
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    // Only the first load is changed. From the second on, the page comes unchanged, through the worker.
    await page.route(
      '**/projector',
      async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          response,
          body: (await response.text()).replace(/(<meta name="build" content=")[^"]*/, '$1another'),
        });
      },
      { times: 1 },
    );
    await page.goto('/projector');
    await showsAll(page, 3);
    await page.keyboard.press('j');
    await page.getByText('Join in').waitFor();
    // It does not reload while somebody uses it.
    expect(loads).toBe(1);
    await page.keyboard.press('j');
    await until('the reload', () => loads === 2, 50_000);
    await showsAll(page, 3);
    await until('the worker to be active', () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'),
    );
    expect(loads).toBe(2);
  });

  it('[PROJECTOR-9] says that a board does not exist, and shows it once it does', async () => {
    const page = await room().person('about:blank', { viewport: { width: 1280, height: 720 } });
    await page.clock.install();
    await page.goto('/b/chess-club/projector');
    await page.getByText('There is no board “chess-club”').waitFor();
    await expectWholeAndLarge(page, 'no such board');
    const { joinCode: _, ...rules } = (await boards().findOne({ _id: 'main' }))!;
    await boards().insertOne({ ...rules, _id: 'chess-club', title: 'Chess club' });
    // It checks itself once a second, so first it has to notice that something is wrong.
    await page.clock.fastForward(2_000);
    await page.clock.fastForward(31_000);
    await page.getByRole('heading', { name: 'Chess club' }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await boards().deleteOne({ _id: 'chess-club' });
  });
});
