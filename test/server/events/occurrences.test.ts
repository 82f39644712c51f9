import { ObjectId } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { occurrenceId, occurrencesOf, rruleOf } from '../../../server/events/occurrences.ts';
import { NewEvent } from '../../../shared/event.ts';
import type { Repeat } from '../../../shared/repeat.ts';

const now = new Date('2026-11-23T12:00:00Z');

function starts(
  start: string,
  repeat: Repeat,
  { end = null, timeZone = 'Europe/Berlin' }: { end?: string | null; timeZone?: string } = {},
): string[] {
  return occurrencesOf({ start, end, timeZone }, repeat, now).map((one) =>
    one.end === null ? one.start : `${one.start}/${one.end}`,
  );
}

function refusal(start: string, repeat: Repeat): unknown {
  try {
    return starts(start, repeat);
  } catch (error) {
    return (error as { members: unknown }).members;
  }
}

describe('the occurrences of a rule', () => {
  it('[SERIES-2] a local time stays the same when clocks change; a skipped one is later by as much, on that day only', () => {
    expect(starts('2027-03-14T02:30', { every: 'week', count: 4 }, { end: '2027-03-14T04:00' })).toEqual([
      '2027-03-14T02:30/2027-03-14T04:00',
      '2027-03-21T02:30/2027-03-21T04:00',
      '2027-03-28T03:30/2027-03-28T04:00',
      '2027-04-04T02:30/2027-04-04T04:00',
    ]);
    expect(starts('2027-03-21T02:15', { every: 'week', count: 2 }, { end: '2027-03-21T03:00' })[1]).toBe(
      '2027-03-28T03:15/2027-03-28T03:15',
    );
    expect(
      occurrencesOf(
        { start: '2027-03-21T02:30', end: null, timeZone: 'Europe/Berlin' },
        { every: 'week', count: 2 },
        now,
      )[1],
    ).toEqual({ occurrence: '2027-03-28T02:30', start: '2027-03-28T03:30', end: null });
    expect(starts('2026-12-01T22:00', { every: 'week', interval: 2, count: 3 }, { end: '2026-12-02T01:00' })).toEqual([
      '2026-12-01T22:00/2026-12-02T01:00',
      '2026-12-15T22:00/2026-12-16T01:00',
      '2026-12-29T22:00/2026-12-30T01:00',
    ]);
  });

  it('[SERIES-2] months without the day are left out; a fifth weekday means the last', () => {
    expect(starts('2027-01-31', { every: 'month', count: 4 })).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
      '2027-07-31',
    ]);
    expect(starts('2026-12-08', { every: 'month', by: 'weekday', until: '2027-02-09' })).toEqual([
      '2026-12-08',
      '2027-01-12',
      '2027-02-09',
    ]);
    expect(starts('2026-12-30', { every: 'month', by: 'weekday', count: 3 })).toEqual([
      '2026-12-30',
      '2027-01-27',
      '2027-02-24',
    ]);
    expect(
      starts('2026-12-30', { every: 'month', interval: 3, by: 'weekday', count: 3 }, { end: '2027-01-01' }),
    ).toEqual(['2026-12-30/2027-01-01', '2027-03-31/2027-04-02', '2027-06-30/2027-07-02']);
  });

  it('[SERIES-2] writes its rule in the form of RFC 5545', () => {
    const times = { start: '2026-12-08T18:30', end: null, timeZone: 'Europe/Berlin' };
    expect(rruleOf({ every: 'week', interval: 2, count: 5 }, times)).toBe('FREQ=WEEKLY;INTERVAL=2;COUNT=5');
    expect(rruleOf({ every: 'month', by: 'weekday', until: '2027-06-30' }, times)).toBe(
      'FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270630T215959Z',
    );
    expect(rruleOf({ every: 'month', until: '2027-06-30' }, { ...times, start: '2026-12-08' })).toBe(
      'FREQ=MONTHLY;BYMONTHDAY=8;UNTIL=20270630',
    );
  });

  it('[SERIES-3] are at most 200, none more than two years ahead', () => {
    expect(starts('2026-12-01', { every: 'week', count: 104 })).toHaveLength(104);
    expect(starts('2020-01-01', { every: 'week', count: 200 })).toHaveLength(200);
    expect(refusal('2020-01-01', { every: 'week', until: '2026-01-01' })).toMatchObject({
      errors: [{ path: 'repeat.until', message: expect.stringContaining('more than 200') as string }],
    });
    expect(refusal('2026-12-01', { every: 'week', until: '2028-11-30' })).toMatchObject({
      errors: [{ path: 'repeat.until', message: expect.stringContaining('2028-11-23') as string }],
    });
    expect(refusal('2026-12-01', { every: 'month', count: 30 })).toMatchObject({ errors: [{ path: 'repeat.count' }] });
    expect(refusal('2026-12-01', { every: 'month', until: '2026-11-30' })).toMatchObject({
      errors: [{ path: 'repeat.until', message: 'Must not be before the start.' }],
    });
  });

  it('[SERIES-3] a rule with too little or too much in it is refused at its field', () => {
    const paths = (repeat: object): unknown =>
      NewEvent.safeParse({ name: 'Choir', start: '2026-12-01', repeat }).error?.issues.map(({ path }) =>
        path.join('.'),
      );
    expect(paths({ every: 'week' })).toEqual(['repeat.until']);
    expect(paths({ every: 'week', count: 3, until: '2027-01-01' })).toEqual(['repeat.count']);
    expect(paths({ every: 'week', by: 'weekday', count: 3 })).toEqual(['repeat.by']);
    expect(paths({ every: 'day', count: 201 })).toEqual(['repeat.every', 'repeat.count']);
    expect(paths({ every: 'week', interval: 0, count: 1.5 })).toEqual(['repeat.interval', 'repeat.count']);
  });

  it('[SERIES-1] an occurrence’s id is derived from its series', () => {
    const series = new ObjectId('6a5f5f5f5f5f5f5f5f5f5f5f');
    const id = occurrenceId(series, '2026-12-08');
    expect(occurrenceId(new ObjectId(series.toHexString()), '2026-12-08').equals(id)).toBe(true);
    expect(occurrenceId(series, '2026-12-15').equals(id)).toBe(false);
    expect(id.getTimestamp()).toEqual(series.getTimestamp());
  });
});
