import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, row, showsEvents } from '../support/classroom.ts';
import { Visitor } from '../support/http-client.ts';

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** Below this the eye sees nothing move; 0.1 is what web vitals still call good. */
const maxShift = 0.01;

type Watched = typeof globalThis & { shifts: number[] };

describe('pages that keep still', () => {
  let room: Classroom;
  beforeAll(async () => { room = await Classroom.open(); });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  /** Somebody whose page notes whatever moves in it without having been touched. */
  async function watched(viewport: typeof desktop): Promise<Page> {
    const page = await room.person('about:blank', { viewport });
    await page.addInitScript(() => {
      const shifts: number[] = ((globalThis as Watched).shifts = []);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    return page;
  }

  async function shifted(page: Page): Promise<number> {
    // The last ones are told of after the next frame.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return page.evaluate(() => (globalThis as Watched).shifts.reduce((sum, shift) => sum + shift, 0));
  }

  it.for([['desktop', desktop], ['phone', phone]] as const)('[PAGE-9] nothing jumps while the board loads, on a %s', async ([, viewport]) => {
    for (const day of ['01', '02', '03']) await new Visitor(room.board.url).post({ start: `2999-12-${day}T18:30` });
    const page = await watched(viewport);
    for (const path of ['/', '/?q=choir', '/events/new', '/login']) {
      await page.goto(path);
      await page.getByText('Live', { exact: true }).waitFor();
      expect(await shifted(page), path).toBeLessThan(maxShift);
    }
  });

  it('[PAGE-9] nothing moves on a phone when the server goes away, and when it is back', async () => {
    await new Visitor(room.board.url).post({ start: '2999-12-01' });
    const page = await watched(phone);
    await page.goto('/');
    await showsEvents(page, 1);
    const place = await row(page, 'Choir try-outs').boundingBox();
    await room.restart(async () => {
      await page.getByText(/^As of .*reconnecting/).waitFor();
      expect(await row(page, 'Choir try-outs').boundingBox()).toEqual(place);
    });
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await row(page, 'Choir try-outs').boundingBox()).toEqual(place);
  });
});
