import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom } from '../support/browser/classroom.ts';
import { openComposer } from '../support/browser/open-form.ts';

const december = '/?view=month&month=2999-12';
const week = '/?view=week&week=2999-12-04';

describe('posting from a calendar', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(async () => {
    await room.board.database.db
      .collection<{ _id: string }>('boards')
      .updateOne({ _id: 'main' }, { $set: { posting: 'anyone' } });
    await room.empty();
  });
  afterAll(() => room.close());

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await room.person(path, options);
    await page.locator('week-view h2, month-view h2').waitFor();
    return page;
  }

  const form = (page: Page) => page.getByRole('dialog', { name: 'Post an event' });

  async function says(page: Page, ...chips: string[]): Promise<void> {
    for (const chip of chips)
      await page.getByRole('group', { name: 'Understood' }).getByText(chip, { exact: true }).waitFor();
  }

  it('[PAGE-65] a click on an empty part of a day of the month posts there', async () => {
    const page = await open(december);
    const day = page.locator('month-view td').filter({ has: page.locator('[data-day="2999-12-12"]') });
    const box = (await day.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height - 15);
    await form(page).waitFor();
    await says(page, 'Thu, Dec 12, 2999', 'All day');
    await page.keyboard.type('Tree sale');
    await page.getByRole('group', { name: 'Preview' }).getByText('Tree sale').waitFor();
    await page.getByLabel('Your name').fill('Lena');
    await page.keyboard.press('Enter');
    await day.getByText('Tree sale').waitFor();
  });

  it('[PAGE-65] a click on an hour of the week posts at that time, which is said before', async () => {
    const page = await open(week, { viewport: { width: 1280, height: 1400 } });
    const column = page.locator('week-view .column').nth(4);
    const box = (await column.boundingBox())!;
    const at = { x: box.x + box.width / 2, y: box.y + (box.height * 8.6) / 15 };
    await page.mouse.move(at.x, at.y);
    // From 7 to 22 hours: a little after 15:30.
    await page.locator('week-view .pointed', { hasText: /^\s*3:30\sPM$/ }).waitFor();
    await page.mouse.click(at.x, at.y);
    await form(page).waitFor();
    await says(page, 'Thu, Dec 5, 2999');
    await page
      .getByRole('group', { name: 'Understood' })
      .getByText(/3:30\sPM/)
      .waitFor();
    // Nothing is typed, so nothing is kept.
    await page.keyboard.press('Escape');
    await page.getByText('What’s happening?').first().waitFor();
    expect(await page.getByText('Not posted yet').count()).toBe(0);
  });

  it('[PAGE-65] by keyboard each day has a way to post, and the focus comes back to it', async () => {
    for (const path of [december, week]) {
      const page = await open(path);
      const add = page.getByRole('link', { name: 'Add an event on Thursday, December 5' });
      await add.focus();
      await page.keyboard.press('Enter');
      await form(page).waitFor();
      await says(page, 'Thu, Dec 5, 2999');
      await page.keyboard.press('Escape');
      await form(page).waitFor({ state: 'hidden' });
      await expect.poll(() => add.evaluate((link) => link.matches(':focus'))).toBe(true);
    }
  });

  it('[PAGE-65] a post that is begun keeps all but its day', async () => {
    const page = await open(december);
    await openComposer(page);
    await page.keyboard.type('Choir tomorrow 7-9 pm at the church hall');
    await page.getByRole('group', { name: 'Preview' }).getByText('Church hall').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Add an event on Thursday, December 12' }).focus();
    await page.keyboard.press('Enter');
    await says(page, 'Thu, Dec 12, 2999', 'Church hall');
    await page
      .getByRole('group', { name: 'Understood' })
      .getByText(/7:00\sPM – 9:00\sPM/)
      .waitFor();
    expect(await page.getByLabel('What’s happening?').inputValue()).toBe('Choir');
  });

  it('[PAGE-65] the link works as a page of its own, and on a phone', async () => {
    const page = await room.person('/events/new?day=2999-12-12&time=15:00');
    await says(page, 'Thu, Dec 12, 2999');
    await page
      .getByRole('group', { name: 'Understood' })
      .getByText(/3:00\sPM/)
      .waitFor();
    const phone = await open(december, { viewport: { width: 390, height: 844 }, hasTouch: true });
    await phone.getByRole('button', { name: 'Thursday, December 12', exact: true }).tap();
    await phone.getByRole('link', { name: 'Something on this day?' }).tap();
    await form(phone).waitFor();
    await says(phone, 'Thu, Dec 12, 2999');
  });

  it('[PAGE-65] nobody is offered to post where they cannot', async () => {
    await room.board.database.db
      .collection<{ _id: string }>('boards')
      .updateOne({ _id: 'main' }, { $set: { posting: 'nobody' } });
    for (const path of [december, week]) {
      const page = await open(path);
      await page.getByText('This board is frozen.').first().waitFor();
      expect(await page.getByRole('link', { name: /Add an event|Something on this day/ }).count()).toBe(0);
      const empty = page.locator('week-view .column, month-view td').nth(4);
      await empty.click({ position: { x: 40, y: 100 } });
      expect(await form(page).count()).toBe(0);
    }
  });
});
