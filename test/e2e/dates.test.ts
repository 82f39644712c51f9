import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../support/board/http-client.ts';
import { Classroom, post, row } from '../support/browser/classroom.ts';
import { fixTime } from '../support/browser/fixed-time.ts';
import { openForm } from '../support/browser/open-form.ts';
import { until } from '../support/until.ts';

/** A Tuesday afternoon in Berlin, the board's zone. */
const now = new Date('2026-11-24T15:20:00+01:00');

describe('a date in words', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  async function person(options: Parameters<Classroom['person']>[1] = {}): Promise<Page> {
    const page = await room.person('about:blank', options);
    await fixTime(page, now);
    await page.goto('/');
    await openForm(page);
    return page;
  }

  async function posted(): Promise<unknown[]> {
    const { body } = await new Visitor(room.board.url).get('/api/boards/main/events?archived=any');
    return (body.events as { start: string; end: string | null }[]).map(({ start, end }) => [start, end]);
  }

  function when(page: Page) {
    return page.getByLabel('When');
  }

  it('[PAGE-21] is shown as understood before it is posted, and fills in day and time', async () => {
    const lena = await person();
    await when(lena).fill('04-10-27 18:00');
    await lena.getByText('Understood as Saturday, April 10, 2027, 6:00 PM.').waitFor();
    expect([await lena.locator('#day').inputValue(), await lena.locator('#time').inputValue()]).toEqual([
      '2027-04-10',
      '18:00',
    ]);
    await when(lena).fill('tomorrow 18:00–20:00');
    await lena.getByText('Understood as Wednesday, November 25, 2026, 6:00 PM, until 8:00 PM.').waitFor();
    await lena.getByLabel('What').fill('Choir');
    await lena.getByLabel('Your name').fill('Lena');
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByText('Posted:').waitFor();
    expect(await posted()).toEqual([['2026-11-25T18:00', '2026-11-25T20:00']]);
    await openForm(lena);
    expect(await when(lena).inputValue()).toBe('');
  });

  it('[PAGE-21] Enter right after the words waits until they are understood', async () => {
    const lena = await person();
    await post(lena, { name: 'Before', guest: 'Lena' });
    await lena.reload();
    await openForm(lena);
    await lena.getByLabel('What').fill('Chess club');
    // The code that understands them is loaded only after Enter.
    let arrives!: () => void;
    const held = new Promise<void>((resolve) => {
      arrives = resolve;
    });
    await lena.route('**/when-words-*.js', async (route) => {
      await held;
      await route.continue();
    });
    await lena.getByLabel('What').focus();
    await lena.keyboard.press('Tab');
    await lena.keyboard.type('10 Apr 2027');
    await lena.keyboard.press('Enter');
    expect(await lena.getByText('Posted:').isVisible()).toBe(false);
    arrives();
    await row(lena, 'Chess club').waitFor();
    await lena.locator('posted-note').getByText('Posted:').waitFor();
    expect(await posted()).toContainEqual(['2027-04-10', null]);
  });

  it('[PAGE-21] words that are not understood change nothing, are an error at their field, and are not posted', async () => {
    const lena = await person();
    await lena.getByLabel('What').fill('Chess club');
    await lena.getByLabel('Your name').fill('Lena');
    await when(lena).fill('when the cows come home');
    await lena.getByText('Not understood.').waitFor();
    expect([await when(lena).getAttribute('aria-invalid'), await lena.locator('#day').inputValue()]).toEqual([
      'false',
      '',
    ]);
    await lena.keyboard.press('Enter');
    await until(
      'the error at the field, with the focus there',
      async () =>
        (await when(lena).getAttribute('aria-invalid')) === 'true' &&
        (await when(lena).evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input)),
    );
    expect(await posted()).toEqual([]);
    // A day that is set by hand wins and clears the words.
    await lena.locator('#day').fill('2027-04-10');
    expect(await when(lena).inputValue()).toBe('');
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByText('Posted:').waitFor();
    expect(await posted()).toEqual([['2027-04-10', null]]);
  });

  it('[PAGE-21] is relative to the board’s today; slashes are in the order of the viewer’s language', async () => {
    // In Honolulu it is still the day before.
    const kai = await person({ timezoneId: 'Pacific/Honolulu', locale: 'en-GB' });
    await kai.clock.setFixedTime(new Date('2026-11-24T07:00:00Z'));
    await when(kai).fill('tomorrow');
    await kai.getByText('Understood as Wednesday, 25 November 2026, all day.').waitFor();
    await when(kai).fill('10/4/2027');
    await kai.getByText('Understood as Saturday, 10 April 2027, all day.').waitFor();
  });

  /** A page where somebody has typed a date in words and then reloaded. */
  async function reloadedDraft(): Promise<Page> {
    const lena = await person();
    await lena.getByLabel('What').fill('Choir');
    await when(lena).fill('tomorrow 18:00');
    await lena.getByText('Understood as').waitFor();
    await lena.reload();
    await openForm(lena);
    await lena.getByText('Understood as Wednesday, November 25, 2026, 6:00 PM.').waitFor();
    return lena;
  }

  it('[PAGE-21] the words survive a reload with their meaning', async () => {
    const lena = await reloadedDraft();
    expect(await when(lena).inputValue()).toBe('tomorrow 18:00');
  });

  it('[PAGE-21] words without an end keep the event’s length, whatever they meant while being typed, and the new end is shown', async () => {
    const lena = await person();
    await post(lena, { name: 'Choir', guest: 'Lena', day: '2026-12-01', time: '18:30' });
    await row(lena, 'Choir').getByRole('link').click();
    await lena.getByRole('button', { name: 'Edit' }).click();
    await lena.getByText('More: end, link, details').click();
    await lena.getByLabel('Until').fill('20:00');
    await lena.getByRole('button', { name: 'Save' }).click();
    await lena.getByRole('button', { name: 'Edit' }).click();
    // “8 Dec” is all day, until a time is added.
    await when(lena).fill('8 Dec');
    await lena.getByText('Understood as Tuesday, December 8, 2026, all day.').waitFor();
    await when(lena).fill('8 Dec 23:00');
    await lena.getByText('Understood as Tuesday, December 8, 2026, 11:00 PM, until Wed, Dec 9, 12:30 AM.').waitFor();
    await lena.getByRole('button', { name: 'Save' }).click();
    await lena.getByRole('button', { name: 'Edit' }).waitFor();
    expect(await posted()).toEqual([['2026-12-08T23:00', '2026-12-09T00:30']]);
  });

  it('[PAGE-17] a draft from before a reload does not count as typing: new events are shown at once', async () => {
    const lena = await reloadedDraft();
    await new Visitor(room.board.url).post({ name: 'Chess club', start: '2999-12-01' });
    await row(lena, 'Chess club').waitFor();
    await lena.getByLabel('Where').press('a');
    await new Visitor(room.board.url).post({ name: 'Swimming', start: '2999-12-02' });
    await lena.getByRole('button', { name: 'Show 1 new' }).waitFor();
    expect(await row(lena, 'Swimming').count()).toBe(0);
  });

  it('[EVENT-13] a time that a clock change skips is refused before it is posted; one that occurs twice has a note, in the form and on its page', async () => {
    const lena = await person();
    await lena.getByLabel('What').fill('Night walk');
    await lena.getByLabel('Your name').fill('Lena');
    await when(lena).fill('28 Mar 2027 2:30');
    await lena
      .getByText('There is no 02:30 on that day in Europe/Berlin: clocks go forward. The next time is 03:30.')
      .waitFor();
    expect(await lena.locator('#time').getAttribute('aria-invalid')).toBe('true');
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await until('the focus to be at the time', () =>
      lena.locator('#time').evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input),
    );
    expect(await posted()).toEqual([]);

    await when(lena).fill('31 Oct 2027 2:30');
    const note = 'Clocks go back then, so 2:30 AM happens twice. The earlier one counts.';
    await lena.getByText(note).waitFor();
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByText('Posted:').waitFor();
    await lena.getByRole('link', { name: 'Night walk' }).first().click();
    await lena.getByRole('heading', { name: 'Night walk', level: 1 }).waitFor();
    await lena.getByText(note).waitFor();
  });
});
