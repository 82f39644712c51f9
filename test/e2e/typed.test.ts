import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, fillForm, post, row } from '../support/browser/classroom.ts';
import { openForm } from '../support/browser/open-form.ts';
import { focusedElement } from '../support/browser/keyboard.ts';
import { signUp } from '../support/page-states/page-state.ts';
import { until } from '../support/until.ts';

const putBack = 'Your earlier changes are back in the form.';

describe('typed text is kept', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.emptyOfAll());
  afterAll(() => room.close());

  /** Lena has posted an event and is changing its name. */
  async function editing(): Promise<Page> {
    const lena = await room.person();
    await post(lena, { name: 'Chess club', place: 'Room 12', guest: 'Lena' });
    await row(lena, 'Chess club').getByRole('link').click();
    await lena.getByRole('button', { name: 'Edit' }).click();
    await lena.getByLabel('What').fill('Chess tournament');
    return lena;
  }

  /** The owner on the settings page of a board that they created. */
  async function settings(slug: string): Promise<Page> {
    const page = await room.person();
    await signUp(page, 'ms.okafor');
    await page.evaluate(
      (body) =>
        fetch('/api/boards', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      { slug, title: 'Year 5', timeZone: 'Europe/Berlin' },
    );
    await page.goto(`/b/${slug}/settings`);
    await page.getByLabel('Members who moderate this board').waitFor();
    return page;
  }

  const change = (set: Record<string, unknown>) =>
    room.board.database.db.collection('events').updateOne({}, { $set: set, $inc: { version: 1 } });
  const changeBoard = (set: Record<string, unknown>, slug: string) =>
    room.board.database.db.collection<{ _id: string }>('boards').updateOne({ _id: slug }, { $set: set });

  it('[PAGE-32] an edit survives a reload after a part of the form failed to load, says so, and is forgotten once saved', async () => {
    const lena = await editing();
    const part = '**/assets/more-fields-*.js';
    await lena.route(part, (route) => route.abort());
    await lena.getByText('More: end, link, details').click();
    await lena.getByText('This part of the form could not be loaded.').waitFor();
    await lena.unroute(part);
    await lena.getByRole('button', { name: 'Reload this page' }).press('Enter');
    await lena.getByText(putBack).waitFor();
    expect([await lena.getByLabel('What').inputValue(), await lena.getByLabel('Where').inputValue()]).toEqual([
      'Chess tournament',
      'Room 12',
    ]);

    await lena.getByRole('button', { name: 'Save' }).click();
    await lena.getByRole('heading', { name: 'Chess tournament', exact: true }).waitFor();
    await lena.reload();
    await lena.getByRole('button', { name: 'Edit' }).click();
    await lena.getByLabel('What').waitFor();
    expect(await lena.getByText(putBack).count()).toBe(0);
  });

  it('[PAGE-32] an edit of a repeating event also keeps which dates it is for', async () => {
    const lena = await room.person();
    const { id } = await lena.evaluate(
      async (body) => {
        const response = await fetch('/api/boards/main/events', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return ((await response.json()) as { event: { id: string } }).event;
      },
      {
        name: 'Choir',
        start: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
        guestName: 'Lena',
        repeat: { every: 'week', count: 3 },
      },
    );
    await lena.goto(`/events/${id}`);
    await lena.getByRole('button', { name: 'Edit' }).click();
    await lena.getByRole('radio', { name: 'This and all later dates' }).check();
    await lena.getByLabel('What').fill('Choir for everyone');
    await lena.reload();
    await lena.getByText(putBack).waitFor();
    expect(await lena.getByRole('radio', { name: 'This and all later dates' }).isChecked()).toBe(true);
    await lena.getByRole('button', { name: 'Save' }).click();
    await until(
      'all dates to have the new name',
      async () =>
        (await room.board.database.db.collection('events').countDocuments({ name: 'Choir for everyone' })) === 3,
    );
  });

  it('[PAGE-32] an edit that is opened again after the event changed shows the conflict, until a version is chosen', async () => {
    const lena = await editing();
    await change({ name: 'Chess evening', place: 'Library' });
    await lena.reload();
    await lena.getByText(putBack).waitFor();
    for (const again of [true, false]) {
      await lena.getByRole('button', { name: 'Save' }).click();
      await lena.locator('conflict-view').getByText('Chess evening').waitFor();
      if (again) await lena.reload();
    }
    await lena.getByRole('button', { name: 'Keep mine' }).click();
    await lena.getByRole('heading', { name: 'Chess tournament', exact: true }).waitFor();
    await lena.getByText('Library').waitFor();
  });

  it('[PAGE-32] an edit is kept while the tab shows other pages, and is forgotten once cancelled', async () => {
    const lena = await editing();
    await lena.getByRole('link', { name: 'Back to the board' }).click();
    await row(lena, 'Chess club').getByRole('link').press('Enter');
    await lena.getByText(putBack).waitFor();
    await until(
      'the focus to be in the page',
      () => async () => (await (await focusedElement(lena)).textContent())?.startsWith('Edit “Chess club”'),
    );
    await lena.getByRole('button', { name: 'Cancel' }).press('Enter');
    await lena.reload();
    await lena.getByRole('button', { name: 'Edit' }).waitFor();
    expect(
      await lena.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('board.edit.'))),
    ).toEqual([]);
  });

  it('[PAGE-32] an edit that was saved is not put back when only the answer was lost; what was typed for a deleted event is still shown', async () => {
    const lena = await editing();
    await change({ name: 'Chess tournament', place: 'Library' });
    await lena.reload();
    await lena.getByRole('heading', { name: 'Chess tournament', exact: true }).waitFor();
    await lena.getByRole('button', { name: 'Edit' }).click();
    await lena.getByLabel('What').fill('Chess tournament with prizes');
    await room.board.database.db.collection('events').deleteMany({});
    await lena.getByText('There is no such event').waitFor();
    await lena.reload();
    await lena.getByText('What you typed: Chess tournament with prizes').waitFor();
  });

  it('[PAGE-32] people who share a computer do not find each other’s edits', async () => {
    const lena = await editing();
    const { pathname } = new URL(lena.url());
    // The first account is the owner, who can change every event.
    await signUp(lena, 'ms.okafor');
    await lena.goto(pathname);
    await lena.getByRole('button', { name: 'Edit' }).waitFor();
    await lena.getByRole('button', { name: 'Edit' }).click();
    await lena.getByLabel('What').fill('Chess for teachers');
    await lena.reload();
    await lena.getByText(putBack).waitFor();
    await lena.locator('account-menu summary').click();
    await lena.getByRole('button', { name: 'Log out' }).click();
    // The server still knows the guest that Lena was.
    await lena.locator('account-menu').getByText('You’re in').waitFor();
    await lena.reload();
    await lena.getByText(putBack).waitFor();
    expect(await lena.getByLabel('What').inputValue()).toBe('Chess tournament');
  });

  it('[PAGE-35] a correction after a lost answer changes the event; the form is empty only then', async () => {
    const lena = await room.person();
    let corrected = (): void => {};
    const correction = new Promise<void>((resolve) => {
      corrected = resolve;
    });
    await lena.route(
      '**/api/boards/main/events',
      async (route) => {
        // The row would come by the feed, and the form would be done, before anybody could correct it.
        await correction;
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await fillForm(lena, { name: 'Meeting at 10 (wrong)', guest: 'Lena' });
    await lena.getByLabel('What').press('Enter');
    await lena.getByLabel('What').fill('Meeting at 11 (right)');
    corrected();
    await Promise.all([lena.getByText('Not saved.').waitFor(), row(lena, 'Meeting at 10 (wrong)').waitFor()]);
    expect(await lena.getByLabel('What').inputValue()).toBe('Meeting at 11 (right)');
    await lena.getByRole('button', { name: 'Try again' }).click();
    await lena.locator('posted-note').getByRole('link', { name: 'Meeting at 11 (right)' }).waitFor();
    await row(lena, 'Meeting at 11 (right)').waitFor();
    await openForm(lena);
    expect(await lena.getByLabel('What').inputValue()).toBe('');
    expect(await room.board.database.db.collection('events').countDocuments()).toBe(1);
  });

  it('[PAGE-35] a duplicated tab posts an event of its own', async () => {
    const lena = await room.person();
    await fillForm(lena, { name: 'Piano lesson', guest: 'Lena' });
    const opened = lena.waitForEvent('popup');
    // A window that a page opens has a copy of its storage, as a duplicated tab has.
    await lena.evaluate(() => void window.open(location.href));
    const copy = await opened;
    await openForm(copy);
    expect(await copy.getByLabel('What').inputValue()).toBe('Piano lesson');
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.locator('posted-note').getByRole('link', { name: 'Piano lesson' }).waitFor();
    await openForm(copy);
    await copy.getByLabel('What').fill('Football match');
    await copy.getByRole('button', { name: 'Post', exact: true }).click();
    await copy.locator('posted-note').getByRole('link', { name: 'Football match' }).waitFor();
    await Promise.all(['Piano lesson', 'Football match'].map((name) => row(copy, name).waitFor()));
  });

  it('[PAGE-33] edited fields of the settings stay as typed, the others follow the board', async () => {
    const page = await settings('year-5');
    await page.getByLabel('Title').fill('Year 5, half typ');
    await page.getByLabel('Who can post').selectOption('members');
    await page.getByLabel('Members who moderate this board').fill('amara');
    await page.getByLabel('To delete it').fill('year-');
    await page.getByRole('button', { name: 'New code' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'New code' }).click();
    await changeBoard({ timeZone: 'Asia/Tokyo', posting: 'nobody', guestNames: 'hidden' }, 'year-5');
    await until(
      'the zone to follow the board',
      async () => (await page.getByLabel('Time zone').inputValue()) === 'Asia/Tokyo',
    );
    const typed = {
      Title: 'Year 5, half typ',
      'Who can post': 'members',
      'Members who moderate this board': 'amara',
      'To delete it': 'year-',
    };
    expect(await shown(page)).toEqual({
      ...typed,
      'Time zone': 'Asia/Tokyo',
      'New posts': 'false',
      'Guests’ names': 'hidden',
    });
    // The board is archived and restored meanwhile.
    await changeBoard({ archived: true }, 'year-5');
    await page.getByText('This board is archived').waitFor();
    await changeBoard({ archived: false }, 'year-5');
    for (const label of Object.keys(typed)) await page.getByLabel(label).waitFor();
    expect(await shown(page)).toMatchObject(typed);
  });

  it('[PAGE-33] only edited fields are saved, and afterwards all fields follow the board', async () => {
    const page = await settings('year-5');
    await page.getByLabel('Title').focus();
    await page.keyboard.press('End');
    await page.keyboard.type(', choir');
    await page.getByLabel('Who can post').selectOption('members');
    let meanwhile!: () => void;
    const changed = new Promise<void>((resolve) => {
      meanwhile = resolve;
    });
    await page.route('**/api/boards/year-5', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      // Somebody else saves first, and the page does not know yet.
      await changeBoard({ guestNames: 'hidden' }, 'year-5');
      await route.continue();
      meanwhile();
    });
    await page.getByRole('region', { name: 'Rules' }).getByRole('button', { name: 'Save' }).press('Enter');
    await changed;
    await page.getByText('Saved.').waitFor();
    expect(await shown(page)).toMatchObject({
      Title: 'Year 5, choir',
      'Who can post': 'members',
      'Guests’ names': 'hidden',
    });
    await changeBoard({ title: 'Year 6', posting: 'anyone' }, 'year-5');
    await page.getByRole('heading', { name: 'Settings of Year 6' }).waitFor();
    expect(await shown(page)).toMatchObject({ Title: 'Year 6', 'Who can post': 'anyone' });
    await page.getByLabel('Title').fill('Year');
    await page.getByText('Saved.').waitFor({ state: 'detached' });
  });
});

const fieldsOfSettings = [
  'Title',
  'Time zone',
  'Who can post',
  'New posts',
  'Guests’ names',
  'Members who moderate this board',
  'To delete it',
];

/** The values of the settings' fields, by label. */
async function shown(page: Page): Promise<Record<string, string>> {
  const values = await Promise.all(fieldsOfSettings.map((label) => page.getByLabel(label).inputValue()));
  return Object.fromEntries(fieldsOfSettings.map((label, index) => [label, values[index]!]));
}
