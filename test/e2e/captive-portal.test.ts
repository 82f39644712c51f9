import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Visitor } from '../support/board/http-client.ts';
import { Classroom, future, row } from '../support/browser/classroom.ts';
import { namesOnScreen, putEvents, showsAll } from '../support/browser/projector.ts';
import { startOddNetwork, type OddNetwork, type Portal } from '../support/networks/odd-network.ts';
import { until } from '../support/until.ts';

const portals = ['page', 'kept page', 'redirect', 'nothing', 'null'] as const satisfies Portal[];

describe('a network where one has to log in first', () => {
  let room: Classroom;
  let network: OddNetwork;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  beforeEach(async () => {
    network = await startOddNetwork({ upstreams: [room.board.url] });
  });
  afterEach(async () => {
    // What the page asks for on the side can meet the portal; the browser says that it is no script.
    const others = room.complaints
      .splice(0)
      .filter((complaint) => !complaint.startsWith('Failed to load module script'));
    room.complaints.push(...others);
    await room.empty();
    await network.close();
  });
  afterAll(() => room.close());

  const live = (page: Page) => page.getByText('Live', { exact: true });
  const reconnecting = (page: Page) => page.getByText(/^As of .*, reconnecting$/);
  const asked = (path: string): number => network.requests.get(path) ?? 0;

  async function opens(portal: Portal): Promise<void> {
    network.portal = portal;
    network.breakOff();
  }

  it.each(portals.flatMap((portal) => (['pass', 'refuse'] as const).map((webSockets) => ({ portal, webSockets }))))(
    '[FOLLOW-12] the board keeps what it shows and says its age ($portal, WebSockets: $webSockets), and is live again after it',
    async ({ portal, webSockets }) => {
      network.webSockets = webSockets;
      const page = await room.person('about:blank');
      await page.goto(network.url);
      await live(page).waitFor();
      await new Visitor(room.board.url).post({ name: 'Choir', start: future });
      await row(page, 'Choir').waitFor();
      // The page's own code is all there.
      await page.locator('board-foot').waitFor();
      await opens(portal);
      await reconnecting(page).waitFor();
      const before = asked('/api/boards/main/pulse');
      // It asks, and believes none of what it is told.
      if (webSockets === 'refuse')
        await until('the page to ask again', () => asked('/api/boards/main/pulse') > before + 1);
      await row(page, 'Choir').waitFor();
      await reconnecting(page).waitFor();
      await new Visitor(room.board.url).post({ name: 'Chess', start: future });
      network.portal = null;
      const gone = performance.now();
      await row(page, 'Chess').waitFor();
      await live(page).waitFor();
      console.log(
        `${portal}, ${webSockets}: live ${Math.round(performance.now() - gone)} ms after the portal had gone`,
      );
    },
  );

  it.each(portals)(
    '[PROJECTOR-18] a projector without a worker neither reloads nor shows it (%s), and is live again after it',
    async (portal) => {
      await putEvents(room.board.database.db, [{ name: 'Choir' }, { name: 'Chess' }]);
      const page = await room.person('about:blank', {
        viewport: { width: 1280, height: 720 },
        serviceWorkers: 'block',
      });
      await page.clock.install();
      let loads = 0;
      page.on('load', () => {
        loads += 1;
      });
      await page.goto(`${network.url}/projector`);
      await showsAll(page, 2);
      await live(page).waitFor();
      expect(loads).toBe(1);
      await opens(portal);
      await reconnecting(page).waitFor();
      // Longer than a page that can reach its server waits for it, and than two reloads are apart.
      for (let second = 0; second < 100; second += 4) {
        const before = asked('/build.json');
        await page.clock.fastForward(4_000);
        await until('the page to look for its server', () => asked('/build.json') > before);
      }
      await reconnecting(page).waitFor();
      expect([loads, (await namesOnScreen(page)).sort()]).toEqual([1, ['Chess', 'Choir']]);
      network.portal = null;
      await live(page).waitFor();
      expect(loads).toBe(1);
    },
  );

  it.each(portals)('[PROJECTOR-18] a screen that starts behind it shows the board that it has (%s)', async (portal) => {
    await putEvents(room.board.database.db, [{ name: 'Choir' }, { name: 'Chess' }]);
    const page = await room.person('about:blank', { viewport: { width: 1280, height: 720 } });
    await page.goto(`${network.url}/projector`);
    await showsAll(page, 2);
    await until('the page’s files to be cached', () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'),
    );
    await opens(portal);
    await page.reload();
    await reconnecting(page).waitFor();
    expect((await namesOnScreen(page)).sort()).toEqual(['Chess', 'Choir']);
    network.portal = null;
    await live(page).waitFor();
  });

  it('[PROJECTOR-18] a worker does not keep what it answers', async () => {
    await putEvents(room.board.database.db, [{ name: 'Choir' }]);
    const page = await room.person('about:blank', { viewport: { width: 1280, height: 720 } });
    // The page and the worker's script come through; all that the worker asks for does not.
    await page.context().route('**/*', async (route) => {
      if (route.request().serviceWorker() === null || route.request().url().endsWith('projector-worker.js'))
        return route.continue();
      await route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Please log in</h1>' });
    });
    const worker = page.context().waitForEvent('serviceworker');
    await page.goto(`${network.url}/projector`);
    await worker;
    await showsAll(page, 1);
    await until('the worker to have given up', () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        return registration === undefined || (registration.installing ?? registration.active) === null;
      }),
    );
    expect(
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active ?? null),
    ).toBeNull();
  });

  it('[FOLLOW-12] a snapshot that was cut short does not stay in the browser’s cache', async () => {
    await new Visitor(room.board.url).post({ name: 'Choir', start: future });
    network.spoils = { path: /\/snapshot$/, how: 'half' };
    const page = await room.person('about:blank');
    await page.goto(network.url);
    await until('the page to ask again', () => asked('/api/boards/main/snapshot') > 3);
    network.spoils = null;
    await live(page).waitFor();
    await row(page, 'Choir').waitFor();
    await page.reload();
    await live(page).waitFor();
  });
});
