import { describe, expect, it } from 'vitest';
import { BrokenFile } from '../../../../server/calendars/reading/calendar-text.ts';
import { readCalendarAside } from '../../../../server/calendars/reading/read-aside.ts';
import { readCalendar } from '../../../../server/calendars/reading/read-calendar.ts';

const options = { timeZone: 'Europe/Berlin', now: new Date('2026-11-26T12:00:00Z'), trusted: false };

function calendar(...parts: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR', ''].join('\r\n');
}

function vevent({ start = 'DTSTART:20270101T100000Z', uid = 'one@test' }, ...lines: string[]): string {
  return ['BEGIN:VEVENT', `UID:${uid}`, start, 'SUMMARY:Choir', ...lines, 'END:VEVENT'].join('\r\n');
}

function times<T>(count: number, of: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => of(index));
}

function event(...lines: string[]): string {
  return calendar(vevent({}, ...lines));
}

function html(text: string): string {
  return event(`DESCRIPTION:<p>${text}`);
}

/** A minute, counted from a time in 2027. */
function minute(index: number): string {
  const instant = new Date(Date.UTC(2027, 0, 1, 10) + index * 60_000);
  return instant.toISOString().replace(/[-:]|\.\d+/g, '');
}

function day(index: number): string {
  return new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10).replaceAll('-', '');
}

function zone(id: string, firstYear: number): string {
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${id}`,
    ...[
      ['STANDARD', 10, '+0317', '+0217'],
      ['DAYLIGHT', 3, '+0217', '+0317'],
    ].flatMap(([name, month, from, to]) => [
      `BEGIN:${name}`,
      `DTSTART:${firstYear}0101T000000`,
      `RRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=-1SU`,
      `TZOFFSETFROM:${from}`,
      `TZOFFSETTO:${to}`,
      `END:${name}`,
    ]),
    'END:VTIMEZONE',
  ].join('\r\n');
}

function zones(count: number, firstYear: number): string {
  return calendar(
    ...times(count, (index) => zone(`odd ${index}`, firstYear)),
    ...times(count, (index) => vevent({ start: `DTSTART;TZID=odd ${index}:20270601T100000`, uid: `${index}@test` })),
  );
}

/** The CPU time of reading a file in ms: other programs do not change it. */
function costOf(text: string): number {
  const bytes = Buffer.from(text);
  const before = process.cpuUsage();
  readCalendar(bytes, options);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** What a measurement can be wrong by. */
const toleranceMs = 60;

/** Whether the first costs at most so many times the second. It is read first, so that a cold start counts against it. */
function costsAtMost(factor: number, one: string, other: string): boolean {
  return [1, 2, 3].some(() => costOf(one) < factor * costOf(other) + toleranceMs);
}

describe('the time that it takes to read a file', () => {
  it.each<[string, number, (count: number) => string]>([
    ['links that never end', 10_000, (count) => html('<a '.repeat(count))],
    ['links without an end tag', 10_000, (count) => html('<a href=x>'.repeat(count))],
    ['addresses in one link', 1_000, (count) => html(`<a ${' href= '.repeat(count)}`)],
    ['heads', 8_000, (count) => html('<head '.repeat(count))],
    ['styles that end as a script', 10_000, (count) => html(`${'<style>'.repeat(count)}</script>`)],
    ['ends of a head', 8_000, (count) => html(`<head>${'</head '.repeat(count)}`)],
    ['comments', 10_000, (count) => html('<!--'.repeat(count))],
    ['list items', 8_000, (count) => html('<li '.repeat(count))],
    ['spaces in a description', 10_000, (count) => html(`${' '.repeat(count)}x`)],
    ['marks on one letter', 10_000, (count) => event(`LOCATION:a${'\u0301\u0323'.repeat(count)}`)],
    [
      'EXDATE lines',
      6_000,
      (count) => event('RRULE:FREQ=DAILY;COUNT=9', ...times(count, (i) => `EXDATE:${minute(i)}`)),
    ],
    ['RDATE lines', 4_000, (count) => event(...times(count, (i) => `RDATE:${minute(i)}`))],
    [
      'days in EXDATE beside as many in RDATE',
      3_000,
      (count) =>
        event(
          `RDATE:${times(count, (i) => `${day(i)}T100000Z`).join(',')}`,
          `EXDATE;VALUE=DATE:${times(count, () => '20190101').join(',')}`,
        ),
    ],
    ['ATTENDEE lines', 5_000, (count) => event(...times(count, (i) => `ATTENDEE:mailto:a${i}@example.org`))],
    ['CATEGORIES lines', 5_000, (count) => event(...times(count, (i) => `CATEGORIES:c${i}`))],
    ['DTSTART lines', 5_000, (count) => event(...times(count, () => 'DTSTART:20270101T100000Z'))],
    [
      'parameters of one line',
      40_000,
      (count) => event(`ATTENDEE;${times(count, (i) => `X-${i}=1`).join(';')}:mailto:a`),
    ],
    ['revisions of one event', 4_000, (count) => calendar(...times(count, () => vevent({})))],
    [
      'years in a zone that the file describes',
      40,
      (count) =>
        calendar(
          zone('odd', 1970),
          ...times(count, (i) => vevent({ start: `DTSTART;TZID=odd:${2032 + 7 * i}0601T100000`, uid: `${i}@test` })),
        ),
    ],
  ])('[IMPORT-10] grows with the number of %s, not with its square', (_, count, text) => {
    expect(costsAtMost(8, text(4 * count), text(count))).toBe(true);
  });

  it('[IMPORT-10] does not grow with the years since a zone had its first change', () => {
    expect(costsAtMost(3, zones(100, 1601), zones(100, 2001))).toBe(true);
  });
});

describe('a file that takes too much', () => {
  const aside = { ...options, maxEvents: 1_000, maxNamed: 2, signal: new AbortController().signal };
  const long = Buffer.from(
    calendar(
      ...times(2_000, (i) =>
        vevent(
          { uid: `${i}@test` },
          ...times(40, () => 'RRULE:FREQ=DAILY'),
          ...times(730, (d) => `EXDATE;VALUE=DATE:${day(2_557 + d)}`),
        ),
      ),
    ),
  );

  it('[IMPORT-10] is read no longer than until the deadline, and the answer says so', async () => {
    await expect(readCalendarAside(long, { ...aside, deadlineMs: 100 })).rejects.toThrow(
      new BrokenFile('Reading it takes too long. Split it, or leave out what is old.'),
    );
  });

  it('[IMPORT-10] is read no longer than somebody waits for it', async () => {
    const gone = new AbortController();
    const reading = readCalendarAside(long, { ...aside, signal: gone.signal });
    gone.abort(new Error('gone'));
    await expect(reading).rejects.toThrow('gone');
  });

  it('[IMPORT-10] is refused if it has more events than an upload may have, each date of a repeating one counted', async () => {
    const daily = Buffer.from(calendar(...times(10, (i) => vevent({ uid: `${i}@test` }, 'RRULE:FREQ=DAILY'))));
    await expect(readCalendarAside(daily, aside)).rejects.toThrow(/^It has more than 1,000 events;/);
    expect((await readCalendarAside(daily, { ...aside, maxEvents: 2_000 })).events).toHaveLength(2_000);
  });

  it('[IMPORT-10] names only some of what it skips, and counts the rest', async () => {
    const odd = Buffer.from(event('??', '??', '??', '??'));
    const { events, skipped, unnamed } = await readCalendarAside(odd, aside);
    expect([events.length, skipped.length, unnamed]).toEqual([1, 2, 2]);
  });
});
