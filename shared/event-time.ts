import * as z from 'zod/mini';

/**
 * An event's `start` and `end` say a day or a local time, never only an instant: `2026-12-01` is all day,
 * `2026-12-01T18:30` a local time in the event's `timeZone`. Both forms compare as text.
 */
const localDate = z.iso.date();
const localTimePattern = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d$/;

export function isAllDay(time: string): boolean {
  return !time.includes('T');
}

/** The day of a start or end, `2026-12-01`. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** The time of day of a start or end, `18:30`; null when it is all day. */
export function timeOfDay(time: string): string | null {
  return isAllDay(time) ? null : time.slice(11);
}

function isLocalTime(value: string): boolean {
  if (localDate.safeParse(value).success) return true;
  const day = localTimePattern.exec(value)?.[1];
  return day !== undefined && localDate.safeParse(day).success;
}

export const EventTime = z.string().check(
  z.refine(isLocalTime, { error: 'Must be a day such as 2026-12-01 or a local time such as 2026-12-01T18:30.' }),
  z.meta({ pattern: '^\\d{4}-\\d{2}-\\d{2}(T([01]\\d|2[0-3]):[0-5]\\d)?$', examples: ['2026-12-01', '2026-12-01T18:30'] }),
);

export const Day = z.iso.date({ error: 'Must be a day such as 2026-12-01.' });

function isTimeZone(value: string): boolean {
  if (!/^[A-Za-z]/.test(value)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

export const TimeZone = z.string().check(
  z.refine(isTimeZone, { error: 'Must be an IANA time zone such as Europe/Berlin.' }),
  z.meta({ examples: ['Europe/Berlin'] }),
);

type Times = { start: string; end?: string | null | undefined };

/** What is wrong with an event's end, or null. An all-day end is the last day, inclusive; so it may equal the start. */
export function endProblem({ start, end }: Times): string | null {
  if (end == null) return null;
  if (isAllDay(start) !== isAllDay(end)) return 'Start and end must both be days, or both be times.';
  if (end < start) return 'Must not be before the start.';
  return null;
}

/**
 * The first day of an event and the moment up to which it lasts, in its own local time, as texts that compare:
 * an event overlaps the days `from`…`to` when `firstDay <= to` and `lastsUntil > from + 'T00:00'`. So an
 * all-day event keeps its day whatever the zone, and one that ends at midnight does not reach into the next day.
 */
export function localSpan({ start, end }: Times): { firstDay: string; lastsUntil: string } {
  const last = end ?? start;
  if (isAllDay(last)) return { firstDay: start, lastsUntil: `${last}T24:00` };
  // An event without a length still takes place: one second keeps it on its day even at midnight.
  return { firstDay: dayOf(start), lastsUntil: last > start ? last : `${start}:01` };
}
