import { Temporal } from 'temporal-polyfill';
import { isAllDay } from '../../shared/local-time.ts';

/**
 * The one place where local dates and times become instants, by `Temporal`. An all-day event lasts from the start
 * of its first day to the start of the day after its last; a timed one without an end has no length (RFC 5545,
 * 3.6.1). A time that a clock change brings twice is the earlier one.
 */
export type Instants = { startsAt: string; endsAt: string };
export type EventTimes = { start: string; end: string | null; timeZone: string };

export function instantsOf({ start, end, timeZone }: EventTimes): Instants {
  if (isAllDay(start)) {
    const first = Temporal.PlainDate.from(start);
    const afterLast = Temporal.PlainDate.from(end ?? start).add({ days: 1 });
    return { startsAt: iso(first.toZonedDateTime(timeZone)), endsAt: iso(afterLast.toZonedDateTime(timeZone)) };
  }
  const startsAt = iso(zoned(start, timeZone));
  return { startsAt, endsAt: end === null ? startsAt : iso(zoned(end, timeZone)) };
}

/** A sentence about a local time that a clock change skips in this zone, or null if the time exists. */
export function gapProblem(time: string, timeZone: string): string | null {
  if (isAllDay(time)) return null;
  const local = Temporal.PlainDateTime.from(time);
  const real = zoned(time, timeZone).toPlainDateTime();
  if (local.equals(real)) return null;
  return `There is no ${time.slice(11)} on that day in ${timeZone}: clocks are put forward. The time after it is ${real.toString().slice(11, 16)}.`;
}

/** The local time itself or, where a clock change skips it, the one that is as much later (RFC 5545, 3.3.5). */
export function existingTime(time: string, timeZone: string): string {
  return isAllDay(time) ? time : zoned(time, timeZone).toPlainDateTime().toString().slice(0, 16);
}

function zoned(time: string, timeZone: string): Temporal.ZonedDateTime {
  // 'compatible': a skipped time, which only another program can have stored, moves forward by the gap.
  return Temporal.PlainDateTime.from(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' });
}

function iso(time: Temporal.ZonedDateTime): string {
  return new Date(time.epochMilliseconds).toISOString();
}
