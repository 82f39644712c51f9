import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, row, showsEvents } from '../support/browser/classroom.ts';
import { Visitor } from '../support/board/http-client.ts';
import { dayAhead } from '../support/browser/projector.ts';
import { until } from '../support/until.ts';

describe('repeating events on the board', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  it('[PAGE-26] show their next dates, unfold in place, and a search finds each date', async () => {
    const lena = new Visitor(room.board.url);
    await lena.post({ name: 'Chess club', start: `${dayAhead(2)}T16:00`, repeat: { every: 'week', count: 10 } });
    const { body } = await lena.get('/api/boards/main/events?sort=date');
    const dates = body.events.filter(({ name }) => name === 'Chess club');
    await lena.call('PATCH', `/api/events/${dates[6]!.id}`, { version: 1, body: { cancelled: true } });
    const page = await room.person();
    await showsEvents(page, 10);
    // Three, and the cancelled one.
    await until('four dates to be shown', async () => (await row(page, 'Chess club').count()) === 4);
    await row(page, 'Chess club').first().getByText('repeats').waitFor();
    const more = page.getByRole('button', { name: '6 more dates' });
    await row(page, 'Chess club').nth(2).getByRole('button', { name: '6 more dates' }).waitFor();

    await lena.call('PATCH', `/api/events/${dates[8]!.id}`, {
      version: 1,
      body: { start: `${dates[8]!.start.slice(0, 10)}T17:00` },
    });
    await page.getByRole('button', { name: '5 more dates' }).focus();
    await page.keyboard.press('Enter');
    await until('all dates to be shown', async () => (await row(page, 'Chess club').count()) === 10);
    expect(await more.count()).toBe(0);
    // The focus is still there, now on the event itself.
    expect(
      await row(page, 'Chess club')
        .nth(2)
        .evaluate((host) => host.shadowRoot!.activeElement?.getAttribute('href')),
    ).toBe(`/events/${dates[2]!.id}`);

    await page.goto('/?q=chess');
    await until('each date to be found', async () => (await row(page, 'Chess club').count()) === 10);
    await page.goto(`/?from=${dates[4]!.start.slice(0, 10)}&to=${dates[5]!.start.slice(0, 10)}`);
    await until('both dates', async () => (await row(page, 'Chess club').count()) === 2);
  });
});
