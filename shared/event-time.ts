import * as z from 'zod/mini';
import { isDay } from './local-time.ts';

/**
 * An event's `start` and `end` are a day or a local time, never an instant: `2026-12-01` is all day,
 * `2026-12-01T18:30` a local time in the event's `timeZone`. Both forms compare as text.
 */
const localTimePattern = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d$/;

function isLocalTime(value: string): boolean {
  if (isDay(value)) return true;
  const day = localTimePattern.exec(value)?.[1];
  return day !== undefined && isDay(day);
}

export const EventTime = z.string().check(
  z.refine(isLocalTime, { error: 'Must be a day such as 2026-12-01 or a local time such as 2026-12-01T18:30.' }),
  z.meta({
    pattern: '^\\d{4}-\\d{2}-\\d{2}(T([01]\\d|2[0-3]):[0-5]\\d)?$',
    examples: ['2026-12-01', '2026-12-01T18:30'],
  }),
);

/**
 * Years that people plan in. Below, a two-digit year is a slip; calendars write four digits, and no zone may move a day
 * beyond them.
 */
const years = { first: 1900, last: 9998 };

export function isPlannable(time: string): boolean {
  const year = Number(time.slice(0, 4));
  return year >= years.first && year <= years.last;
}

// A text that is no day has its own message already.
const plannable = z.refine<string>((time) => !isDay(time.slice(0, 10)) || isPlannable(time), {
  error: `The year must be from ${years.first} to ${years.last}.`,
});

/** An `EventTime` that a person writes. Stored ones may be of any year. */
export const PlannedTime = EventTime.check(plannable);

export const Day = z
  .string()
  .check(z.refine(isDay, { error: 'Must be a day such as 2026-12-01.' }), z.meta({ format: 'date' }));

/** A `Day` that a person writes. */
export const PlannedDay = Day.check(plannable);

function isTimeZone(value: string): boolean {
  if (!/^[A-Za-z]/.test(value)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

export const TimeZone = z
  .string()
  .check(
    z.refine(isTimeZone, { error: 'Must be an IANA time zone such as Europe/Berlin.' }),
    z.meta({ examples: ['Europe/Berlin'] }),
  );
