import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AgendaBuilder, countEvents } from '../../client/state/agenda.ts';
import { passesFilter } from '../../shared/event-filter.ts';
import { LiveSet, type Change } from '../../shared/live-set.ts';
import { boardEvent } from '../support/stored-event.ts';

const today = '2026-11-23';
const id = fc.constantFrom(...'abcdef').map((digit) => digit.repeat(24));
const start = fc.constantFrom('2026-11-20', '2026-11-22T23:00', '2026-11-23', '2026-11-23T09:00', '2026-12-01T18:30');
const end = fc.constantFrom(null, '2026-11-23', '2026-12-02', '2026-11-23T08:00', '2026-11-23T00:00');
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ put: fc.record({ id, start, end, pinned: fc.boolean(), name: fc.constantFrom('Choir', 'Chess') }).map((fields) => boardEvent(fields)) }),
  fc.record({ remove: id }),
);

describe('the agenda', () => {
  it('[PAGE-1] built change by change is the one built anew, and holds what passes the filter', () => {
    fc.assert(fc.property(fc.array(change, { maxLength: 40 }), fc.constantFrom({}, { q: 'choir' }), (changes, filter) => {
      const [builder, set] = [new AgendaBuilder(), new LiveSet()];
      builder.reset([], today, filter);
      for (const step of changes) {
        builder.apply([step]);
        // Between changes pages are drawn, and what was drawn is kept.
        builder.build();
        set.apply(step);
      }
      const anew = new AgendaBuilder();
      anew.reset(set.values(), today, filter);
      const agenda = builder.build();
      expect(agenda).toEqual(anew.build());
      const shown = [...agenda.upcoming, ...agenda.past].flatMap(({ events }) => events.map((event) => event.id));
      expect(shown.sort()).toEqual([...set.values()].filter((event) => passesFilter(event, filter)).map((event) => event.id).sort());
    }));
  });

  it('[PAGE-1] is upcoming from today on, past from yesterday back; what goes on stands under today', () => {
    const builder = new AgendaBuilder();
    builder.reset([
      boardEvent({ id: 'a'.repeat(24), start: '2026-11-20', end: '2026-11-24' }),
      boardEvent({ id: 'b'.repeat(24), start: '2026-11-20', end: '2026-11-22' }),
      boardEvent({ id: 'c'.repeat(24), start: '2026-11-21T10:00' }),
      boardEvent({ id: 'd'.repeat(24), start: '2026-12-01T10:00' }),
    ], today);
    const { upcoming, past } = builder.build();
    expect(upcoming.map(({ day, events }) => [day, events[0]!.id[0]])).toEqual([['2026-11-23', 'a'], ['2026-12-01', 'd']]);
    expect(past.map(({ day, events }) => [day, events[0]!.id[0]])).toEqual([['2026-11-21', 'c'], ['2026-11-20', 'b']]);
  });

  it('[PAGE-1] within a day: pinned, all day, then by the clock', () => {
    const builder = new AgendaBuilder();
    builder.reset([
      boardEvent({ id: 'a'.repeat(24), start: '2026-11-23T18:00' }),
      boardEvent({ id: 'b'.repeat(24), start: '2026-11-23T09:00' }),
      boardEvent({ id: 'c'.repeat(24), start: '2026-11-23' }),
      boardEvent({ id: 'd'.repeat(24), start: '2026-11-23T20:00', pinned: true }),
    ], today);
    expect(builder.build().upcoming[0]!.events.map((event) => event.id[0]).join('')).toBe('dcba');
  });

  it('[PAGE-1] a day that has not changed is the very same object, so that nothing of it is drawn again', () => {
    const builder = new AgendaBuilder();
    builder.reset([boardEvent({ id: 'a'.repeat(24), start: '2026-11-23' }), boardEvent({ id: 'b'.repeat(24), start: '2026-12-01' })], today);
    const before = builder.build();
    builder.apply([{ put: boardEvent({ id: 'c'.repeat(24), start: '2026-12-01' }) }]);
    const after = builder.build();
    expect(after.upcoming[0]).toBe(before.upcoming[0]);
    expect(after.upcoming[1]).not.toBe(before.upcoming[1]);
  });

  it('[PAGE-1] a limit counts events, from the first on', () => {
    const builder = new AgendaBuilder();
    builder.reset(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-01'].map((day, n) => boardEvent({ id: String(n).repeat(24), start: day })), today);
    const { upcoming, past } = builder.build(2);
    expect([countEvents(upcoming), countEvents(past)]).toEqual([2, 0]);
  });
});
