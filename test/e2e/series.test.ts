import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, row, showsEvents } from '../support/browser/classroom.ts';
import { openForm } from '../support/browser/open-form.ts';
import { Visitor } from '../support/board/http-client.ts';
import { until } from '../support/until.ts';
import { chooseAction } from '../support/browser/event-menu.ts';

/** The next Tuesday: a series may reach only two years ahead. */
const first = nextTuesday();

function nextTuesday(): string {
  const day = new Date(Date.now() + 7 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((2 - day.getUTCDay() + 7) % 7));
  return day.toISOString().slice(0, 10);
}

describe('a repeating event', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  /** Lena has posted a series and is on the page of its first date. */
  async function posted(count = 4, name = 'Choir'): Promise<Page> {
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
      { name, start: `${first}T18:30`, place: 'Hall', guestName: 'Lena', repeat: { every: 'week', count } },
    );
    await lena.goto(`/events/${id}`);
    await lena.getByRole('button', { name: 'Edit' }).waitFor();
    return lena;
  }

  async function stored(): Promise<{ name: string; cancelled: boolean }[]> {
    const documents = await room.board.database.db
      .collection('events')
      .find({}, { sort: { start: 1 } })
      .toArray();
    return documents.map(({ name, cancelled }) => ({ name: name as string, cancelled: cancelled as boolean }));
  }

  it('[PAGE-22] is posted from the form with every date, and the confirmation says how it repeats', async () => {
    const lena = await room.person();
    await openForm(lena);
    await lena.getByLabel('What').fill('Choir');
    await lena.locator('#day').fill(first);
    await lena.getByLabel('Your name').fill('Lena');
    await lena.getByText('More: end, link, details').click();
    await lena.getByLabel('Repeats').selectOption({ label: 'Every second week' });
    expect(await lena.getByLabel('Times', { exact: true }).inputValue()).toBe('10');
    await lena.getByLabel('Times', { exact: true }).fill('3');
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByText('Every second week on Tuesdays, 3 times.').waitFor();
    await showsEvents(lena, 3);
    await openForm(lena);
    expect(await lena.getByLabel('Repeats').inputValue()).toBe('');
  });

  it('[PAGE-22] a draft keeps how it repeats; a refusal is at its field', async () => {
    const lena = await room.person();
    await openForm(lena);
    await lena.getByLabel('What').fill('Choir');
    await lena.locator('#day').fill(first);
    await lena.getByLabel('Your name').fill('Lena');
    await lena.getByText('More: end, link, details').click();
    await lena.getByLabel('Repeats').selectOption('weekday');
    await lena.getByLabel('Ends').selectOption('day');
    await lena.getByLabel('Repeats until').fill('2099-01-01');
    await lena.reload();
    await openForm(lena);
    expect(await lena.getByLabel('Repeats until').inputValue()).toBe('2099-01-01');
    await lena.getByLabel('Your name').fill('Lena');
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByText('an event can repeat for at most 2 years ahead').waitFor();
    await until('the focus to be there', () =>
      lena.getByLabel('Repeats until').evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input),
    );
    expect(await stored()).toEqual([]);
  });

  it('[PAGE-22] its page says how it repeats and lists its other dates, live', async () => {
    const lena = await posted(15);
    await lena.getByText('Every week on Tuesdays, 15 times').waitFor();
    const others = lena.locator('series-dates').getByRole('link');
    await until('twelve dates to be shown', async () => (await others.count()) === 12);
    await lena.getByRole('button', { name: 'and 2 more' }).click();
    await until(
      'all dates, with the focus on the thirteenth',
      async () =>
        (await others.count()) === 14 &&
        (await others.nth(12).evaluate((link) => (link.getRootNode() as ShadowRoot).activeElement === link)),
    );
    await room.board.database.db
      .collection('events')
      .updateOne({ start: { $gt: `${first}T19` } }, { $set: { cancelled: true }, $inc: { version: 1 } });
    await lena.locator('series-dates').getByText('cancelled').waitFor({ state: 'attached' });
    await others.first().click();
    await lena.locator('event-details').getByText('Cancelled', { exact: true }).waitFor();
    await lena.getByText('Every week on Tuesdays, 15 times').waitFor();
  });

  it('[PAGE-22] an event of another board, opened by its address: its other dates, live, and the way back to that board', async () => {
    const boards = room.board.database.db.collection<{
      _id: string;
      title: string;
      timeZone: string;
      posting: string;
      approval: boolean;
    }>('boards');
    await boards.insertOne({
      _id: 'year-5',
      title: 'Year 5',
      timeZone: 'Pacific/Kiritimati',
      posting: 'anyone',
      approval: false,
    });
    try {
      const kofi = new Visitor(room.board.url);
      await until('the board to exist', async () => (await kofi.get('/api/boards/year-5')).status === 200);
      const { body } = await kofi.call('POST', '/api/boards/year-5/events', {
        body: { name: 'Choir', start: `${first}T18:30`, guestName: 'Kofi', repeat: { every: 'week', count: 3 } },
      });
      const lena = await room.person('about:blank');
      const asked: string[] = [];
      lena.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await lena.goto(`/events/${body.event.id}`);
      const others = lena.locator('series-dates').getByRole('link');
      await until('both other dates', async () => (await others.count()) === 2);
      expect(await lena.getByRole('link', { name: 'Back to the board' }).getAttribute('href')).toBe('/b/year-5');
      await until('the title to name the board', async () => (await lena.title()) === 'Choir · Year 5');
      await room.board.database.db
        .collection('events')
        .updateOne({ start: { $gt: `${first}T19` } }, { $set: { cancelled: true }, $inc: { version: 1 } });
      await lena.locator('series-dates').getByText('cancelled').waitFor({ state: 'attached' });
      // The page connected to that board once, and no more.
      expect(asked.filter((path) => path.endsWith('/snapshot'))).toEqual([
        '/api/boards/main/snapshot',
        '/api/boards/year-5/snapshot',
      ]);

      // Going to another event of that board, by keyboard, keeps the connection.
      await others.first().press('Enter');
      await lena.locator('event-details').getByText('Cancelled', { exact: true }).waitFor();
      await until('the focus to be in the page', () =>
        lena.locator('main').evaluate((main) => main.matches(':focus-within')),
      );
      expect(asked.filter((path) => path.endsWith('/snapshot')).length).toBe(2);
    } finally {
      await boards.deleteOne({ _id: 'year-5' });
    }
  });

  it('[PAGE-22] one date or all future ones are changed by keyboard', async () => {
    const lena = await posted();
    await lena.getByRole('button', { name: 'Edit' }).press('Enter');
    await lena.getByLabel('What').fill('Choir, with guests');
    await lena.keyboard.press('Enter');
    await lena.getByRole('heading', { name: 'Choir, with guests', level: 1 }).waitFor();
    expect((await stored()).map(({ name }) => name)).toEqual(['Choir, with guests', 'Choir', 'Choir', 'Choir']);

    await lena.getByRole('button', { name: 'Edit' }).press('Enter');
    await lena.getByLabel('Where').fill('Gym');
    await lena.getByRole('radio', { name: 'Only this date' }).focus();
    await lena.keyboard.press('ArrowDown');
    expect(await lena.getByRole('radio', { name: 'This and all later dates' }).isChecked()).toBe(true);
    await lena.keyboard.press('Tab');
    await lena.keyboard.press('Enter');
    await lena.getByText('Gym').waitFor();
    expect(await room.board.database.db.collection('events').countDocuments({ place: 'Gym' })).toBe(4);
    expect((await stored()).map(({ name }) => name)).toEqual(['Choir, with guests', 'Choir', 'Choir', 'Choir']);
  });

  it('[PAGE-22] one date is cancelled alone, and takes place again together with all others', async () => {
    const lena = await posted();
    await chooseAction(lena, 'Mark as cancelled');
    await lena.getByRole('dialog').getByRole('button', { name: 'Only this date' }).click();
    await lena.getByText('Cancelled', { exact: true }).waitFor();
    expect((await stored()).map(({ cancelled }) => cancelled)).toEqual([true, false, false, false]);
    await chooseAction(lena, 'Undo cancellation');
    await lena.getByRole('dialog').getByRole('button', { name: 'This and all later dates' }).click();
    await lena.getByText('Cancelled', { exact: true }).waitFor({ state: 'detached' });
    expect((await stored()).map(({ cancelled }) => cancelled)).toEqual([false, false, false, false]);
  });

  it('[PAGE-22] all dates are deleted and put back together, by keyboard, and so is one alone', async () => {
    const lena = await posted();
    const kofi = await room.person();
    await showsEvents(kofi, 4);
    await chooseAction(lena, 'Delete');
    await lena.getByRole('dialog').getByText('You can restore it for ten minutes').waitFor();
    await lena.getByRole('dialog').getByRole('button', { name: 'This and all later dates' }).press('Enter');
    await lena.getByText('on this date or any later one').waitFor();
    await showsEvents(kofi, 0);
    await lena.getByRole('button', { name: 'Restore all dates' }).press('Enter');
    await lena.getByRole('heading', { name: 'Choir', level: 1 }).waitFor();
    await showsEvents(kofi, 4);

    await chooseAction(lena, 'Delete');
    await lena.getByRole('dialog').getByRole('button', { name: 'Only this date' }).press('Enter');
    await lena.getByRole('button', { name: 'Restore' }).waitFor();
    await showsEvents(kofi, 3);
    await lena.getByRole('button', { name: 'Restore' }).press('Enter');
    await showsEvents(kofi, 4);
    await row(kofi, 'Choir').first().waitFor();
  });
});
