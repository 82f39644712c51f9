import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { Visitor } from '../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../support/board/start-board.ts';
import { Classroom, future, row } from '../support/browser/classroom.ts';
import { startOddNetwork, type OddNetwork, type WebSockets } from '../support/networks/odd-network.ts';
import { until } from '../support/until.ts';

describe('live on any network', () => {
  let room: Classroom;
  let network: OddNetwork | undefined;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(async () => {
    await room.empty();
    await network?.close();
  });
  afterAll(() => room.close());

  const live = (page: Page) => page.getByText('Live', { exact: true });

  /** Opens the board through the network, and says how long it took until it was live. */
  async function open(odd: OddNetwork): Promise<{ page: Page; liveMs: number }> {
    const page = await room.person('about:blank');
    const begun = performance.now();
    await page.goto(odd.url);
    await live(page).waitFor();
    return { page, liveMs: performance.now() - begun };
  }

  /** Posts beside the network, and says how long it took until the page showed it. */
  async function post(page: Page, name: string): Promise<number> {
    const begun = performance.now();
    await new Visitor(room.board.url).post({ name, start: future });
    await row(page, name).waitFor();
    return performance.now() - begun;
  }

  it.each(['swallow', 'cut', 'refuse', 'keep', 'mute'] as const satisfies WebSockets[])(
    '[FOLLOW-7] where WebSockets do not get through (%s), the board is live by HTTP, and returns to them once they do',
    async (webSockets) => {
      network = await startOddNetwork({ upstreams: [room.board.url], webSockets });
      const { page, liveMs } = await open(network);
      const shownMs = await post(page, 'Choir by HTTP');
      expect(network.passed).toBe(0);
      console.log(
        `${webSockets}: live after ${Math.round(liveMs)} ms, a post is shown after ${Math.round(shownMs)} ms`,
      );
      // The next visit knows.
      const begun = performance.now();
      await page.reload();
      await live(page).waitFor();
      console.log(`${webSockets}, the next visit: live after ${Math.round(performance.now() - begun)} ms`);
      network.webSockets = 'pass';
      await until('a WebSocket to stay open', async () => network!.passed >= 2, 60_000);
      await live(page).waitFor();
      const before = network.requests.get('/api/boards/main/feed')!;
      await post(page, 'Choir by socket');
      expect(network.requests.get('/api/boards/main/feed')! - before).toBeLessThanOrEqual(1);
    },
  );

  it('[FOLLOW-7] a proxy that speaks HTTP/1.0 to the server is enough', async () => {
    network = await startOddNetwork({ upstreams: [room.board.url], old: true });
    const { page, liveMs } = await open(network);
    console.log(
      `HTTP/1.0: live after ${Math.round(liveMs)} ms, shown after ${Math.round(await post(page, 'Choir'))} ms`,
    );
  });

  it('[FOLLOW-7] a screen whose address asks for HTTP follows by it, and stays with it', async () => {
    network = await startOddNetwork({ upstreams: [room.board.url] });
    const page = await room.person('about:blank');
    await page.goto(`${network.url}/projector?feed=http`);
    const waits = (): number => network!.requests.get('/api/boards/main/feed') ?? 0;
    await until('the feed to be asked', () => waits() > 0);
    await live(page).waitFor();
    const before = waits();
    await new Visitor(room.board.url).post({ name: 'Choir', start: future });
    await page.getByText('Choir').first().waitFor();
    await until('the next wait', () => waits() > before);
    expect(await page.evaluate(() => localStorage.getItem('board.feed-by-http-until'))).toBeNull();
  });

  it('[FOLLOW-7] two servers may take each request in turn', async () => {
    const other: TestBoard = await startBoard({
      database: room.board.database,
      pagesFolder: inject('pagesFolder'),
    });
    try {
      network = await startOddNetwork({ upstreams: [room.board.url, other.url], webSockets: 'swallow' });
      const { page } = await open(network);
      for (const name of ['Choir', 'Chess', 'Soup']) await post(page, name);
      await live(page).waitFor();
    } finally {
      await other.close();
    }
  });
});
