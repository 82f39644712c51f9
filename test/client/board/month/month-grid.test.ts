import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../../../shared/days.ts';
import type { BoardEvent } from '../../../../shared/event.ts';
import { AgendaBuilder } from '../../../../client/board/agenda.ts';
import { startOfWeek, type Weekday } from '../../../../client/words/weeks.ts';
import { byDay, daysOf, eventsBetween } from '../../../../client/board/calendar/events-by-day.ts';
import { addMonths, lastDayOf, weeksOf } from '../../../../client/board/month/month-grid.ts';
import { dayReached } from '../../../../client/board/month/month-keys.ts';
import { usualIn, weekStartOf } from '../../../../client/words/week-start.ts';
import { passesFilter } from '../../../../shared/event-filter.ts';
import { boardEvent } from '../../../support/board/stored-event.ts';

const firsts: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const month = fc
  .record({ year: fc.integer({ min: 1999, max: 2100 }), number: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, number }) => `${year}-${String(number).padStart(2, '0')}`);
const day = fc
  .record({ month, of: fc.integer({ min: 0, max: 27 }) })
  .map(({ month: in_, of }) => addDays(`${in_}-01`, of));
const first = fc.constantFrom(...firsts);

/** By the language's calendar, not by our code. */
function weekdayOf(date: string): number {
  return new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
}

describe('the calendar', () => {
  it('[PAGE-25] every month from 1999 to 2100 is whole weeks from the first weekday on, with each of its days once', () => {
    for (let at = '1999-01'; at <= '2100-12'; at = addMonths(at, 1)) {
      const length = new Date(Date.UTC(Number(at.slice(0, 4)), Number(at.slice(5)), 0)).getUTCDate();
      for (const begin of firsts) {
        const weeks = weeksOf(at, begin);
        const days = weeks.flat();
        const own = days.filter((one) => one.startsWith(at));
        const asExpected =
          weeks.every((week) => week.length === 7 && weekdayOf(week[0]!) === begin) &&
          days.every((one, index) => index === 0 || Date.parse(one) - Date.parse(days[index - 1]!) === 86_400_000) &&
          own.length === length &&
          weeks.every((week) => week.some((one) => one.startsWith(at)));
        if (!asExpected) expect.unreachable(`${at}, weeks from ${begin}`);
      }
    }
  });

  it('[PAGE-25] days are added and counted across months, years and leap days', () => {
    expect([
      addDays('2024-02-28', 1),
      addDays('2023-02-28', 1),
      addDays('2026-12-31', 1),
      addDays('2026-03-01', -1),
    ]).toEqual(['2024-02-29', '2023-03-01', '2027-01-01', '2026-02-28']);
    fc.assert(
      fc.property(day, fc.integer({ min: -1000, max: 1000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
    fc.assert(
      fc.property(day, first, (of, begin) => {
        const start = startOfWeek(of, begin);
        expect([weekdayOf(start), start <= of, addDays(start, 7) > of]).toEqual([begin, true, true]);
      }),
    );
  });

  it('[PAGE-25] months follow each other, up to the last year that an address can hold', () => {
    expect([
      addMonths('2026-12', 1),
      addMonths('2026-01', -1),
      addMonths('9999-11', 1),
      addMonths('1000-01', -1),
    ]).toEqual(['2027-01', '2025-12', '9999-11', '1000-01']);
    expect([lastDayOf('2024-02'), lastDayOf('2026-12')]).toEqual(['2024-02-29', '2026-12-31']);
  });

  it('[PAGE-25] weeks start as in the viewer’s language, also in browsers without week data', () => {
    expect(['en-US', 'en-GB', 'de-DE', 'ja-JP', 'ar-EG', 'pt-BR', 'fa-IR', 'fr'].map(weekStartOf)).toEqual([
      7, 1, 1, 7, 6, 7, 6, 1,
    ]);
    for (const region of [
      'US',
      'GB',
      'DE',
      'JP',
      'EG',
      'BR',
      'IR',
      'FR',
      'IN',
      'IL',
      'CA',
      'MX',
      'KR',
      'ZA',
      'DZ',
      'SY',
      'NO',
      'PL',
      'NZ',
    ]) {
      expect([region, usualIn(region)]).toEqual([region, weekStartOf(`und-${region}`)]);
    }
    expect(usualIn(undefined)).toBe(1);
  });
});

/** The events of each day. */
function eventsByDay(builder: AgendaBuilder, from: string, to: string): Map<string, BoardEvent[]> {
  const days = byDay(eventsBetween(builder.build(), from, to), from, to);
  return new Map([...days].map(([one, events]) => [one, events.map(({ event }) => event)]));
}

describe('a month’s events', () => {
  const time = fc.record({ on: day, at: fc.constantFrom('', 'T00:00', 'T00:01', 'T09:30', 'T23:59') });
  const event = fc
    .record({ start: time, days: fc.integer({ min: 0, max: 40 }), end: fc.constantFrom(null, 'T00:00', 'T12:00') })
    .map(({ start: { on, at }, days, end }) => {
      const start = on + at;
      const last = addDays(on, days);
      return boardEvent({
        start,
        end: end === null ? null : at === '' ? last : last + end < start ? start : last + end,
      });
    });

  it('[PAGE-24] are on exactly the days on which a search for that day finds them', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), month, first, (some, at, begin) => {
        const events = some.map((one, index) => ({ ...one, id: String(index).padStart(24, '0') }));
        const builder = new AgendaBuilder();
        builder.reset(events, '2050-06-15');
        const days = weeksOf(at, begin).flat();
        const found = eventsByDay(builder, days[0]!, days.at(-1)!);
        for (const one of days) {
          const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id).sort();
          expect(ids(found.get(one) ?? [])).toEqual(
            ids(events.filter((each) => passesFilter(each, { from: one, to: one }))),
          );
        }
        expect([...found.keys()].every((one) => days.includes(one))).toBe(true);
      }),
    );
  });

  it('[PAGE-70] are in order: continuing, all day, by time, whether pinned or not', () => {
    const builder = new AgendaBuilder();
    builder.reset(
      [
        boardEvent({ id: 'a'.repeat(24), start: '2026-12-05T18:00' }),
        boardEvent({ id: 'b'.repeat(24), start: '2026-12-05T09:00' }),
        boardEvent({ id: 'c'.repeat(24), start: '2026-12-05' }),
        boardEvent({ id: 'd'.repeat(24), start: '2026-12-04', end: '2026-12-06' }),
        boardEvent({ id: 'e'.repeat(24), start: '2026-12-05T20:00', pinned: true }),
      ],
      '2026-11-23',
    );
    expect(
      eventsByDay(builder, '2026-12-01', '2026-12-31')
        .get('2026-12-05')!
        .map(({ id }) => id[0])
        .join(''),
    ).toBe('dcbae');
    expect(daysOf({ start: '2026-12-04T22:00', end: '2026-12-05T00:00' })).toEqual({
      first: '2026-12-04',
      last: '2026-12-04',
    });
  });
});

describe('keys in a month', () => {
  const press = (key: string, from: string, begin: Weekday = 1, direction = 'ltr') =>
    dayReached({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }, from, begin, direction);

  it('[PAGE-24] move from day to day, to the ends of the week and from month to month', () => {
    expect(
      ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'].map((key) =>
        press(key, '2026-12-01'),
      ),
    ).toEqual([
      '2026-11-30',
      '2026-12-02',
      '2026-11-24',
      '2026-12-08',
      '2026-11-30',
      '2026-12-06',
      '2026-11-01',
      '2027-01-01',
    ]);
    expect(press('Home', '2026-12-01', 7)).toBe('2026-11-29');
    expect([press('PageDown', '2026-01-31'), press('PageUp', '2024-03-31')]).toEqual(['2026-02-28', '2024-02-29']);
    expect([
      press('a', '2026-12-01'),
      dayReached({ key: 'ArrowLeft', ctrlKey: false, metaKey: false, altKey: true, shiftKey: false }, '2026-12-01', 1),
    ]).toEqual([null, null]);
  });

  it('[PAGE-66] of the arrows, the left one goes on where people read from the right', () => {
    expect(
      ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home'].map((key) => press(key, '2026-12-02', 1, 'rtl')),
    ).toEqual(['2026-12-03', '2026-12-01', '2026-11-25', '2026-12-09', '2026-11-30']);
  });
});
