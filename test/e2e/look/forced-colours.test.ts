import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, row } from '../../support/browser/classroom.ts';
import { eightCategories, putCategories } from '../../support/board/categories.ts';
import { Visitor } from '../../support/board/http-client.ts';

/** From Sunday, December 1, 2999. */
const week = '/?view=week&week=2999-12-04';

/** The colour that a system colour has in the page. */
function systemColour(page: Page, name: string): Promise<string> {
  return page.evaluate((name) => {
    const probe = document.body.appendChild(document.createElement('span'));
    probe.style.color = name;
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, name);
}

describe('in forced colours', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  it('[LOOK-10] each state is seen: that the page is live, which view it is, and a mark for each event', async () => {
    await putCategories(room.board.database.db);
    const lena = new Visitor(room.board.url);
    await lena.post({ name: 'Choir', start: '2999-12-05T18:30', category: eightCategories[0]!.id });
    await lena.post({ name: 'Chess', start: '2999-12-05T19:30' });
    const page = await room.person(week, { forcedColors: 'active', viewport: { width: 390, height: 844 } });
    await row(page, 'Choir').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const ring = await page
      .locator('live-status .state')
      .evaluate((state) => Number.parseFloat(getComputedStyle(state, '::before').borderTopWidth));
    expect(ring).toBeGreaterThan(4);

    const ground = (name: string) =>
      page.getByRole('button', { name, exact: true }).evaluate((view) => getComputedStyle(view).backgroundColor);
    expect(await ground('Week')).not.toBe(await ground('Month'));

    const marks = await page
      .locator('week-view .dots i')
      .evaluateAll((all) => all.map((mark) => getComputedStyle(mark).backgroundColor));
    const ink = await systemColour(page, 'CanvasText');
    expect(marks).toEqual([ink, ink]);
  });

  it('[LOOK-10] the folded hours of a week are seen', async () => {
    const lena = new Visitor(room.board.url);
    await lena.post({ name: 'Night walk', start: '2999-12-05T22:00', end: '2999-12-06T02:00' });
    const page = await room.person(week, { forcedColors: 'active' });
    const fold = page.locator('week-view .fold').first();
    await fold.waitFor();
    expect(await fold.evaluate((one) => getComputedStyle(one).backgroundImage)).toContain('gradient');
  });

  it('[LOOK-10] how much of the running event is over is seen', async () => {
    const time = (ms: number): string =>
      new Date(Date.now() + ms).toLocaleString('sv', { timeZone: 'Europe/Berlin' }).replace(' ', 'T').slice(0, 16);
    const lena = new Visitor(room.board.url);
    await lena.post({ name: 'Open day', start: time(-3_600_000), end: time(36_000_000) });
    const page = await room.person('/', { forcedColors: 'active' });
    const bar = page.locator('event-row[lead] progress');
    await bar.waitFor();
    const ground = await bar.evaluate((progress) => getComputedStyle(progress).backgroundColor);
    expect(ground).not.toBe(await systemColour(page, 'Canvas'));
  });
});
