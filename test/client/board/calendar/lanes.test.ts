import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsIn, covers } from '../../../../client/board/calendar/lanes.ts';
import { addDays } from '../../../../shared/days.ts';
import { boardEvent } from '../../../support/board/stored-event.ts';

const monday = '2026-11-23';
const events = fc.array(
  fc
    .record({ from: fc.integer({ min: -10, max: 12 }), days: fc.integer({ min: 0, max: 20 }), pinned: fc.boolean() })
    .map(({ from, days, pinned }) => {
      const [first, last] = [addDays(monday, from), addDays(monday, from + days)];
      return { event: boardEvent({ start: first, end: last, pinned }), first, last };
    }),
  { maxLength: 25 },
);
const week = [0, 1, 2, 3, 4, 5, 6];

describe('the bars of a week', () => {
  it('[PAGE-60] are one for each event that has a day in it, on exactly its days', () => {
    fc.assert(
      fc.property(events, (some) => {
        const bars = barsIn(monday, some);
        for (const one of some) {
          const own = week.filter((day) => addDays(monday, day) >= one.first && addDays(monday, day) <= one.last);
          const drawn = bars.filter(({ event }) => event === one.event);
          expect(drawn.map((bar) => week.filter((day) => covers(bar, day)))).toEqual(own.length === 0 ? [] : [own]);
        }
      }),
    );
  });

  it('[PAGE-60] never meet in a lane, and none stands lower than it has to', () => {
    fc.assert(
      fc.property(events, (some) => {
        const bars = barsIn(monday, some);
        for (const day of week) {
          const lanes = bars.filter((bar) => covers(bar, day)).map(({ lane }) => lane);
          expect(new Set(lanes).size).toBe(lanes.length);
        }
        for (const bar of bars) {
          for (let lane = 0; lane < bar.lane; lane += 1)
            expect(
              bars.some((other) => other.lane === lane && week.some((day) => covers(other, day) && covers(bar, day))),
            ).toBe(true);
        }
      }),
    );
  });

  it('[PAGE-60] have pinned events on top, then the earlier, then the longer ones', () => {
    const bar = (id: string, from: number, days: number, pinned = false) => {
      const [first, last] = [addDays(monday, from), addDays(monday, from + days)];
      return { event: boardEvent({ id, start: first, end: last, pinned }), first, last };
    };
    const some = [bar('short', 0, 1), bar('later', 1, 5), bar('long', 0, 6), bar('pinned', 3, 1, true)];
    expect(barsIn(monday, some).map(({ event, lane }) => [event.id, lane])).toEqual([
      ['pinned', 0],
      ['long', 1],
      ['short', 0],
      ['later', 2],
    ]);
  });
});
