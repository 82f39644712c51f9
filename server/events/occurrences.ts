import { createHash } from 'node:crypto';
import ICAL from 'ical.js';
import { ObjectId } from 'mongodb';
import { Temporal } from 'temporal-polyfill';
import { addDays, daysBetween } from '../../shared/days.ts';
import { dayOf, isAllDay, timeOfDay } from '../../shared/local-time.ts';
import { maxOccurrences, maxYearsAhead, type Repeat } from '../../shared/repeat.ts';
import { existingTime } from '../../shared/zoned-time.ts';
import { invalidRequest } from '../base/problem.ts';

export type Times = { start: string; end: string | null; timeZone: string };
/** `occurrence` is when the rule puts it; `start` differs from it where a clock change skips that time. */
export type Occurrence = { occurrence: string; start: string; end: string | null };

/** The rule in the words of RFC 5545. */
export function rruleOf(
  { every, interval = 1, by = 'date', until, count }: Repeat,
  { start, timeZone }: Times,
): string {
  return [
    every === 'week' ? 'FREQ=WEEKLY' : 'FREQ=MONTHLY',
    interval === 1 ? null : `INTERVAL=${interval}`,
    every === 'week'
      ? null
      : by === 'date'
        ? `BYMONTHDAY=${Number(start.slice(8, 10))}`
        : `BYDAY=${weekdayOfMonth(start)}`,
    until === undefined ? `COUNT=${count}` : `UNTIL=${untilText(until, isAllDay(start) ? null : timeZone)}`,
  ]
    .filter((part) => part !== null)
    .join(';');
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Such as `2TU`; a fifth weekday is meant as the last, since few months have one. */
function weekdayOfMonth(start: string): string {
  const { day, dayOfWeek } = Temporal.PlainDate.from(dayOf(start));
  const nth = Math.ceil(day / 7);
  return `${nth === 5 ? -1 : nth}${weekdays[dayOfWeek - 1]}`;
}

/** The end of the day; with a time that has a zone, RFC 5545 wants it in UTC. */
function untilText(day: string, timeZone: string | null): string {
  if (timeZone === null) return day.replaceAll('-', '');
  const end = Temporal.PlainDateTime.from(`${day}T23:59:59`).toZonedDateTime(timeZone);
  return end.toInstant().toString().replaceAll(/[-:]/g, '');
}

/**
 * All occurrences, the first among them. Throws `invalid_request` where they are too many or too far ahead. A local
 * time stays what it is across clock changes; one that such a change skips is as much later, on that day only.
 */
export function occurrencesOf(times: Times, repeat: Repeat, now: Date): Occurrence[] {
  const { start } = times;
  const { until, count } = repeat;
  if (until !== undefined && until < dayOf(start))
    throw invalidRequest([{ path: 'repeat.until', message: 'Must not be before the start.' }]);
  const horizon = Temporal.PlainDate.from(now.toISOString().slice(0, 10)).add({ years: maxYearsAhead }).toString();
  const {
    until: _,
    count: __,
    ...endless
  } = ICAL.Recur.fromString(rruleOf(repeat, times)).toJSON() as Record<string, unknown>;
  const iterator = ICAL.Recur.fromData(endless).iterator(floating(start));
  const occurrences: Occurrence[] = [];
  for (let next = iterator.next(); occurrences.length < (count ?? Infinity); next = iterator.next()) {
    const occurrence = next.toString().slice(0, start.length);
    if (until !== undefined && dayOf(occurrence) > until) break;
    if (occurrences.length === maxOccurrences)
      throw invalidRequest([
        { path: 'repeat.until', message: `That makes more than ${maxOccurrences} events. Choose an earlier day.` },
      ]);
    if (dayOf(occurrence) > horizon && occurrences.length > 0) {
      throw invalidRequest([
        {
          path: `repeat.${until === undefined ? 'count' : 'until'}`,
          message: `Goes beyond ${horizon}: an event can repeat for at most ${maxYearsAhead} years ahead.`,
        },
      ]);
    }
    occurrences.push({ occurrence, ...occurrenceTimes(times, occurrence) });
  }
  return occurrences;
}

/** A local time without a zone: rules count in those. */
function floating(time: string): ICAL.Time {
  return isAllDay(time) ? ICAL.Time.fromDateString(time) : ICAL.Time.fromDateTimeString(`${time}:00`);
}

/** The times of an event that begins at `start` and lasts as the one of `pattern` does by the clock on the wall. */
function occurrenceTimes(pattern: Times, start: string): { start: string; end: string | null } {
  const begins = existingTime(start, pattern.timeZone);
  if (pattern.end === null) return { start: begins, end: null };
  const days = daysBetween(pattern.start, pattern.end);
  const end = existingTime(withDay(pattern.end, addDays(dayOf(start), days)), pattern.timeZone);
  // Only where the start was put forward over it.
  return { start: begins, end: end < begins ? begins : end };
}

/** The same time of another day. */
export function withDay(time: string, day: string): string {
  const clock = timeOfDay(time);
  return clock === null ? day : `${day}T${clock}`;
}

/** Derives an occurrence's id from its series, so it is the same each time. Its timestamp is that of the series' id. */
export function occurrenceId(series: ObjectId, occurrence: string): ObjectId {
  const hash = createHash('sha256').update(series.id).update(occurrence).digest();
  return new ObjectId(Buffer.concat([series.id.subarray(0, 4), hash.subarray(0, 8)]));
}
