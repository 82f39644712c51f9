import { describe, expect, it } from 'vitest';
import { hasOnlyWhen, movedTo, whenIn } from '../../../client/composer/begin-at.ts';
import { emptyValues, type FormValues } from '../../../client/event-form/form-values.ts';

const read = (query: string) => whenIn(new URLSearchParams(query));
const on = { day: '2026-12-12', time: '' };

describe('a link to the form with a day', () => {
  it('[PAGE-65] says a day that exists, and a time of the clock', () => {
    expect(read('day=2026-12-12&time=15:00')).toEqual({ day: '2026-12-12', time: '15:00' });
    for (const time of ['', '24:00', '15', '15:60', '3 pm', '15:00:00'])
      expect(read(`day=2026-12-12&time=${time}`)).toEqual(on);
    for (const day of ['', '2026-02-30', '2026-12', 'tomorrow', '2026-12-12T15:00'])
      expect(read(`day=${day}&time=15:00`)).toBeNull();
  });

  it('[PAGE-65] moves what is typed: all else stays, with its length, and words for the day go', () => {
    const typed: FormValues = {
      ...emptyValues,
      sentence: 'Choir tomorrow 7–9 pm at the church hall',
      name: 'Choir',
      place: 'Church hall',
      when: 'tomorrow 7–9 pm',
      day: '2026-11-28',
      time: '19:00',
      endTime: '21:00',
      details: 'Bring water',
    };
    const moved = { ...typed, sentence: '', when: '', day: '2026-12-12' };
    expect(movedTo(typed, on)).toEqual(moved);
    expect(movedTo(typed, { ...on, time: '23:00' })).toEqual({
      ...moved,
      time: '23:00',
      endDay: '2026-12-13',
      endTime: '01:00',
    });
    const ends = (fields: Partial<FormValues>, when = on) => {
      const { day, time, endDay, endTime } = movedTo({ ...emptyValues, ...fields }, when);
      return [day, time, endDay, endTime].join(' ');
    };
    // Days stay days; an end that cannot be moved goes.
    expect(ends({ day: '2026-12-01', endDay: '2026-12-03' })).toBe('2026-12-12  2026-12-14 ');
    expect(ends({ day: '2026-12-01', endDay: '2026-12-03' }, { ...on, time: '15:00' })).toBe('2026-12-12 15:00  ');
    expect(ends({ endDay: '2026-12-03' })).toBe('2026-12-12   ');
  });

  it('[PAGE-65] alone is nothing typed', () => {
    expect(
      [emptyValues, movedTo(emptyValues, on), { ...movedTo(emptyValues, on), byHand: 'when' }].map(hasOnlyWhen),
    ).toEqual([true, true, true]);
    expect(hasOnlyWhen({ ...movedTo(emptyValues, on), name: 'Choir' })).toBe(false);
  });
});
