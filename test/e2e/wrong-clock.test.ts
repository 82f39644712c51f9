import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, row } from '../support/browser/classroom.ts';
import { dayAhead, putEvents } from '../support/browser/projector.ts';
import { until } from '../support/until.ts';

const dayMs = 24 * 60 * 60_000;

describe('a device whose clock is wrong', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  /** A page on a device whose clock is this many days off, with an event for today and one for tomorrow. */
  async function open(path: string, days: number): Promise<{ page: Page; market: string }> {
    const [market] = await putEvents(room.board.database.db, [
      { name: 'Market', start: dayAhead(0) },
      { name: 'Concert', start: dayAhead(1) },
    ]);
    const page = await room.person('about:blank');
    await page.clock.install({ time: Date.now() + days * dayMs });
    await page.goto(path.replace(':id', String(market)));
    return { page, market: String(market) };
  }

  const says = (page: Page) => page.getByText('This device’s clock is wrong');

  it.each([-1, 1, 60])(
    '[PAGE-58] the board shows today’s events under Today, and says so (%i days off)',
    async (days) => {
      const { page } = await open(room.board.url, days);
      await page.getByText('Live', { exact: true }).waitFor();
      await says(page).waitFor();
      await row(page, 'Concert').waitFor();
      const first = page.locator('day-group').first();
      await first.getByText('Today').first().waitFor();
      await first.locator('event-row').filter({ hasText: 'Market' }).waitFor();
      expect(await first.locator('event-row').count()).toBe(1);
      // Somebody sets it right.
      await page.clock.setSystemTime(Date.now());
      await says(page).waitFor({ state: 'detached' });
      await first.getByText('Today').first().waitFor();
      await first.locator('event-row').filter({ hasText: 'Market' }).waitFor();
    },
  );

  it('[PAGE-58] the projector shows today’s events, the right time, and that it is live', async () => {
    const { page } = await open(`${room.board.url}/projector`, 1);
    await page.getByText('Live', { exact: true }).waitFor();
    await says(page).waitFor();
    await page.getByText('Market').first().waitFor();
    expect(await page.locator('projector-page').getAttribute('dimmed')).toBeNull();
  });

  it('[PAGE-58] an event’s page says that it is today', async () => {
    const { page } = await open(`${room.board.url}/events/:id`, -1);
    await says(page).waitFor();
    await page.locator('event-details').getByText('today', { exact: true }).waitFor();
  });

  it('[PAGE-58] a clock that is about right is left alone, and nothing is said', async () => {
    const { page } = await open(room.board.url, 1 / (24 * 60));
    await page.getByText('Live', { exact: true }).waitFor();
    await until('a pulse', () => page.evaluate(() => performance.now() > 12_000));
    expect(await says(page).count()).toBe(0);
  });
});
