import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Classroom } from '../../support/browser/classroom.ts';
import { until } from '../../support/until.ts';

describe('the band', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
    await room.board.database.db
      .collection<{ _id: string }>('boards')
      .updateOne({ _id: 'main' }, { $set: { description: 'What’s on between the mill and the bridge.' } });
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  const heightOf = (page: Page): Promise<number> =>
    page.locator('site-header header').evaluate((band) => band.getBoundingClientRect().height);

  it.for([1280, 1920])('[LOOK-11] at %i px is high over the list, and slim over the other views', async (width) => {
    const page = await room.person('/', { viewport: { width, height: 900 } });
    const line = page.getByText('What’s on between the mill and the bridge.');
    await line.waitFor();
    expect(await heightOf(page)).toBeGreaterThan(200);
    for (const view of ['Week', 'Month', 'Posters']) {
      await page.getByRole('button', { name: view, exact: true }).click();
      await until(`a slim band over ${view}`, async () => (await heightOf(page)) <= 7 * 16);
      expect(await line.isVisible()).toBe(true);
      // Nothing in it is cut off or covered.
      const parts = await page.locator('site-header').evaluate((host) => {
        const within = ['.mark', '.title a', 'p', 'live-status', '.end'].map((part) =>
          host.shadowRoot!.querySelector(part)!.getBoundingClientRect(),
        );
        const band = host.shadowRoot!.querySelector('header')!.getBoundingClientRect();
        return within.every(({ top, bottom }) => top >= band.top && bottom <= band.bottom);
      });
      expect(parts).toBe(true);
    }
    await page.getByRole('button', { name: 'Agenda' }).click();
    await until('the high band', async () => (await heightOf(page)) > 200);
  });

  it('[LOOK-11] on a phone is slim over the week, without the line', async () => {
    const page = await room.person('/?view=week', { viewport: { width: 390, height: 844 } });
    await page.locator('week-view .head').waitFor();
    expect(await heightOf(page)).toBeLessThanOrEqual(7 * 16);
    expect(await page.getByText('What’s on between the mill and the bridge.').isVisible()).toBe(false);
  });
});
