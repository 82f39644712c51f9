import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../shared/days.ts';
import {
  comesTwice,
  endMovedTo,
  existingTime,
  gapProblem,
  instantOf,
  localTimeAt,
  monthsAfter,
} from '../../shared/zoned-time.ts';

describe('local times and clock changes', () => {
  it.each([
    ['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T03:30'],
    ['2027-03-14T02:00', 'America/New_York', '2027-03-14T03:00'],
    // Half an hour.
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-04T02:45'],
    // A whole day.
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-31T12:00'],
  ])('[EVENT-13] %s in %s is skipped, and refused with the next time that exists', (time, zone, after) => {
    expect(gapProblem(time, zone)).toMatch(`There is no ${time.slice(11)} on that day in ${zone}`);
    expect(existingTime(time, zone)).toBe(after);
    expect(comesTwice(time, zone)).toBe(false);
  });

  it.each([
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-11-01T01:00', 'America/New_York', '2026-11-01T05:00:00.000Z'],
    ['2027-04-04T01:45', 'Australia/Lord_Howe', '2027-04-03T14:45:00.000Z'],
  ])('[EVENT-13] %s in %s occurs twice, and means the earlier', (time, zone, instant) => {
    expect(comesTwice(time, zone)).toBe(true);
    expect(gapProblem(time, zone)).toBeNull();
    expect(instantOf(time, zone).toISOString()).toBe(instant);
  });

  it.each([
    ['2026-10-25T03:00', 'Europe/Berlin'],
    ['2026-10-25T01:59', 'Europe/Berlin'],
    ['2026-10-25', 'Europe/Berlin'],
    ['2026-10-25T02:30', 'UTC'],
    ['2027-03-28T03:00', 'Europe/Berlin'],
  ])('[EVENT-13] %s in %s needs no note', (time, zone) => {
    expect([gapProblem(time, zone), comesTwice(time, zone), existingTime(time, zone)]).toEqual([null, false, time]);
  });

  it('[EVENT-13] days and times are those of the zone', () => {
    // That day had no midnight.
    expect(instantOf('2018-11-04', 'America/Sao_Paulo').toISOString()).toBe('2018-11-04T03:00:00.000Z');
    expect(localTimeAt(new Date('2026-11-24T11:00:00Z'), 'Pacific/Kiritimati')).toBe('2026-11-25T01:00');
    expect(monthsAfter('2026-11-30', 3)).toBe('2027-02-28');
  });

  it('[EVENT-13] days are counted without clock changes, from the first possible year to the last', () => {
    expect([addDays('2027-03-27', 1), addDays('2027-03-28', 1), addDays('9999-12-31', -1)]).toEqual([
      '2027-03-28',
      '2027-03-29',
      '9999-12-30',
    ]);
    expect([daysBetween('2027-03-27T23:59', '2027-03-28T00:00'), daysBetween('2027-03-28', '2027-03-27')]).toEqual([
      1, -1,
    ]);
    expect(instantOf(addDays('9999-12-31', 1), 'UTC').toISOString()).toBe('+010000-01-01T00:00:00.000Z');
    expect(instantOf(addDays('0000-01-01', -1), 'UTC').toISOString()).toBe('-000001-12-31T00:00:00.000Z');
  });

  it.each([
    ['2026-12-01T18:30', '2026-12-01T20:00', '2026-12-08T18:30', '2026-12-08T20:00'],
    ['2026-12-01T18:30', '2026-12-01T20:00', '2026-12-01T23:00', '2026-12-02T00:30'],
    ['2026-12-01T18:30', '2026-12-03T12:00', '2027-02-27T18:30', '2027-03-01T12:00'],
    ['2026-12-01', '2026-12-03', '2027-02-27', '2027-03-01'],
    // Over a night with a clock change, in local time.
    ['2026-12-01T22:00', '2026-12-02T06:00', '2027-03-27T22:00', '2027-03-28T06:00'],
  ])('[EVENT-13] %s to %s, moved to %s, ends %s', (start, end, to, moved) => {
    expect(endMovedTo(to, { start, end })).toBe(moved);
  });
});
