import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, showsEvents } from '../support/browser/classroom.ts';

describe('a calendar on paper', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  /** Events on all days of December 2999, several at once, some through days. */
  async function fill(count: number): Promise<void> {
    const day = (n: number): string => `2999-12-${String(1 + (n % 31)).padStart(2, '0')}`;
    await room.board.database.db.collection('events').insertMany(
      Array.from({ length: count }, (_, n) => {
        const hour = String((n * 5) % 24).padStart(2, '0');
        const times =
          n % 9 === 0
            ? { start: day(n), end: day(Math.min(30, (n % 31) + (n % 6))) }
            : { start: `${day(n)}T${hour}:00`, end: `${day(n)}T${hour}:45` };
        return { board: 'main', name: `Event number ${n} with a long name that says what it is`, ...times };
      }),
    );
  }

  /** How many pages a PDF has. */
  async function pagesOf(page: Page): Promise<number> {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  }

  /** The sheet's width and height, in points. */
  async function sheetOf(page: Page): Promise<number[]> {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    return /\/MediaBox\s*\[([^\]]*)\]/.exec(pdf)![1]!.trim().split(/\s+/).slice(2).map(Number);
  }

  it.for([
    ['a month', 'month', '/?view=month&month=2999-12', 10],
    ['a full month', 'month', '/?view=month&month=2999-12', 200],
    ['a week', 'week', '/?view=week&week=2999-12-04', 10],
    ['a full week', 'week', '/?view=week&week=2999-12-04', 200],
  ] as const)('[PAGE-64] %s is on one sheet that lies on its side', async ([, view, path, count]) => {
    await fill(count);
    const page = await room.person(path);
    await showsEvents(page, count);
    await page.locator(`${view}-view .event`).first().waitFor();
    expect(await pagesOf(page)).toBe(1);
    const [width = 0, height = 0] = await sheetOf(page);
    expect(width).toBeGreaterThan(height);
    await page.emulateMedia({ media: 'print' });
    if (view === 'month' && count === 200) {
      // What is not drawn is counted on paper, too.
      const counted = page.locator('month-view .rest');
      expect([await counted.count(), await counted.first().isVisible()]).toEqual([31, true]);
    }
    await page.emulateMedia({ media: 'screen' });
    // A list prints upright.
    await page.getByRole('button', { name: 'Agenda' }).click();
    await page.locator('event-list').waitFor();
    const [listWidth = 0, listHeight = 0] = await sheetOf(page);
    expect(listWidth).toBeLessThan(listHeight);
  });
});
