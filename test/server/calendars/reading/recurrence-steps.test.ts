import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenFile } from '../../../../server/calendars/reading/calendar-text.ts';
import { readCalendar } from '../../../../server/calendars/reading/read-calendar.ts';

const options = { timeZone: 'Europe/Berlin', now: new Date('2026-11-26T12:00:00Z'), trusted: false };
const tooLong = new BrokenFile('Reading it takes too long. Split it, or leave out what is old.');

type Repeating = { start: string; rule: string };

function calendar(events: Repeating[], ...zones: string[]): Buffer {
  const lines = events.map(({ start, rule }, n) =>
    ['BEGIN:VEVENT', `UID:${n}@test`, `DTSTART${start}`, 'SUMMARY:Choir', `RRULE:${rule}`, 'END:VEVENT'].join('\r\n'),
  );
  return Buffer.from(['BEGIN:VCALENDAR', 'VERSION:2.0', ...zones, ...lines, 'END:VCALENDAR', ''].join('\r\n'));
}

function times<T>(count: number, of: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => of(index));
}

const daily: Repeating = { start: ';TZID=America/New_York:20100101T100000', rule: 'FREQ=DAILY' };

/** A zone of the file's own with many rules, each of which is followed in each year that is asked for. */
function zoneOfRules(id: string): string {
  const rules = times(50, (n) => [
    'BEGIN:STANDARD',
    'DTSTART:16010101T000000',
    `RRULE:FREQ=YEARLY;BYMONTH=${1 + (n % 12)};BYDAY=-1SU`,
    'TZOFFSETFROM:+0317',
    'TZOFFSETTO:+0217',
    'END:STANDARD',
  ]);
  return ['BEGIN:VTIMEZONE', `TZID:${id}`, ...rules.flat(), 'END:VTIMEZONE'].join('\r\n');
}

/** The CPU time in ms until the file is read or refused: other programs do not change it. */
function costOf(file: Buffer, maxSteps: number): number {
  const before = process.cpuUsage();
  try {
    readCalendar(file, { ...options, maxSteps });
  } catch (error) {
    expect(error).toEqual(tooLong);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const list = <T>(of: fc.Arbitrary<T>, max: number): fc.Arbitrary<string | undefined> =>
  fc.option(
    fc.array(of, { minLength: 1, maxLength: max }).map((values) => values.join(',')),
    { nil: undefined },
  );
const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU', '1MO', '5MO', '-1SU', '2TU');
const rules = fc
  .record({
    FREQ: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
    INTERVAL: fc.option(fc.constantFrom(2, 4, 7, 12, 48, 400, 1_000_000_000), { nil: undefined }),
    BYMONTH: list(fc.integer({ min: 1, max: 12 }), 12),
    BYMONTHDAY: list(fc.constantFrom(1, 15, 29, 30, 31, -1), 40),
    BYDAY: list(weekday, 300),
    BYYEARDAY: list(fc.constantFrom(1, 100, 366, -1), 40),
    BYSETPOS: list(fc.constantFrom(1, 2, -1, 366), 40),
  })
  .map((parts) =>
    Object.entries(parts)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${value}`)
      .join(';'),
  );
const starts = fc.constantFrom(
  ';VALUE=DATE:19000101',
  ':19000101T100000Z',
  ';VALUE=DATE:20230228',
  ';TZID=America/New_York:19040229T100000',
);

// Seconds of work, which a busy machine does in minutes.
describe('the steps in which the rules of a file are followed', { timeout: 240_000 }, () => {
  const maxSteps = 20_000;

  it('[IMPORT-13] cost about as much, whatever rules a file has: one with too many is refused, and the answer says so', () => {
    const one = calendar(times(200, () => daily));
    expect(() => readCalendar(one, { ...options, maxSteps })).toThrow(tooLong);
    // On a quiet machine it is two.
    const atMost = 6;
    const usual = Math.max(...times(3, () => costOf(one, maxSteps)));
    fc.assert(
      fc.property(fc.array(fc.record({ start: starts, rule: rules }), { minLength: 1, maxLength: 5 }), (drawn) => {
        const file = calendar(times(200, (n) => drawn[n % drawn.length]!));
        const costs = times(3, () => Infinity);
        for (let n = 0; n < 3 && Math.min(...costs) > atMost * usual; n += 1) costs[n] = costOf(file, maxSteps);
        expect(Math.min(...costs) / usual).toBeLessThanOrEqual(atMost);
      }),
      { numRuns: 20 },
    );
  });

  it('[IMPORT-13] count for the zones that a file describes, too', () => {
    const zoned = calendar(
      times(40, (n) => ({ start: `;TZID=odd ${n}:19000101T100000`, rule: 'FREQ=YEARLY' })),
      ...times(40, (n) => zoneOfRules(`odd ${n}`)),
    );
    expect(() => readCalendar(zoned, { ...options, maxSteps })).toThrow(tooLong);
  });

  it.each([
    ['never gives a second date', { start: ';VALUE=DATE:20230206', rule: 'FREQ=DAILY;INTERVAL=7;BYDAY=TU' }],
    ['finds no first date', { start: ';VALUE=DATE:20230201', rule: 'FREQ=MONTHLY;INTERVAL=48;BYDAY=5MO' }],
    ['passes a million years', { start: ';VALUE=DATE:20230201', rule: 'FREQ=DAILY;INTERVAL=999999999' }],
  ])('[IMPORT-13] are few for a rule that %s: its first date is taken, and the rest of the file', (_, odd) => {
    const { events, skipped } = readCalendar(calendar([odd, daily]), { ...options, maxSteps: 1_000_000 });
    expect(events.filter(({ uid }) => uid === '0@test')).toHaveLength(1);
    expect(events.filter(({ uid }) => uid === '1@test')).toHaveLength(200);
    expect(skipped[0]?.reason).toMatch(/only its first date is taken/);
  });

  it('[IMPORT-13] are enough for a calendar of many years', () => {
    const weekly = { start: ';TZID=America/New_York:20140106T100000', rule: 'FREQ=WEEKLY;BYDAY=MO' };
    const { events } = readCalendar(calendar(times(50, () => weekly)), { ...options, maxSteps: 1_000_000 });
    expect(events.length).toBeGreaterThan(50 * 100);
  });
});
