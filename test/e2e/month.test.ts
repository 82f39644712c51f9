import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { row } from '../support/browser/classroom.ts';
import { Visitor } from '../support/board/http-client.ts';
import { until } from '../support/until.ts';
import { heading, useCalendarRoom } from './calendar-room.ts';

const december = '/?view=month&month=2999-12';
const phone = { viewport: { width: 390, height: 844 } };
const zones = ['Pacific/Kiritimati', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Honolulu'];

describe('the month', () => {
  const { room, lena, open } = useCalendarRoom(december, 'month-view table');

  /** The cell of a day, with its events. */
  function dayCell(page: Page, day: string) {
    return page.locator('month-view td').filter({ has: page.locator(`[data-day="${day}"]`) });
  }

  /** The names on each day that has any. A bar lies over the days that it stands for. */
  function daysWithEvents(page: Page): Promise<Record<string, string[]>> {
    return page.locator('month-view td').evaluateAll((cells) => {
      const days: Record<string, string[]> = {};
      for (const cell of cells) {
        const { left, right } = cell.getBoundingClientRect();
        const isHere = (event: Element): boolean => {
          const box = event.getBoundingClientRect();
          return box.left < right - 8 && box.right > left + 8;
        };
        const events = [...cell.parentElement!.querySelectorAll('.event')].filter(isHere);
        if (events.length > 0)
          days[cell.querySelector<HTMLElement>('[data-day]')!.dataset.day!] = events.map(
            (event) => event.querySelector('.name')!.textContent,
          );
      }
      return days;
    });
  }

  it('[PAGE-24] is one click away, is part of the address, and goes from month to month', async () => {
    const page = await room().person('/');
    await page.getByRole('button', { name: 'Month', exact: true }).click();
    const today = new Date().toLocaleDateString('en-US', { month: 'long', year: 'numeric', timeZone: 'Europe/Berlin' });
    await heading(page, today);
    expect([new URL(page.url()).search, await page.locator('[aria-current="date"]').count()]).toEqual([
      '?view=month',
      1,
    ]);
    await page.goto(december);
    await heading(page, 'December 2999');
    await page.getByRole('button', { name: 'Next month' }).click();
    await heading(page, 'January 3000');
    expect(new URL(page.url()).search).toBe('?view=month&month=3000-01');
    await page.getByRole('button', { name: 'Previous month' }).click();
    await heading(page, 'December 2999');
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await heading(page, today);
    expect(new URL(page.url()).search).toBe('?view=month');
    await page.getByRole('button', { name: 'Agenda' }).click();
    await page.getByText('Nothing planned yet.').waitFor();
  });

  it('[PAGE-24] is live, with the same search and filters as the list', async () => {
    await lena().post({ name: 'Choir', start: '2999-12-05T18:30' });
    await new Visitor(room().board.url).post({ name: 'Chess', start: '2999-12-05', guestName: 'Kofi' });
    const page = await open();
    await dayCell(page, '2999-12-05').getByText('Choir').waitFor();
    const concert = await lena().post({ name: 'Concert of the choir', start: '2999-12-31', end: '3000-01-01' });
    await page.locator('month-view .bar.fresh').getByText('Concert').waitFor();
    await page.getByLabel('Find an event, a place, a person').fill('choir');
    await until(
      'Chess to be gone',
      async () => (await page.locator('month-view .event').filter({ hasText: 'Chess' }).count()) === 0,
    );
    expect(await daysWithEvents(page)).toEqual({
      '2999-12-05': ['Choir'],
      '2999-12-31': ['Concert of the choir'],
      '3000-01-01': ['Concert of the choir'],
    });
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      q: 'choir',
      view: 'month',
      month: '2999-12',
    });
    await lena().call('DELETE', `/api/events/${concert.id}`, { version: 1 });
    await until('the concert to be gone', async () => (await page.locator('month-view .event').count()) === 1);

    await page.goto('/?view=month&month=2999-12&author=kofi');
    await dayCell(page, '2999-12-05').getByText('Chess').waitFor();
    expect(await daysWithEvents(page)).toEqual({ '2999-12-05': ['Chess'] });
    // A month has no order, so choosing one shows the list.
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Order').selectOption('name');
    await row(page, 'Chess').waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ author: 'kofi', sort: 'name' });
  });

  it('[PAGE-24] marks cancelled events, and links to the day’s page for those that do not fit', async () => {
    for (const hour of ['08', '09', '10', '11', '12', '13'])
      await lena().post({ name: `At ${hour}`, start: `2999-12-05T${hour}:00` });
    const off = await lena().post({ name: 'Off', start: '2999-12-06' });
    await lena().call('PATCH', `/api/events/${off.id}`, { version: 1, body: { cancelled: true } });
    const page = await open();
    await page.getByRole('link', { name: 'Cancelled: Off' }).waitFor();
    expect(await dayCell(page, '2999-12-05').locator('.event').count()).toBe(3);
    await page.getByRole('link', { name: '3 more on Thursday, December 5' }).click();
    await until('all six to be listed', async () => (await page.locator('event-row').count()) === 6);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ from: '2999-12-05', to: '2999-12-05' });
    await page.goBack();
    await heading(page, 'December 2999');
    await dayCell(page, '2999-12-06').getByRole('link', { name: 'Cancelled: Off' }).click();
    await page.getByRole('heading', { level: 1, name: 'Off' }).waitFor();
  });

  it('[PAGE-24] works by keyboard', async () => {
    await lena().post({ name: 'Choir', start: '2999-12-08T18:30' });
    const page = await open(december, { viewport: { width: 1100, height: 800 } });
    await page.locator('[data-day="2999-12-01"]').focus();
    const focused = () =>
      page
        .locator('month-view')
        .evaluate((host) => (host.shadowRoot!.activeElement as HTMLElement | null)?.dataset.day);
    for (const [key, day] of [
      ['ArrowDown', '2999-12-08'],
      ['ArrowRight', '2999-12-09'],
      ['Home', '2999-12-08'],
      ['End', '2999-12-14'],
      ['ArrowUp', '2999-12-07'],
    ] as const) {
      await page.keyboard.press(key);
      expect([key, await focused()]).toEqual([key, day]);
    }
    await page.keyboard.press('PageDown');
    await heading(page, 'January 3000');
    await until('the focus to move along', async () => (await focused()) === '3000-01-07');
    await page.keyboard.press('PageUp');
    await heading(page, 'December 2999');
    await until('the focus to move back', async () => (await focused()) === '2999-12-07');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    expect(
      await page.locator('month-view').evaluate((host) => host.shadowRoot!.activeElement!.textContent.trim()),
    ).toMatch(/^6:30\sPM Choir$/);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await row(page, 'Choir').waitFor();
    expect(new URL(page.url()).search).toBe('?from=2999-12-08&to=2999-12-08');
  });

  it('[PAGE-60] has one bar a week for an event of several days, round only where it begins and ends', async () => {
    await lena().post({ name: 'Camp', start: '2999-12-05', end: '2999-12-16' });
    await lena().post({ name: 'Night walk', start: '2999-12-06T22:00', end: '2999-12-07T02:00' });
    const page = await open();
    const bars = page.locator('month-view .bar');
    await until('all bars', async () => (await bars.count()) === 4);
    const camp = page.getByRole('link', { name: /^Camp\s?, Thursday, December 5\s–\sMonday, December 16$/ });
    expect(await camp.evaluateAll((all) => all.map(({ className }) => className))).toEqual([
      'event bar goes-on',
      'event bar begun goes-on',
      'event bar begun',
    ]);
    await page
      .getByRole('link', { name: /^10:00\sPM\s+Night walk\s?, Friday, December 6\s–\sSaturday, December 7$/ })
      .waitFor();
    expect(await daysWithEvents(page)).toMatchObject({
      '2999-12-05': ['Camp'],
      '2999-12-06': ['Camp', 'Night walk'],
      '2999-12-07': ['Camp', 'Night walk'],
      '2999-12-08': ['Camp'],
      '2999-12-16': ['Camp'],
    });
    // Each day says how many it has.
    await page.getByRole('button', { name: 'Saturday, December 7, 2 events' }).waitFor();
  });

  it('[PAGE-62] on a wide screen has the chosen day’s events beside it, live', async () => {
    await lena().post({ name: 'Choir', start: '2999-12-05T18:30', place: 'Church hall' });
    const page = await open();
    const side = page.getByRole('complementary', { name: 'The chosen day' });
    // The first day with events is chosen.
    await side.getByRole('link', { name: 'Choir' }).waitFor();
    await side.getByText('Church hall').waitFor();
    await page.getByRole('button', { name: 'Monday, December 9', exact: true }).press('Enter');
    await side.getByText('Nothing on this day yet.').waitFor();
    expect(await side.getByRole('heading').getAttribute('aria-label')).toBe('Monday, December 9, 2999');
    await lena().post({ name: 'Chess', start: '2999-12-09' });
    await side.getByRole('link', { name: 'Chess' }).waitFor();
    await page.setViewportSize({ width: 1100, height: 800 });
    await until('the panel to be gone', async () => (await side.count()) === 0);
  });

  it('[PAGE-63] goes to a date, in the month and in the week', async () => {
    await lena().post({ name: 'Choir', start: '2999-12-05T18:30' });
    const page = await open('/?view=month');
    // As while somebody types the year.
    await page.getByLabel('Go to date').fill('0029-12-05');
    await page.getByLabel('Go to date').fill('2999-12-05');
    await heading(page, 'December 2999');
    await page.getByRole('complementary').getByRole('link', { name: 'Choir' }).waitFor();
    await page.getByRole('button', { name: 'Week', exact: true }).click();
    await page.locator('week-view').getByLabel('Go to date').fill('2999-12-05');
    await heading(page, 'December 1 – 7, 2999');
    expect(new URL(page.url()).search).toBe('?view=week&week=2999-12-01');
    await page.getByRole('button', { name: 'Agenda' }).click();
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Go to date').fill('2999-12-05');
    await heading(page, 'December 2999');
  });

  it('[PAGE-24] on a phone shows marks, and the events of the chosen day below', async () => {
    await lena().post({ name: 'Choir', start: '2999-12-05T18:30' });
    await lena().post({ name: 'Camp', start: '2999-12-05', end: '2999-12-07' });
    const page = await open(december, phone);
    // The first day with events is chosen.
    await row(page, 'Choir').waitFor();
    expect(await dayCell(page, '2999-12-05').locator('i').count()).toBe(2);
    await page.getByRole('button', { name: 'Saturday, December 7, 1 event', exact: true }).click();
    await until('only the camp', async () => (await row(page, 'Choir').count()) === 0);
    await row(page, 'Camp').getByText(/Since/).waitFor();
    await page.getByRole('button', { name: 'Monday, December 9', exact: true }).click();
    await page.getByText('No events on Monday, December 9, 2999.').waitFor();
    await lena().post({ name: 'Chess', start: '2999-12-09' });
    await row(page, 'Chess').waitFor();
    const small = await page
      .locator('month-view button')
      .evaluateAll(
        (all) =>
          all.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 44 || height < 44).length,
      );
    expect(small).toBe(0);
  });

  it.for(zones)('[PAGE-24] in %s each event is on its own days', async (timezoneId) => {
    await lena().post({ name: 'Fair', start: '2999-12-01' });
    await lena().post({ name: 'Choir', start: '2999-12-02T23:30', end: '2999-12-03T00:00' });
    await lena().post({ name: 'Camp', start: '2999-12-30', end: '3000-01-01' });
    const page = await open(december, { timezoneId });
    await page.locator('month-view .bar').waitFor();
    expect(await daysWithEvents(page)).toEqual({
      '2999-12-01': ['Fair'],
      '2999-12-02': ['Choir'],
      '2999-12-30': ['Camp'],
      '2999-12-31': ['Camp'],
      '3000-01-01': ['Camp'],
    });
  });

  it('[PAGE-24] a past month leads to the archive', async () => {
    await room()
      .board.database.db.collection('events')
      .insertMany([
        { event: 'Fair', date: '2019-04-10', user: 'Kofi', archived: true },
        { event: 'Late', date: '2019-04-12', user: 'Kofi' },
      ]);
    const page = await open('/?view=month&month=2019-04');
    await dayCell(page, '2019-04-12').getByText('Late').waitFor();
    expect(await daysWithEvents(page)).toEqual({ '2019-04-12': ['Late'] });
    await page.getByRole('link', { name: 'Search the archive for this month' }).click();
    await row(page, 'Fair').waitFor();
    await row(page, 'Late').waitFor();
  });
});
