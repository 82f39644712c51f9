import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { row } from '../support/browser/classroom.ts';
import { until } from '../support/until.ts';
import { heading, useCalendarRoom } from './calendar-room.ts';

/** From Sunday, December 1, 2999. */
const week = '/?view=week&week=2999-12-04';
const zones = ['Pacific/Kiritimati', 'America/New_York', 'Asia/Kathmandu'];

describe('the week', () => {
  const { room, lena, open } = useCalendarRoom(week, 'week-view .head');

  /** Each drawn event: its name, its weekday's column, and its hours. Bars have no hours. */
  function drawn(page: Page): Promise<string[]> {
    return page.locator('week-view').evaluate((host) => {
      const columns = [...host.shadowRoot!.querySelectorAll('.column')].map((one) => one.getBoundingClientRect());
      const lines = [...host.shadowRoot!.querySelectorAll('.hours span')].map((label) => {
        const text = document.createRange();
        text.selectNodeContents(label);
        const { top, height } = text.getBoundingClientRect();
        const [number = '', half = ''] = label.textContent.split(/\s/);
        return { y: top + height / 2, hour: (Number(number) % 12) + (half === 'PM' ? 12 : 0) };
      });
      // Above the first line there is one hour more, and below the last one.
      lines.unshift({ y: columns[0]!.top, hour: lines[0]!.hour - 1 });
      lines.push({ y: columns[0]!.bottom, hour: lines.at(-1)!.hour + 1 });
      const hour = (y: number): number => {
        const below = Math.max(
          1,
          lines.findIndex((line) => line.y >= y - 6),
        );
        const [from, to] = [lines[below - 1]!, lines[below]!];
        return Math.round((from.hour + ((y - from.y) / (to.y - from.y)) * (to.hour - from.hour)) * 2) / 2;
      };
      return [...host.shadowRoot!.querySelectorAll('.bar, .block')].map((one) => {
        const box = one.getBoundingClientRect();
        const on = columns.flatMap(({ left, right }, n) => (box.left < right - 6 && box.right > left + 6 ? [n] : []));
        const hours = one.classList.contains('bar') ? '' : ` ${hour(box.top)}–${hour(box.bottom)}`;
        return `${one.querySelector('.name')!.textContent} ${on.join('')}${hours}`;
      });
    });
  }

  async function shows(page: Page, expected: readonly string[]): Promise<void> {
    await expect.poll(() => drawn(page), { timeout: 10_000 }).toEqual(expected);
  }

  it('[PAGE-61] is one click away, is part of the address, and goes from week to week', async () => {
    const page = await room().person('/?view=week');
    await page.locator('week-view [aria-current="date"]').waitFor();
    await page.goto(week);
    await heading(page, 'December 1 – 7, 2999');
    await page.getByRole('button', { name: 'Next week' }).click();
    await heading(page, 'December 8 – 14, 2999');
    expect(new URL(page.url()).search).toBe('?view=week&week=2999-12-08');
    await page.getByRole('button', { name: 'Previous week' }).click();
    await heading(page, 'December 1 – 7, 2999');
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await page.locator('week-view [aria-current="date"]').waitFor();
    expect(new URL(page.url()).search).toBe('?view=week');
    await page.getByRole('button', { name: 'Agenda' }).click();
    await page.getByText('Nothing planned yet.').waitFor();
    await page.getByRole('button', { name: 'Week', exact: true }).click();
    await page.locator('week-view [aria-current="date"]').waitFor();
  });

  it('[PAGE-61] says the number of a week that begins on Monday', async () => {
    const page = await open('/?view=week&week=2030-11-26', { locale: 'en-GB' });
    await heading(page, '25 November – 1 December 2030');
    await page.getByText('week 48').waitFor();
    await page.goto('/?view=week&week=2033-01-01');
    await page.getByText('week 53').waitFor();
  });

  it('[PAGE-61] is live, with the same search and filters as the list', async () => {
    await lena().post({ name: 'Choir', start: '2999-12-05T18:30', end: '2999-12-05T20:00' });
    await lena().post({ name: 'Camp', start: '2999-12-06', end: '2999-12-09' });
    const page = await open();
    await shows(page, ['Choir 4 18.5–20', 'Camp 56']);
    const chess = await lena().post({ name: 'Chess', start: '2999-12-02T07:00', end: '2999-12-02T09:00' });
    await shows(page, ['Chess 1 7–9', 'Choir 4 18.5–20', 'Camp 56']);
    await page.locator('week-view .fresh', { hasText: 'Chess' }).waitFor();
    await page.getByLabel('Find an event, a place, a person').fill('ch');
    await shows(page, ['Chess 1 7–9', 'Choir 4 18.5–20']);
    await lena().call('DELETE', `/api/events/${chess.id}`, { version: 1 });
    await shows(page, ['Choir 4 18.5–20']);
    await page.getByRole('link', { name: /^Choir/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Choir' }).waitFor();
  });

  it('[PAGE-61] counts what is third at its time, and leads to that day', async () => {
    for (const [name, from, to] of [
      ['Repair café', '15:00', '18:00'],
      ['Football', '16:00', '17:30'],
      ['Chess', '16:30', '17:00'],
    ] as const)
      await lena().post({ name, start: `2999-12-05T${from}`, end: `2999-12-05T${to}` });
    const page = await open();
    await shows(page, ['Repair café 4 15–18', 'Football 4 16–17.5']);
    await page.getByRole('link', { name: '1 more on Thursday, December 5' }).click();
    await row(page, 'Chess').waitFor();
    expect(new URL(page.url()).search).toBe('?from=2999-12-05&to=2999-12-05');
  });

  it('[PAGE-61] works by keyboard, and is read day by day', async () => {
    await lena().post({ name: 'Choir', start: '2999-12-05T18:30' });
    await lena().post({ name: 'Fair', start: '2999-12-05' });
    const page = await open();
    await shows(page, ['Fair 4', 'Choir 4 18.5–19.5']);
    await page.locator('[data-day="2999-12-05"]').focus();
    const focused = () =>
      page.locator('week-view').evaluate((host) => (host.shadowRoot!.activeElement as HTMLElement | null)?.dataset.day);
    for (const [key, day] of [
      ['ArrowRight', '2999-12-06'],
      ['Home', '2999-12-01'],
      ['End', '2999-12-07'],
    ] as const) {
      await page.keyboard.press(key);
      expect([key, await focused()]).toEqual([key, day]);
    }
    for (const [key, title, day] of [
      ['ArrowRight', 'December 8 – 14, 2999', '2999-12-08'],
      ['PageUp', 'December 1 – 7, 2999', '2999-12-01'],
      ['PageDown', 'December 8 – 14, 2999', '2999-12-08'],
    ] as const) {
      await page.keyboard.press(key);
      await heading(page, title);
      await until('the focus to move along', async () => (await focused()) === day);
    }
    await page.goto(week);
    await page.getByRole('link', { name: 'Thursday, December 5, 2 events' }).focus();
    await page.keyboard.press('Tab');
    const name = () => page.locator('week-view').evaluate((host) => host.shadowRoot!.activeElement!.textContent.trim());
    expect(await name()).toMatch(/^Fair/);
    await page.keyboard.press('Tab');
    expect(await name()).toMatch(/^Choir, 6:30\sPM/);
  });

  it('[PAGE-66] of the arrow keys, the left one goes on where people read from the right', async () => {
    const page = await open();
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await page.locator('[data-day="2999-12-05"]').focus();
    const focused = () =>
      page.locator('week-view').evaluate((host) => (host.shadowRoot!.activeElement as HTMLElement | null)?.dataset.day);
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toBe('2999-12-06');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('2999-12-05');
  });

  it('[PAGE-67] cuts no line of a block in half: what does not fit is left out, and still read out', async () => {
    const name = 'Rehearsal for the winter concert with everybody who plays strings';
    await lena().post({ name, start: '2999-12-03T10:00', end: '2999-12-03T11:00', place: 'Community house' });
    await lena().post({ name: 'Chess', start: '2999-12-03T10:15', end: '2999-12-03T13:00', place: 'Library' });
    await lena().post({ name: 'Choir', start: '2999-12-05T10:00', end: '2999-12-05T12:00', place: 'Music room' });
    const page = await open();
    await page.getByRole('link', { name: /^Rehearsal.*10:00\s+AM\s+–\s+11:00\s+AM.*Community house$/ }).waitFor();
    const cut = await page.locator('week-view .block').evaluateAll((blocks) =>
      blocks.flatMap((block) => {
        const { bottom, left, right } = block.getBoundingClientRect();
        return [...block.querySelectorAll('.name, small')].flatMap((text) => {
          const box = text.getBoundingClientRect();
          const isShown = box.left < right && box.right > left && getComputedStyle(text).clipPath === 'none';
          const lines = box.height / Number.parseFloat(getComputedStyle(text).lineHeight);
          const isWhole = Math.abs(lines - Math.round(lines)) < 0.05 && box.bottom <= bottom;
          return isShown && !isWhole ? [`${text.textContent}: ${lines} lines`] : [];
        });
      }),
    );
    expect(cut).toEqual([]);
    const shown = await page.locator('week-view .block small').evaluateAll((notes) =>
      notes.flatMap((note) => {
        const block = note.parentElement!.getBoundingClientRect();
        const isShown = note.getBoundingClientRect().left < block.right && getComputedStyle(note).clipPath === 'none';
        return isShown ? [note.textContent] : [];
      }),
    );
    expect(shown).toContain('Music room');
    expect(shown).not.toContain('Community house');
  });

  it('[PAGE-72] in a narrow block a time is on one line or left out, and a place is only read out', async () => {
    const on = (hours: string) => `2999-12-05T${hours}`;
    await lena().post({ name: 'Fair', start: on('10:00'), end: on('13:00'), place: 'Community house' });
    await lena().post({ name: 'Chess', start: on('10:00'), end: on('12:30'), place: 'Community house' });
    await lena().post({ name: 'Football', start: on('10:00'), end: on('12:30'), place: 'Community house' });
    await lena().post({ name: 'Choir', start: '2999-12-03T10:00', end: '2999-12-03T12:30', place: 'Community house' });
    for (const width of [1280, 1024]) {
      const page = await open(week, { viewport: { width, height: 800 } });
      await page.getByRole('link', { name: /^Fair.*10:00\s+AM.*1:00\s+PM.*Community house$/ }).waitFor();
      const blocks = await page.locator('week-view .block').evaluateAll((all) =>
        all.map((block) => {
          const time = block.querySelector<HTMLElement>('.time')!;
          const { bottom, right, height } = time.getBoundingClientRect();
          const cut = [...time.children].filter((part) => {
            const box = part.getBoundingClientRect();
            return box.width > 1 && box.top < bottom - 2 && box.right > right + 1;
          });
          const lines = Math.round(height / Number.parseFloat(getComputedStyle(time).lineHeight));
          const isPlaceSeen = getComputedStyle(block.querySelector('.place')!).clipPath === 'none';
          return [block.querySelector('.name')!.textContent, lines, cut.length, isPlaceSeen];
        }),
      );
      expect([width, ...blocks]).toEqual([width, ['Choir', 1, 0, true], ['Fair', 1, 0, false], ['Chess', 1, 0, false]]);
    }
  });

  it.for(zones)('[PAGE-61] in %s each event is at its own local time', async (timezoneId) => {
    await lena().post({ name: 'Night', start: '2999-12-02T22:00', end: '2999-12-03T02:00' });
    await lena().post({ name: 'There', start: '2999-12-04T10:00', end: '2999-12-04T11:00', timeZone: 'Asia/Tokyo' });
    const page = await open(week, { timezoneId });
    await shows(page, ['Night 1 22–24', 'Night 2 0–2', 'There 3 10–11']);
  });

  it('[PAGE-69] an event at night opens the hours that it needs, and the others are folded', async () => {
    const page = await open();
    const height = () =>
      page
        .locator('week-view .column')
        .first()
        .evaluate((column) => column.getBoundingClientRect().height);
    const hour = (await height()) / 15;
    await lena().post({ name: 'Night walk', start: '2999-12-02T22:00', end: '2999-12-03T02:00' });
    await lena().post({ name: 'Watch', start: '2999-12-05T21:00', end: '2999-12-06T06:00' });
    await shows(page, ['Night walk 1 22–24', 'Night walk 2 0–2', 'Watch 4 21–24', 'Watch 5 0–6']);
    // Two hours more in the evening, and in the morning the first two, one for three that are folded, and two more.
    expect((await height()) / hour).toBeCloseTo(15 + 2 + 2 + 1 + 2, 2);
    expect(await page.locator('week-view .fold').count()).toBe(7);
    const labels = await page.locator('week-view .hours span').allTextContents();
    expect(labels.slice(0, 5).map((label) => label.replace(/\s/, ' '))).toEqual([
      '1 AM',
      '2 AM',
      '5 AM',
      '6 AM',
      '7 AM',
    ]);
  });

  it('[PAGE-61] hours stand where the clock says on days when clocks change', async () => {
    // In Berlin, clocks are put forward on March 28, 2027, and back on October 31.
    await lena().post({ name: 'Spring', start: '2027-03-28T01:00', end: '2027-03-28T05:00' });
    await lena().post({ name: 'Autumn', start: '2027-10-31T01:00', end: '2027-10-31T05:00' });
    const page = await open('/?view=week&week=2027-03-28');
    await shows(page, ['Spring 0 1–5']);
    await page.goto('/?view=week&week=2027-10-31');
    await shows(page, ['Autumn 0 1–5']);
  });

  it('[PAGE-61] on a phone is a strip of days, and below it the events of each', async () => {
    await lena().post({ name: 'Choir', start: '2999-12-05T18:30' });
    await lena().post({ name: 'Camp', start: '2999-12-05', end: '2999-12-06' });
    const page = await open(week, { viewport: { width: 390, height: 844 } });
    await row(page, 'Choir').waitFor();
    expect(await row(page, 'Camp').count()).toBe(2);
    // Each number is below its weekday.
    const middles = await page.locator('week-view .strip li').evaluateAll((days) =>
      days.map((day) =>
        ['.weekday', '.number'].map((part) => {
          const { left, right } = day.querySelector(part)!.getBoundingClientRect();
          return Math.round((left + right) / 2);
        }),
      ),
    );
    for (const [weekday, number] of middles) expect(Math.abs(weekday! - number!)).toBeLessThanOrEqual(1);
    await page.getByRole('button', { name: 'Thursday, December 5, 2 events', exact: true }).click();
    await page.getByRole('button', { name: 'Monday, December 2', exact: true }).click();
    await page.getByText('No events on Monday, December 2, 2999.').waitFor();
    await lena().post({ name: 'Chess', start: '2999-12-02' });
    await row(page, 'Chess').waitFor();
    await page.getByRole('button', { name: 'Next week' }).click();
    await page.getByText('No events in this week.').waitFor();
  });
});
