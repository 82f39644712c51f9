import { afterEach, describe, expect, it, vi } from 'vitest';
import { icalendarPieces, icalendarOf } from '../../../server/calendars/icalendar.ts';
import { ZoneChanges } from '../../../server/calendars/zone-changes.ts';
import { instantsOf } from '../../../server/events/event-instants.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { boardEvent } from '../../support/board/stored-event.ts';

function eventAt(start: string, timeZone: string, n = 0): BoardEvent {
  const times = { start, end: null, timeZone };
  return boardEvent({ id: n.toString(16).padStart(24, '0'), ...times, ...instantsOf(times) });
}

const options = { title: 'Main', baseUrl: 'https://board.example' };

/** Runs a generator to its end and counts its steps. */
function run<T>(steps: Generator<unknown, T>): { result: T; count: number } {
  for (let count = 0; ; count += 1) {
    const step = steps.next();
    if (step.done === true) return { result: step.value, count };
  }
}

describe('the zones of a calendar', () => {
  afterEach(() => vi.restoreAllMocks());

  it('[CAL-9] a zone’s clock changes are looked up one by one, and once', () => {
    const changes = new ZoneChanges('Africa/Casablanca');
    const [after, through] = [Date.parse('2020-01-01T00:00Z'), Date.parse('2030-01-01T00:00Z')];
    const first = run(changes.between(after, through));
    expect(first.result.length).toBeGreaterThan(15);
    expect(first.count).toBeGreaterThanOrEqual(first.result.length);
    expect(run(changes.between(after, through))).toEqual({ result: first.result, count: 0 });
    const later = run(changes.between(after, Date.parse('2031-01-01T00:00Z')));
    expect([later.result.length > first.result.length, later.count < first.count]).toEqual([true, true]);
  });

  it('[CAL-9] a calendar of many odd zones is made in steps, fewer the second time', () => {
    // Each had summer time then, and has none now.
    const were = [
      ['America/Sao_Paulo', '1985-12-15T03:30'],
      ['Asia/Shanghai', '1988-07-03T03:30'],
      ['Asia/Hong_Kong', '1975-07-03T03:30'],
      ['America/Argentina/Buenos_Aires', '1990-01-15T03:30'],
    ] as const;
    const events = were.flatMap(([zone, start], n) => [
      eventAt(start, zone, n),
      eventAt('2029-07-03T03:30', zone, n + 9),
    ]);
    const [first, second] = [1, 2].map(() => [...icalendarPieces(events, options)]);
    expect(second!.join('')).toBe(first!.join(''));
    const changes = first!.join('').match(/^TZOFFSETTO/gm)!.length;
    expect(first!.length - second!.length).toBeGreaterThanOrEqual(changes - were.length);
    expect(changes).toBeGreaterThan(60);
  });

  it('[CAL-9] however a zone’s name is written, it is one zone, and an unknown one writes nothing to stderr', () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const spellings = ['Europe/Berlin', 'europe/berlin', 'EUROPE/BERLIN', 'eUROPE/bERLIN'];
    const text = icalendarOf(
      spellings.map((timeZone, n) => eventAt('2026-12-01T18:30', timeZone, n)),
      options,
    );
    expect(text.match(/^BEGIN:VTIMEZONE/gm)).toHaveLength(1);
    expect(text.match(/^DTSTART;TZID=Europe\/Berlin:20261201T183000/gm)).toHaveLength(4);
    expect(icalendarOf([eventAt('2026-12-01T18:30', 'SystemV/PST8')], options)).toContain('DTSTART:20261202T023000Z');
    expect(complaint).not.toHaveBeenCalled();
  });

  it('[CAL-9] times before 1970 and more than 30 years ahead are written as instants', () => {
    const text = icalendarOf(
      [eventAt('1969-12-31T18:30', 'Europe/Berlin', 1), eventAt('2500-07-01T18:30', 'Europe/Berlin', 2)],
      options,
    );
    expect(text).toContain('DTSTART:19691231T173000Z');
    expect(text).toContain('DTSTART:25000701T163000Z');
    expect(text).not.toContain('VTIMEZONE');
    expect(icalendarOf([eventAt('1970-01-01T18:30', 'Europe/Berlin')], options)).toContain(
      'DTSTART;TZID=Europe/Berlin:19700101T183000',
    );
  });
});
