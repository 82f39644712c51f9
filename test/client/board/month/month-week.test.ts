import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatedEvent } from '../../../../client/board/calendar/events-by-day.ts';
import { covers } from '../../../../client/board/calendar/lanes.ts';
import { layWeek } from '../../../../client/board/month/month-week.ts';
import { addDays } from '../../../../shared/days.ts';
import { boardEvent } from '../../../support/board/stored-event.ts';

const monday = '2026-11-23';
const days = [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(monday, n));
const dated = (id: string, from: number, length: number, pinned = false): DatedEvent => {
  const [first, last] = [addDays(monday, from), addDays(monday, from + length)];
  return { event: boardEvent({ id, start: first, end: last, pinned }), first, last };
};
const events = fc
  .array(
    fc.record({
      from: fc.integer({ min: -5, max: 8 }),
      length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 })),
      pinned: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((list) => list.map(({ from, length, pinned }, n) => dated(String(n), from, length, pinned)));

describe('a week of the month', () => {
  it('[PAGE-60] draws or counts each event on each of its days, once', () => {
    fc.assert(
      fc.property(events, (some) => {
        const week = layWeek(days, some);
        const bars = week.flatMap((day) => day.bars);
        for (const [column, { day, count, lines, more }] of week.entries()) {
          const own = some.filter(({ first, last }) => first <= day && last >= day).map(({ event }) => event.id);
          const drawn = [
            ...bars.filter((bar) => covers(bar, column)).map(({ event }) => event.id),
            ...lines.map(({ id }) => id),
          ];
          expect([count, new Set(drawn).size, drawn.length + more]).toEqual([own.length, drawn.length, own.length]);
          expect(drawn.filter((id) => !own.includes(id))).toEqual([]);
        }
      }),
    );
  });

  it('[PAGE-60] has at most four lines a day, and none without need for “1 more”', () => {
    fc.assert(
      fc.property(events, (some) => {
        for (const { lanes, lines, more, count } of layWeek(days, some)) {
          expect(lanes + lines.length + (more > 0 ? 1 : 0)).toBeLessThanOrEqual(4);
          if (count <= 1) expect(more).toBe(0);
        }
      }),
    );
  });

  it('[PAGE-70] draws pinned events by time, and of more than have room leaves them out last', () => {
    const at = (hour: number, pinned = false): DatedEvent => ({
      event: boardEvent({ id: String(hour), start: `${monday}T${hour}:00`, pinned }),
      first: monday,
      last: monday,
    });
    const drawn = (some: DatedEvent[]) => layWeek(days, some)[0]!.lines.map(({ id }) => id);
    expect(drawn([at(14), at(16), at(19, true)])).toEqual(['14', '16', '19']);
    expect(drawn([at(10), at(12), at(14), at(16), at(19, true)])).toEqual(['10', '12', '19']);
  });

  it('[PAGE-60] draws the only event of a day, whose lane is taken on the days before', () => {
    const week = layWeek(days, [dated('long', 0, 2), ...['a', 'b', 'c'].map((id) => dated(id, 0, 1, true))]);
    expect(week.slice(1, 4).map(({ lines, more }) => [lines.map(({ id }) => id), more])).toEqual([
      [[], 1],
      [['long'], 0],
      [[], 0],
    ]);
  });

  it('[PAGE-60] keeps a line for what does not fit below the bars', () => {
    const week = layWeek(days, [
      ...['a', 'b', 'c', 'd'].map((id) => dated(id, 0, 2)),
      dated('alone', 0, 0),
      ...['v', 'w', 'x', 'y', 'z'].map((id) => dated(id, 4, 0)),
    ]);
    const said = week.map(({ lanes, lines, more }) => [lanes, lines.map(({ id }) => id).join(''), more]);
    expect(said).toEqual([
      [3, '', 2],
      [3, '', 1],
      [3, '', 1],
      [0, '', 0],
      [0, 'vwx', 2],
      [0, '', 0],
      [0, '', 0],
    ]);
  });
});
