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

export const Day = z
  .string()
  .check(z.refine(isDay, { error: 'Must be a day such as 2026-12-01.' }), z.meta({ format: 'date' }));

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
