import { Temporal } from 'temporal-polyfill';
import { isAllDay } from './local-time.ts';

/**
 * The one place where local times meet clock changes, by `Temporal`. The server computes instants with it, and the form
 * shows the same result before posting. A page loads it only when a person types a time.
 *
 * A time that a clock change skips is refused; of a time that occurs twice, the earlier one counts.
 */

/** The instant of a local time, or of a day's start. A skipped time, which only another program can have stored, moves forward by the gap. */
export function instantOf(time: string, timeZone: string): Date {
  const there = isAllDay(time) ? Temporal.PlainDate.from(time).toZonedDateTime(timeZone) : zoned(time, timeZone);
  return new Date(there.epochMilliseconds);
}

/** A sentence about a local time that a clock change skips in this zone, or null if the time exists. */
export function gapProblem(time: string, timeZone: string): string | null {
  const real = existingTime(time, timeZone);
  if (real === time) return null;
  return `There is no ${time.slice(11)} on that day in ${timeZone}: clocks go forward. The next time is ${real.slice(11)}.`;
}

/** The local time or, if a clock change skips it, the time moved forward by the gap (RFC 5545, 3.3.5). */
export function existingTime(time: string, timeZone: string): string {
  return isAllDay(time) ? time : localText(zoned(time, timeZone));
}

/** Whether this time occurs twice, because clocks are put back over it. */
export function comesTwice(time: string, timeZone: string): boolean {
  if (isAllDay(time)) return false;
  const later = Temporal.PlainDateTime.from(time).toZonedDateTime(timeZone, { disambiguation: 'later' });
  return later.epochMilliseconds !== zoned(time, timeZone).epochMilliseconds && localText(later) === time;
}

/** The local time of a zone at an instant, `2026-12-01T18:30`. */
export function localTimeAt(instant: Date, timeZone: string): string {
  return localText(Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone));
}

/** The same day some months later. The thirty-first becomes the last day of a shorter month. */
export function monthsAfter(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

/** The end of an event that is moved to `start`: it stays as long as before, in days and by local time. */
export function endMovedTo(start: string, before: { start: string; end: string }): string {
  const length = Temporal.PlainDateTime.from(before.start).until(before.end);
  return Temporal.PlainDateTime.from(start).add(length).toString().slice(0, start.length);
}

function zoned(time: string, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' });
}

function localText(time: Temporal.ZonedDateTime): string {
  return time.toPlainDateTime().toString().slice(0, 16);
}
