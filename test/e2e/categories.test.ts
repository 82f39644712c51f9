import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../support/board/http-client.ts';
import { eightCategories, putCategories } from '../support/board/categories.ts';
import { goodPassword, member } from '../support/board/people.ts';
import { Classroom, fillForm, row, showsEvents } from '../support/browser/classroom.ts';
import { until } from '../support/until.ts';

const [orange, yellow] = eightCategories;

describe('categories on the pages', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(async () => {
    await room.emptyOfAll();
    await putCategories(room.board.database.db, []);
  });
  afterAll(() => room.close());

  async function teacher(): Promise<Page> {
    await member(room.board.url, 'Ms.Okafor');
    const page = await room.person('/login');
    await page.getByLabel('Name').fill('Ms.Okafor');
    await page.getByLabel('Password', { exact: true }).fill(goodPassword);
    await page.keyboard.press('Enter');
    await page.locator('account-menu summary').waitFor();
    await page.goto('/b/main/settings');
    return page;
  }

  const chip = (page: Page, name: string) => page.locator('event-filters').getByRole('button', { name, exact: true });
  const nameField = (page: Page) => page.locator('category-form').getByLabel('Name');
  const rows = (page: Page): Promise<string[]> =>
    page.locator('event-row .name a').evaluateAll((links) => links.map(({ textContent }) => textContent));

  it('[CATEGORY-1] a moderator adds, renames and deletes them in the settings, and a chip on every board follows', async () => {
    const page = await teacher();
    const board = await room.person('/');
    await page.getByRole('button', { name: 'Add Music' }).click();
    await chip(board, 'Music').waitFor();
    await page.getByRole('button', { name: 'Add a category' }).click();
    await nameField(page).fill('music');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('The board has a category “Music”.').waitFor();
    await nameField(page).fill('Chess');
    await page.getByLabel('teal').check();
    await page.getByLabel('games').check();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await chip(board, 'Chess').waitFor();
    const { body } = await new Visitor(room.board.url).get('/api/boards/main');
    const made = (body.board as { categories: { id: string }[] }).categories;
    expect(made).toMatchObject([
      { name: 'Music', color: 'purple', icon: 'music' },
      { name: 'Chess', color: 'teal', icon: 'games' },
    ]);

    await new Visitor(room.board.url).post({ name: 'Tournament', category: made[1]!.id });
    await page.getByRole('button', { name: /^Chess 1 event/ }).click();
    await nameField(page).fill('Board games');
    await page.locator('category-form').getByRole('button', { name: 'Save' }).click();
    await chip(board, 'Board games').waitFor();
    await row(board, 'Tournament').getByText('Board games').waitFor();

    await page.getByRole('button', { name: /^Board games/ }).click();
    await page.locator('categories-settings').getByRole('button', { name: 'Delete', exact: true }).first().click();
    await page.getByText('1 event on the board has it. It stays, without a category.').waitFor();
    await page.locator('confirm-dialog').getByRole('button', { name: 'Delete' }).click();
    await chip(board, 'Board games').waitFor({ state: 'detached' });
    await row(board, 'Tournament').getByText('Board games').waitFor({ state: 'detached' });
    expect(await rows(board)).toEqual(['Tournament']);
  });

  it('[CATEGORY-2] [CATEGORY-10] who posts chooses one, and the row, the event’s page, the month and the projector name it', async () => {
    await putCategories(room.board.database.db);
    const page = await room.person('/');
    await chip(page, orange!.name).waitFor();
    await fillForm(page, { name: 'Soup for all', guest: 'Lena' });
    await page.getByRole('radio', { name: orange!.name }).check();
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await row(page, 'Soup for all').getByText(orange!.name).waitFor();
    // The row is there before the server has the post.
    const stored = await until('the post to be stored', async () => {
      const { body } = await new Visitor(room.board.url).get('/api/boards/main/events');
      return body.events[0];
    });
    expect(stored.category).toBe(orange!.id);

    await page.goto('/?view=month&month=2999-12');
    const entry = page.locator('month-view .event').filter({ hasText: 'Soup for all' });
    await entry.getByText(orange!.name).waitFor({ state: 'attached' });
    expect(await entry.getAttribute('data-category')).toBe('orange');
    await entry.click();
    await page.locator('event-details').getByText(orange!.name).waitFor();

    await page.getByRole('button', { name: 'Edit' }).click();
    expect(await page.getByRole('radio', { name: orange!.name }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: yellow!.name }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('event-details').getByText(yellow!.name).waitFor();

    const projector = await room.person('/projector');
    await projector.locator('projector-events .page').getByText(yellow!.name).waitFor();
  });

  it('[CATEGORY-11] a chip shows only its events, live, also in the month; it is in the address, and pressed again shows all', async () => {
    await putCategories(room.board.database.db);
    const lena = new Visitor(room.board.url);
    const day = '2999-12-01';
    await lena.post({ name: 'Soup', start: day, category: orange!.id });
    await lena.post({ name: 'Fair', start: day, category: yellow!.id });
    await lena.post({ name: 'Talk', start: day });
    const page = await room.person('/');
    await showsEvents(page, 3);
    await chip(page, orange!.name).click();
    await until('one event', async () => (await rows(page)).join() === 'Soup');
    expect(new URL(page.url()).search).toBe(`?category=${orange!.id}`);
    const more = await lena.post({ name: 'Bread', start: day, category: orange!.id });
    await until('a new one to arrive', async () => (await rows(page)).includes('Bread'));
    await lena.call('PATCH', `/api/events/${more.id}`, { version: 1, body: { category: yellow!.id } });
    await until('it to leave', async () => (await rows(page)).join() === 'Soup');

    await page.goto(`/?category=${yellow!.id}&view=month&month=2999-12`);
    const entries = page.locator('month-view .event .name');
    await until('the month to have two', async () => (await entries.count()) === 2);
    expect(await chip(page, yellow!.name).getAttribute('aria-pressed')).toBe('true');
    await chip(page, yellow!.name).click();
    await until('all to be there', async () => (await entries.count()) === 4);
    expect(new URL(page.url()).search).toBe('?view=month&month=2999-12');

    // An old link to a category that is gone shows all.
    await page.goto('/?category=gone-6h6h');
    await until('all events', async () => (await rows(page)).length === 4);
  });

  // Four times a thread reads the file.
  it(
    '[CATEGORY-7] an import names the categories that the board lacks, and adds them unless they are unticked',
    { timeout: 150_000 },
    async () => {
      const page = await teacher();
      const file = [
        'BEGIN:VCALENDAR',
        'BEGIN:VEVENT',
        'UID:a@test',
        'SUMMARY:Try-outs',
        'DTSTART;VALUE=DATE:29991224',
        'CATEGORIES:Choir',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n');
      const choose = () =>
        page.locator('#file').setInputFiles({ name: 'a.ics', mimeType: 'text/calendar', buffer: Buffer.from(file) });
      await choose();
      const offer = page.getByRole('checkbox', { name: 'Add the category that the board does not have: Choir' });
      await offer.uncheck({ timeout: 30_000 });
      await page.getByRole('button', { name: 'Import 1 event' }).click();
      await page.getByText('The category “Choir” of 1 event').waitFor({ timeout: 30_000 });
      // The same file again, now with its category.
      await choose();
      await offer.waitFor({ timeout: 30_000 });
      await page.getByRole('button', { name: 'Import 1 event' }).click();
      await page.getByRole('heading', { name: 'Imported “a.ics”' }).waitFor({ timeout: 30_000 });
      await page.goto('/');
      await row(page, 'Try-outs').getByText('Choir').waitFor();
    },
  );
});
