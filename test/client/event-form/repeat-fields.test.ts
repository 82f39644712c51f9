import { describe, expect, it } from 'vitest';
import { checkEvent } from '../../../client/event-form/check-event.ts';
import {
  emptyValues,
  isEmpty,
  newEventOf,
  writtenOf,
  type FormValues,
} from '../../../client/event-form/form-values.ts';
import { withRepeatDefaults } from '../../../client/event-form/repeat-defaults.ts';
import { weekdayOfMonth } from '../../../client/words/repeat-words.ts';
import { otherDates } from '../../../client/event/other-dates.ts';
import { boardEvent } from '../../support/board/stored-event.ts';

const fields: FormValues = { ...emptyValues, name: 'Choir', day: '2027-04-13', time: '18:30' };

describe('how an event repeats, in its form', () => {
  it.each<[Partial<FormValues>, unknown]>([
    [
      { repeats: 'week', repeatTimes: '10' },
      { every: 'week', count: 10 },
    ],
    [
      { repeats: 'week2', repeatEnds: 'day', repeatUntil: '2027-06-30', repeatTimes: '10' },
      { every: 'week', interval: 2, until: '2027-06-30' },
    ],
    [
      { repeats: 'date', repeatTimes: '6' },
      { every: 'month', by: 'date', count: 6 },
    ],
    [
      { repeats: 'weekday', repeatTimes: '6' },
      { every: 'month', by: 'weekday', count: 6 },
    ],
    [{ repeatTimes: '6' }, undefined],
  ])('[PAGE-22] %j is sent to the server', (given, repeat) => {
    const posted: { repeat?: unknown } = newEventOf({ ...fields, ...given });
    expect(posted.repeat).toEqual(repeat);
    expect(checkEvent({ ...fields, ...given }, 'Europe/Berlin', 'Lena')).toEqual([]);
    expect(writtenOf({ ...fields, ...given })).not.toHaveProperty('repeat');
  });

  it.each<[Partial<FormValues>, string, RegExp]>([
    [{ repeatTimes: '' }, 'repeat.count', /how many times/],
    [{ repeatTimes: '1' }, 'repeat.count', /2 or more/],
    [{ repeatTimes: '2.5' }, 'repeat.count', /how many/],
    [{ repeatTimes: '500' }, 'repeat.count', /at most 200/],
    [{ repeatEnds: 'day' }, 'repeat.until', /last day/],
  ])('[PAGE-22] %j is refused at its field', (given, path, message) => {
    expect(checkEvent({ ...fields, repeats: 'week', ...given }, 'Europe/Berlin', 'Lena')).toEqual([
      { path, message: expect.stringMatching(message) as string },
    ]);
  });

  it('[PAGE-22] the end is filled in once, and stays empty if it is emptied', () => {
    const weekly = withRepeatDefaults({ ...fields, repeats: 'week' }, 'repeats');
    expect(weekly.repeatTimes).toBe('10');
    expect(withRepeatDefaults({ ...fields, repeats: 'weekday' }, 'repeats').repeatTimes).toBe('6');
    expect(withRepeatDefaults({ ...weekly, repeatTimes: '' }, 'repeatTimes').repeatTimes).toBe('');
    expect(withRepeatDefaults({ ...weekly, repeatEnds: 'day' }, 'repeatEnds').repeatUntil).toBe('2027-07-13');
    expect(withRepeatDefaults(fields, 'name')).toBe(fields);
    expect(isEmpty(weekly)).toBe(false);
  });

  it('[PAGE-22] a weekday of the month has the server’s meaning', () => {
    expect(['2027-04-13', '2027-04-01', '2027-04-30', '2027-04-22'].map(weekdayOfMonth)).toEqual([
      'second Tuesday',
      'first Thursday',
      'last Friday',
      'fourth Thursday',
    ]);
  });

  it('[PAGE-22] the other dates are the upcoming ones of the series, in order', () => {
    const series = { id: 'a'.repeat(24), rule: '', occurrence: '2026-12-01T18:30' };
    const date = (id: string, startsAt: string, more = {}) =>
      boardEvent({ id, startsAt, endsAt: startsAt, series, ...more });
    const [over, one, two, three] = [
      date('0', '2026-11-01T10:00:00.000Z'),
      date('1', '2026-12-01T10:00:00.000Z'),
      date('2', '2026-12-08T10:00:00.000Z', { cancelled: true }),
      date('3', '2026-12-15T10:00:00.000Z'),
    ];
    const alone = boardEvent({ id: '4' });
    const others = date('5', '2026-12-15T10:00:00.000Z', { series: { ...series, id: 'b'.repeat(24) } });
    const at = new Date('2026-11-24T10:00:00Z');
    expect(otherDates(one, [three, two, one, over, alone, others], at).map(({ id }) => id)).toEqual(['2', '3']);
    expect(otherDates(alone, [one, alone], at)).toEqual([]);
  });
});
