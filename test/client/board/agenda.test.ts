import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../shared/days.ts';
import { AgendaBuilder, agendaDay, countEvents, leadOf } from '../../../client/board/agenda.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { passesFilter } from '../../../shared/event-filter.ts';
import { LiveSet, type Change } from '../../../shared/live-set.ts';
import { boardEvent } from '../../support/board/stored-event.ts';

const today = '2026-11-23';
const id = fc.constantFrom(...'abcdef').map((digit) => digit.repeat(24));
const start = fc.constantFrom('2026-11-20', '2026-11-22T23:00', '2026-11-23', '2026-11-23T09:00', '2026-12-01T18:30');
const end = fc.constantFrom(null, '2026-11-23', '2026-12-02', '2026-11-23T08:00', '2026-11-23T00:00');
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    put: fc
      .record({ id, start, end, pinned: fc.boolean(), name: fc.constantFrom('Choir', 'Chess') })
      .map((fields) => boardEvent(fields)),
  }),
  fc.record({ remove: id }),
);

describe('the agenda', () => {
  it('[PAGE-51] the event that runs now, or comes next, leads, whether it is pinned or not', () => {
    const now = new Date('2026-11-23T14:20:00Z');
    const at = (digit: string, begins: string, overrides: Partial<BoardEvent> = {}): BoardEvent => {
      const isTimed = begins.includes('T');
      const startsAt = new Date(isTimed ? `${begins}Z` : `${begins}T00:00Z`);
      const endsAt = new Date(startsAt.getTime() + (isTimed ? 3_600_000 : 86_400_000));
      const times = { start: begins, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
      return boardEvent({ id: digit.repeat(24), timeZone: 'UTC', ...times, ...overrides });
    };
    const pinned = { pinned: true };
    for (const [events, expected] of [
      [[at('a', '2026-11-23T15:00', pinned), at('b', '2026-11-24T19:00')], 'a'],
      [[at('a', '2026-11-23T15:00', pinned), at('b', '2026-11-23T14:00')], 'b'],
      [[at('a', '2026-11-23T14:00', pinned), at('b', '2026-11-23T15:00')], 'a'],
      [[at('a', '2026-12-20T09:00', pinned), at('b', '2026-11-24')], 'b'],
      [[at('a', '2026-11-23', pinned), at('b', '2026-11-23T19:00')], 'b'],
      [[at('a', '2026-11-23T15:00', { ...pinned, cancelled: true }), at('b', '2026-11-25T19:00')], 'b'],
      [[at('a', '2026-11-26', pinned)], 'a'],
      [[at('a', '2026-11-23T15:00', { cancelled: true })], undefined],
    ] as const) {
      const builder = new AgendaBuilder({ pinnedFirst: true });
      builder.reset([...events], '2026-11-23');
      expect(leadOf(builder.build(), now, '2026-11-23')[0]).toBe(expected);
    }
  });

  it('[PAGE-51] pinned events that are not over stand before all days, once, also after each change', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const [builder, set] = [new AgendaBuilder({ pinnedFirst: true }), new LiveSet()];
        builder.reset([], today);
        for (const step of changes) {
          builder.apply([step]);
          builder.build();
          builder.buildUnfolded();
          set.apply(step);
        }
        const { upcoming, past } = builder.build();
        const first = upcoming.find(({ pinned }) => pinned === true);
        const days = upcoming.filter((group) => group !== first);
        expect(upcoming.indexOf(first!)).toBeLessThan(1);
        const toCome = [...set.values()].filter((event) => agendaDay(event, today) >= today);
        expect(new Set(first?.events)).toEqual(new Set(toCome.filter(({ pinned }) => pinned)));
        expect([...days, ...past].every(({ day }) => day !== '')).toBe(true);
        const shown = [...upcoming, ...past].flatMap(({ events }) => events.map((event) => event.id));
        expect(shown.sort()).toEqual([...set.values()].map((event) => event.id).sort());
        const scratch = new AgendaBuilder({ pinnedFirst: true });
        scratch.reset(set.values(), today);
        expect(builder.build()).toEqual(scratch.build());
        const everyDate = builder.buildUnfolded();
        expect(everyDate.upcoming.flatMap(({ events }) => events.map((event) => event.id)).sort()).toEqual(
          shown.sort(),
        );
        expect(everyDate).toEqual(scratch.buildUnfolded());
      }),
    );
  });

  it('[PAGE-1] built change by change equals one built from scratch, and has the events that pass the filter', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), fc.constantFrom({}, { q: 'choir' }), (changes, filter) => {
        const [builder, set] = [new AgendaBuilder(), new LiveSet()];
        builder.reset([], today, filter);
        for (const step of changes) {
          builder.apply([step]);
          // Builds between changes, because built days are reused.
          builder.build();
          set.apply(step);
        }
        const scratch = new AgendaBuilder();
        scratch.reset(set.values(), today, filter);
        const agenda = builder.build();
        expect(agenda).toEqual(scratch.build());
        const shown = [...agenda.upcoming, ...agenda.past].flatMap(({ events }) => events.map((event) => event.id));
        expect(shown.sort()).toEqual(
          [...set.values()]
            .filter((event) => passesFilter(event, filter))
            .map((event) => event.id)
            .sort(),
        );
      }),
    );
  });

  it('[PAGE-1] has upcoming days from today on, past ones from yesterday back; a continuing event is under today', () => {
    const builder = new AgendaBuilder();
    builder.reset(
      [
        boardEvent({ id: 'a'.repeat(24), start: '2026-11-20', end: '2026-11-24' }),
        boardEvent({ id: 'b'.repeat(24), start: '2026-11-20', end: '2026-11-22' }),
        boardEvent({ id: 'c'.repeat(24), start: '2026-11-21T10:00' }),
        boardEvent({ id: 'd'.repeat(24), start: '2026-12-01T10:00' }),
      ],
      today,
    );
    const { upcoming, past } = builder.build();
    expect(upcoming.map(({ day, events }) => [day, events[0]!.id[0]])).toEqual([
      ['2026-11-23', 'a'],
      ['2026-12-01', 'd'],
    ]);
    expect(past.map(({ day, events }) => [day, events[0]!.id[0]])).toEqual([
      ['2026-11-21', 'c'],
      ['2026-11-20', 'b'],
    ]);
  });

  it('[PAGE-1] within a day: pinned, all day, then by time', () => {
    const builder = new AgendaBuilder();
    builder.reset(
      [
        boardEvent({ id: 'a'.repeat(24), start: '2026-11-23T18:00' }),
        boardEvent({ id: 'b'.repeat(24), start: '2026-11-23T09:00' }),
        boardEvent({ id: 'c'.repeat(24), start: '2026-11-23' }),
        boardEvent({ id: 'd'.repeat(24), start: '2026-11-23T20:00', pinned: true }),
      ],
      today,
    );
    expect(
      builder
        .build()
        .upcoming[0]!.events.map((event) => event.id[0])
        .join(''),
    ).toBe('dcba');
  });

  it('[PAGE-1] an unchanged day is the same object, so that it is not drawn again', () => {
    const builder = new AgendaBuilder();
    builder.reset(
      [
        boardEvent({ id: 'a'.repeat(24), start: '2026-11-23' }),
        boardEvent({ id: 'b'.repeat(24), start: '2026-12-01' }),
      ],
      today,
    );
    const before = builder.build();
    builder.apply([{ put: boardEvent({ id: 'c'.repeat(24), start: '2026-12-01' }) }]);
    const after = builder.build();
    expect(after.upcoming[0]).toBe(before.upcoming[0]);
    expect(after.upcoming[1]).not.toBe(before.upcoming[1]);
  });

  it('[PAGE-1] a limit counts events, from the first on', () => {
    const builder = new AgendaBuilder();
    builder.reset(
      ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-01'].map((day, n) =>
        boardEvent({ id: String(n).repeat(24), start: day }),
      ),
      today,
    );
    const { upcoming, past } = builder.build(2);
    expect([countEvents(upcoming), countEvents(past)]).toEqual([2, 0]);
  });
});

/** The dates of a weekly club; `first` is its first upcoming date. */
function weekly(count: number, change: (index: number) => Partial<BoardEvent> = () => ({})): BoardEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const day = addDays('2026-11-24', 7 * index);
    const start = `${day}T16:00`;
    return boardEvent({
      id: String(index + 1).padStart(24, '0'),
      start,
      startsAt: `${start}:00.000Z`,
      series: { id: '0'.repeat(23) + '1', rule: 'FREQ=WEEKLY', occurrence: start },
      ...change(index),
    });
  });
}

function shownOf(builder: AgendaBuilder): { numbers: number[]; more: [number, number][] } {
  const { upcoming } = builder.build();
  return {
    numbers: upcoming.flatMap(({ events }) => events.map(({ id: one }) => Number(one))),
    more: upcoming.flatMap(({ moreDates }) =>
      [...(moreDates ?? [])].map(([one, count]): [number, number] => [Number(one), count]),
    ),
  };
}

/** The day that an event was listed under, if any. */
function daysOfEvent(event: BoardEvent | undefined): string[] {
  return event === undefined ? [] : [agendaDay(event, today)];
}

function folding(events: BoardEvent[]): AgendaBuilder {
  const builder = new AgendaBuilder();
  builder.reset(events, today, {}, 'next');
  return builder;
}

describe('repeating events on the agenda', () => {
  const seriesOf = (series: string, occurrence: string) => ({ id: series.repeat(24), rule: '', occurrence });
  const dates = ['2026-11-20', '2026-11-23', '2026-11-24', '2026-11-25', '2026-12-01', '2026-12-08', '2026-12-15'];
  const occurring = fc
    .record({
      id: fc.constantFrom(...'0123456789abcdef').map((digit) => digit.repeat(24)),
      series: fc.constantFrom('a', 'b', null),
      day: fc.constantFrom(...dates),
      moved: fc.boolean(),
      cancelled: fc.boolean(),
    })
    .map(({ id: one, series, day, moved, cancelled }) =>
      boardEvent({
        id: one,
        start: day,
        startsAt: `${day}T00:00:00.000Z`,
        cancelled,
        series: series === null ? null : seriesOf(series, moved ? '2026-11-30' : day),
      }),
    );
  const step: fc.Arbitrary<Change | { unfold: string }> = fc.oneof(
    { weight: 8, arbitrary: occurring.map((put) => ({ put })) },
    { weight: 2, arbitrary: fc.constantFrom(...'0123456789abcdef').map((digit) => ({ remove: digit.repeat(24) })) },
    { weight: 1, arbitrary: fc.constantFrom('a', 'b').map((series) => ({ unfold: series.repeat(24) })) },
  );

  it('[PAGE-26] folded change by change equals folded from scratch; an unchanged day is the same object', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const [builder, set, unfolded] = [folding([]), new LiveSet(), new Set<string>()];
        let before = builder.build();
        for (const one of steps) {
          const gone = new Set('unfold' in one ? [] : daysOfEvent(set.get('put' in one ? one.put.id : one.remove)));
          if ('unfold' in one) {
            unfolded.add(one.unfold);
            builder.unfold(one.unfold);
          } else {
            builder.apply([one]);
            set.apply(one);
          }
          const scratch = folding([...set.values()]);
          for (const series of unfolded) scratch.unfold(series);
          const agenda = builder.build();
          expect(agenda).toEqual(scratch.build());
          const touched = 'put' in one ? agendaDay(one.put, today) : null;
          for (const group of agenda.upcoming) {
            const known = before.upcoming.find(({ day }) => day === group.day);
            if (group.day !== touched && known !== undefined && isDeepStrictEqual(known, group) && !gone.has(group.day))
              expect(group).toBe(known);
          }
          before = agenda;
        }
        const all = new AgendaBuilder();
        all.reset(set.values(), today);
        // What is not shown is counted, and nothing else is left out.
        const { upcoming, past } = builder.build();
        const more = upcoming.reduce(
          (sum, { moreDates }) => sum + [...(moreDates?.values() ?? [])].reduce((a, b) => a + b, 0),
          0,
        );
        expect([countEvents(upcoming) + more, countEvents(past)]).toEqual([
          countEvents(all.build().upcoming),
          countEvents(all.build().past),
        ]);
      }),
    );
  });

  it('[PAGE-26] the next three dates, and behind the third how many more there are', () => {
    const builder = folding(weekly(10));
    expect(shownOf(builder)).toEqual({ numbers: [1, 2, 3], more: [[3, 7]] });
    builder.apply([{ remove: weekly(10)[0]!.id }]);
    expect(shownOf(builder)).toEqual({ numbers: [2, 3, 4], more: [[4, 6]] });
    builder.unfold(weekly(1)[0]!.series!.id);
    expect(shownOf(builder)).toEqual({ numbers: [2, 3, 4, 5, 6, 7, 8, 9, 10], more: [] });
    // Instead of a line “1 more” there is that event.
    expect(shownOf(folding(weekly(4)))).toEqual({ numbers: [1, 2, 3, 4], more: [] });
  });

  it('[PAGE-26] dates that are over do not count, and an agenda that shows all shows all', () => {
    const past = boardEvent({
      id: 'f'.repeat(24),
      start: '2026-11-17T16:00',
      startsAt: '2026-11-17T16:00:00.000Z',
      series: weekly(1)[0]!.series,
    });
    expect(shownOf(folding([past, ...weekly(5)]))).toEqual({ numbers: [1, 2, 3], more: [[3, 2]] });
    const all = new AgendaBuilder();
    all.reset(weekly(10), today);
    expect(countEvents(all.build().upcoming)).toBe(10);
  });

  it('[PAGE-26] a date that is cancelled, moved or pinned is always shown', () => {
    const differing: Record<number, Partial<BoardEvent>> = {
      4: { cancelled: true },
      6: { pinned: true },
      8: { start: '2027-01-20T16:00', startsAt: '2027-01-20T16:00:00.000Z' },
    };
    expect(shownOf(folding(weekly(10, (index) => differing[index] ?? {})))).toEqual({
      numbers: [1, 2, 3, 5, 7, 9],
      more: [[3, 4]],
    });
  });

  it('[PAGE-26] if all of a series was cancelled, pinned or moved, that is no longer a difference', () => {
    for (const change of [{ cancelled: true }, { pinned: true }])
      expect(shownOf(folding(weekly(10, () => change)))).toEqual({ numbers: [1, 2, 3], more: [[3, 7]] });
    const later = weekly(10).map((event) => ({ ...event, start: event.start.replace('T16', 'T17') }));
    expect(shownOf(folding(later))).toEqual({ numbers: [1, 2, 3], more: [[3, 7]] });
  });

  it('[SERIES-7] the dates of another author fold by themselves, whatever series they name', () => {
    const theirs = weekly(3).map((event, index) =>
      boardEvent({
        ...event,
        id: String(21 + index).padStart(24, '0'),
        start: '2026-11-23T16:00',
        startsAt: '2026-11-23T16:00:00.000Z',
        author: { name: 'Somebody', member: false },
      }),
    );
    const builder = folding([...weekly(10), ...theirs]);
    expect(shownOf(builder)).toEqual({ numbers: expect.arrayContaining([1, 2, 3]) as number[], more: [[3, 7]] });
    builder.unfold(weekly(1)[0]!.series!.id);
    expect(shownOf(builder).numbers).toHaveLength(13);
  });

  it('[PAGE-26] a change of one series leaves the days of others alone', () => {
    const other = boardEvent({ id: 'e'.repeat(24), start: '2026-12-25' });
    const builder = folding([...weekly(10), other]);
    const before = builder.build();
    builder.apply([{ put: { ...weekly(10)[5]!, cancelled: true, version: 2 } }]);
    const after = builder.build();
    const day = (agenda: typeof after, wanted: string) => agenda.upcoming.find((group) => group.day === wanted);
    expect(day(after, '2026-12-25')).toBe(day(before, '2026-12-25'));
    expect(day(after, '2026-11-24')).toBe(day(before, '2026-11-24'));
    expect(day(after, '2026-12-08')).not.toBe(day(before, '2026-12-08'));
  });
});
