import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doneOn, isBlock, layDay, rangeOn } from '../../../../client/board/week/week-layout.ts';
import { addDays } from '../../../../shared/days.ts';
import { boardEvent } from '../../../support/board/stored-event.ts';

const day = '2026-11-26';
/** Before all events, so that none runs. */
const before = new Date('2026-11-01T00:00:00Z');
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** A time, in minutes from the day's midnight; it may be on the day before or after. */
const at = (minutes: number): string => {
  const days = Math.floor(minutes / 1440);
  return `${addDays(day, days)}T${clock(minutes - days * 1440)}`;
};
const some = fc
  .array(
    fc.record({
      from: fc.integer({ min: -1000, max: 1439 }),
      length: fc.integer({ min: 0, max: 1439 }),
      ends: fc.boolean(),
      cancelled: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list
      .map(({ from, length, ends, cancelled }, n) => {
        const start = ends ? from : Math.max(0, from);
        return boardEvent({ id: String(n), start: at(start), end: ends ? at(start + length) : null, cancelled });
      })
      .filter(({ start, end }) => start >= day || (end ?? start) > `${day}T00:00`),
  );

describe('a day of the week view', () => {
  it('[PAGE-61] has each event once, as a block or folded', () => {
    fc.assert(
      fc.property(some, (events) => {
        const { blocks, folded } = layDay(day, events, before);
        const ids = [
          ...blocks.map(({ event }) => event.id),
          ...folded.flatMap((one) => one.events.map(({ id }) => id)),
        ];
        expect(ids.sort()).toEqual(events.map(({ id }) => id).sort());
      }),
    );
  });

  it('[PAGE-61] has no blocks that overlap, and counts of folded events that do not either', () => {
    fc.assert(
      fc.property(some, (events) => {
        const { blocks, folded } = layDay(day, events, before);
        const meet = (one: { from: number; to: number }, other: { from: number; to: number }) =>
          one.from < other.to && other.from < one.to;
        for (const [n, block] of blocks.entries()) {
          expect([block.from >= 0, block.to <= 1440, block.to - block.from >= 30]).toEqual([true, true, true]);
          for (const other of blocks.slice(n + 1).filter((one) => meet(one, block)))
            expect([block.lanes, other.lanes, block.lane === other.lane]).toEqual([2, 2, false]);
        }
        for (const [n, one] of folded.entries()) {
          for (const other of folded.slice(n + 1)) expect(meet(one, other)).toBe(false);
          for (const block of blocks.filter((each) => meet(each, one))) expect(block.beside).toBe(true);
        }
      }),
    );
  });

  it('[PAGE-61] folds what is third at its time: cancelled events first, pinned ones last', () => {
    const event = (id: string, from: string, to: string, how = {}) =>
      boardEvent({ id, start: `${day}T${from}`, end: `${day}T${to}`, ...how });
    const all = [
      event('off', '15:00', '18:00', { cancelled: true }),
      event('café', '15:00', '18:00'),
      event('football', '15:00', '16:30'),
      event('chess', '15:30', '16:15'),
      event('fair', '16:00', '16:30', { pinned: true }),
      event('council', '17:00', '18:00'),
      event('choir', '19:00', '21:00'),
    ];
    const { blocks, folded } = layDay(day, all, before);
    expect(blocks.map((one) => [one.event.id, one.lane, one.lanes, one.beside])).toEqual([
      ['fair', 0, 2, true],
      ['café', 1, 2, true],
      ['council', 0, 2, true],
      ['choir', 0, 1, false],
    ]);
    expect(folded.map(({ from, to, events }) => [clock(from), clock(to), events.map(({ id }) => id)])).toEqual([
      ['15:00', '18:00', ['football', 'off', 'chess']],
    ]);
  });

  it('[PAGE-71] draws what runs before pinned events that have not begun, unless it is cancelled', () => {
    const event = (id: string, from: string, to: string, how = {}) =>
      boardEvent({
        id,
        start: `${day}T${from}`,
        end: `${day}T${to}`,
        startsAt: `${day}T${from}:00.000Z`,
        endsAt: `${day}T${to}:00.000Z`,
        ...how,
      });
    const all = [
      event('council', '16:00', '18:00', { pinned: true }),
      event('fair', '16:00', '17:00', { pinned: true }),
      event('football', '15:00', '16:30'),
      event('chess', '15:00', '16:30', { cancelled: true }),
    ];
    const drawnAt = (time: string) =>
      layDay(day, all, new Date(`${day}T${time}:00Z`)).blocks.map((one) => one.event.id);
    expect([drawnAt('14:00'), drawnAt('15:30'), drawnAt('16:45')]).toEqual([
      ['council', 'fair'],
      ['football', 'council'],
      ['council', 'fair'],
    ]);
  });

  it('[PAGE-61] shows an event over midnight on both days, and one that lasts a day or longer as a bar', () => {
    const night = { start: '2026-11-26T22:00', end: '2026-11-27T02:00' };
    expect([isBlock(night), rangeOn('2026-11-26', night), rangeOn('2026-11-27', night)]).toEqual([
      true,
      { from: 1320, to: 1440 },
      { from: 0, to: 120 },
    ]);
    expect(
      [
        { start: day, end: null },
        { start: `${day}T18:00`, end: null },
        { start: `${day}T18:00`, end: '2026-11-27T17:59' },
        { start: `${day}T18:00`, end: '2026-11-27T18:00' },
      ].map(isBlock),
    ).toEqual([false, true, true, false]);
    // What has hardly any length, or begins just before midnight, still has a line.
    expect(
      ['00:00', '23:55'].map((time) => {
        const late = boardEvent({ start: `${day}T${time}`, end: null });
        const [{ from, to } = { from: 0, to: 0 }] = layDay(day, [late], before).blocks;
        return [from, to];
      }),
    ).toEqual([
      [0, 60],
      [1410, 1440],
    ]);
  });

  it('[PAGE-61] fills up the event that runs, over midnight one day after the other', () => {
    const night = boardEvent({
      start: '2026-11-26T22:00',
      end: '2026-11-27T02:00',
      startsAt: '2026-11-26T21:00:00.000Z',
      endsAt: '2026-11-27T01:00:00.000Z',
    });
    const done = (time: string) =>
      ['2026-11-26', '2026-11-27'].map((one) => doneOn(one, night, new Date(`2026-11-${time}:00Z`)));
    expect([done('26T21:00'), done('26T22:00'), done('26T23:00'), done('27T00:30'), done('27T01:00')]).toEqual([
      [0, 0],
      [0.5, 0],
      [1, 0],
      [1, 0.75],
      [1, 1],
    ]);
  });
});
