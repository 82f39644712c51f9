import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEvents, passesFilter } from '../../shared/event-filter.ts';
import { EventSort, type EventFilter } from '../../shared/event-query.ts';
import { boardEvent } from '../support/board/stored-event.ts';

const event = boardEvent({
  name: 'Café Évening',
  place: 'Main hall',
  details: 'Bring a cup',
  start: '2026-12-01T18:30',
  end: '2026-12-03T00:00',
});

describe('the filter', () => {
  it.each<[EventFilter, boolean]>([
    [{ q: 'CAFE cup' }, true],
    [{ q: 'cafe tea' }, false],
    [{ q: '  ' }, true],
    [{ q: 'lena' }, true],
    [{ name: 'cafe evening' }, true],
    [{ name: 'cafe' }, false],
    [{ author: 'LENA' }, true],
    [{ author: 'len' }, false],
    [{ from: '2026-12-01', to: '2026-12-01' }, true],
    [{ to: '2026-11-30' }, false],
    [{ from: '2026-12-02' }, true],
    // It ends at midnight, so the third is not one of its days.
    [{ from: '2026-12-03' }, false],
  ])('[LIST-1] %j → %s', (filter, passes) => {
    expect(passesFilter(event, filter)).toBe(passes);
  });

  it('[LIST-1] an all-day event is on its last day, too', () => {
    const fair = boardEvent({ start: '2026-12-05', end: '2026-12-06' });
    const days = ['2026-12-04', '2026-12-05', '2026-12-06', '2026-12-07'];
    expect(days.map((day) => passesFilter(fair, { from: day, to: day }))).toEqual([false, true, true, false]);
  });

  it('[LIST-1] an event without a length is on its day, even at midnight', () => {
    expect(
      passesFilter(boardEvent({ start: '2026-12-05T00:00', end: null }), { from: '2026-12-05', to: '2026-12-05' }),
    ).toBe(true);
  });
});

it('[LIST-2] every order is total, and descending is its reverse', () => {
  const some = fc
    .record({
      id: fc.constantFrom(...'abcd').map((digit) => digit.repeat(24)),
      name: fc.constantFrom('b', 'B', 'ä', 'z'),
      startsAt: fc.constantFrom('2026-12-01T17:30:00.000Z', '2027-01-01T00:00:00.000Z'),
      createdAt: fc.constantFrom('2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'),
    })
    .map((fields) => boardEvent(fields));
  const ascending = EventSort.options.filter((sort) => !sort.startsWith('-'));
  fc.assert(
    fc.property(fc.uniqueArray(some, { selector: ({ id }) => id }), fc.constantFrom(...ascending), (events, sort) => {
      const sorted = [...events].sort(compareEvents(sort));
      expect([...events].reverse().sort(compareEvents(sort))).toEqual(sorted);
      expect([...events].sort(compareEvents(`-${sort}` as EventSort))).toEqual([...sorted].reverse());
    }),
  );
});
