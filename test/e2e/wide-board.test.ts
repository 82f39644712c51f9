import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../shared/days.ts';
import { Classroom } from '../support/browser/classroom.ts';
import { fixTime } from '../support/browser/fixed-time.ts';
import type { Stage } from '../support/page-states/page-state.ts';
import { pagesNow } from '../support/page-states/stage.ts';
import { settleNeighbourhood } from '../support/page-states/neighbourhood.ts';

describe('the board on wide screens, and its posters', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open({ settings: { BOARD_TIME_ZONE: 'Europe/Berlin' } });
    // Once: its pictures take a while.
    await settleNeighbourhood(await room.person('about:blank'), stage());
  });
  afterAll(async () => {
    await room.empty();
    await room.close();
  });

  function stage(): Stage {
    return { url: room.board.url, db: room.board.database.db };
  }

  /** The lively board on a screen of this width. Its days are around the fixed day that the page shows. */
  async function lively(width: number, path = '/'): Promise<Page> {
    const page = await room.person('about:blank', { viewport: { width, height: 900 } });
    await fixTime(page, pagesNow);
    await page.goto(path);
    await page.getByText('Winter market on the quay').first().waitFor();
    return page;
  }

  it.each([
    [1179, false, false],
    [1180, true, false],
    [1600, false, true],
  ])('[PAGE-53] %i px: a small month beside the list: %s, a whole one: %s', async (width, small, whole) => {
    const page = await lively(width);
    await page.locator('board-foot').waitFor();
    if (small || whole) await page.locator('board-rail').waitFor();
    expect(await page.locator('mini-month').count()).toBe(small ? 1 : 0);
    expect(await page.locator('board-rail month-view').count()).toBe(whole ? 1 : 0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    // The list has the days' events: the month beside it needs its width for itself.
    expect(await page.locator('board-rail').getByRole('complementary').count()).toBe(0);
    if (whole) expect((await page.locator('board-rail table').boundingBox())!.width).toBeGreaterThan(500);
    // A row is as high as its words, also beside a longer month.
    expect((await page.locator('.ask').boundingBox())!.height).toBeLessThan(80);
  });

  it('[PAGE-53] nothing moves when what stands beside the list comes', async () => {
    const page = await room.person('about:blank', { viewport: { width: 1440, height: 900 } });
    await fixTime(page, pagesNow);
    let come = (): void => {};
    const mayCome = new Promise<void>((resolve) => {
      come = resolve;
    });
    await page.route(/board-rail-.*\.js/, async (route) => {
      await mayCome;
      await route.continue();
    });
    await page.goto('/');
    await page.getByText('Winter market on the quay').waitFor();
    await page.locator('board-foot').waitFor();
    const places = (): Promise<unknown> =>
      page
        .locator('event-row')
        .evaluateAll((rows) => rows.map((row) => Object.values(row.getBoundingClientRect().toJSON())));
    const before = await places();
    expect(await page.locator('board-rail').count()).toBe(0);
    come();
    await page.locator('mini-month').waitFor();
    expect(await places()).toEqual(before);
  });

  it('[PAGE-53] the small month has every date of what repeats, and leads to a day', async () => {
    const page = await lively(1280);
    const month = page.locator('mini-month');
    await month.getByRole('button', { name: 'Next month' }).click();
    // The fourth date on is folded in the list.
    await month.getByRole('link', { name: 'Monday, December 14, 1 event' }).click();
    await page.waitForURL(/from=2026-12-14&to=2026-12-14/);
    await page.locator('event-row', { hasText: 'Football training' }).waitFor();
  });

  it('[PAGE-51] pinned events stand first, with their dates, and leave their place when they are unpinned', async () => {
    const page = await lively(1280);
    const first = page.locator('day-group').first();
    await first.getByRole('heading', { name: 'Pinned', exact: true }).waitFor();
    await first.getByText('Council meeting').waitFor();
    const pin = (pinned: boolean): Promise<unknown> =>
      stage()
        .db.collection('events')
        .updateOne({ name: /^Council/ }, { $set: { pinned }, $inc: { version: 1 } });
    await pin(false);
    await page.getByRole('heading', { name: 'Pinned', exact: true }).waitFor({ state: 'detached' });
    await page.locator('day-group', { hasText: 'Repair café' }).getByText('Council meeting').waitFor();
    await pin(true);
    await first.getByRole('heading', { name: 'Pinned', exact: true }).waitFor();
  });

  it('[PAGE-55] a month is named where it begins, and stays in sight while its days pass', async () => {
    const page = await lively(1024);
    const months = page.locator('event-list .month');
    expect(await months.allInnerTexts()).toEqual(['December 2026']);
    const last = page.locator('event-row', { hasText: 'Open day of the council' });
    await page.setViewportSize({ width: 1024, height: 400 });
    await last.evaluate((row) => row.scrollIntoView({ block: 'end' }));
    const [month, row] = await Promise.all([months.boundingBox(), last.boundingBox()]);
    expect(month!.y).toBeGreaterThanOrEqual(0);
    expect(month!.y + month!.height).toBeLessThanOrEqual(row!.y);
  });

  it('[PAGE-52] rows have the picture or the icon of the category, and what runs now its picture large', async () => {
    const page = await lively(1280);
    const lead = page.locator('event-row[lead]');
    await lead.getByText('Repair café').waitFor();
    const size = (name: string): Promise<number> =>
      page
        .locator('event-row', { hasText: name })
        .first()
        .locator('.tile img')
        .evaluate(async (image: HTMLImageElement) => {
          await image.decode();
          return image.naturalWidth > 0 ? image.offsetWidth : 0;
        });
    expect(await size('Repair café')).toBeGreaterThan(150);
    expect(Math.abs((await size('Book swap')) - 56)).toBeLessThan(6);
    await page.locator('event-row', { hasText: 'Football' }).first().locator('.tile .icon').waitFor();
  });

  it.for([720, 1280, 2560])(
    '[PAGE-52] at %d px little of an upright picture of what runs now is cut off',
    async (width) => {
      const page = await lively(width);
      const picture = page.locator('event-row[lead] .tile img');
      const { width: across, height: down } = (await picture.boundingBox())!;
      expect(down / across).toBeGreaterThan(1.15);
      expect(down / across).toBeLessThan(1.6);
    },
  );

  it('[PAGE-52] on a phone the picture of what runs now is as high as its card', async () => {
    const page = await lively(390);
    const lead = page.locator('event-row[lead]');
    await lead.locator('.tile img').evaluate((image: HTMLImageElement) => image.decode());
    const [card, picture] = await Promise.all([lead, lead.locator('.tile img')].map((one) => one.boundingBox()));
    expect(card!.height - picture!.height).toBeLessThanOrEqual(4);
    expect(picture!.width).toBeGreaterThan(card!.width * 0.3);
  });

  it('[PAGE-54] posters show what comes, live, and by keyboard', async () => {
    const page = await lively(1280, '/?view=posters');
    const posters = page.locator('posters-view');
    await posters.getByRole('link', { name: /Winter market/ }).waitFor();
    await posters
      .getByRole('link', { name: /Tai chi.*/ })
      .getByText('Cancelled')
      .waitFor();
    const names = await posters.getByRole('link').allInnerTexts();
    expect(new Set(names).size).toBe(names.length);
    await stage()
      .db.collection('events')
      .insertOne({ event: 'Brass at the crib', date: addDays('2026-11-23', 4), user: 'Lena' });
    await posters.getByRole('link', { name: /Brass at the crib/ }).waitFor();
    await posters.getByRole('link').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/events\//);
  });
});
