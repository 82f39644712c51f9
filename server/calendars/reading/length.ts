import { Temporal } from 'temporal-polyfill';
import { addDays, daysBetween } from '../../../shared/days.ts';
import { epochMsOf, localIn, type Moment } from './moments.ts';

/** How long an event lasts. With it each occurrence gets its end. */
export type Length =
  | { kind: 'none' }
  /** All day, for this many days. */
  | { kind: 'days'; days: number }
  /** In local time, whatever a clock change does meanwhile: the end is in the start's zone. */
  | { kind: 'wall'; duration: Temporal.Duration }
  /** In time that passes. */
  | { kind: 'exact'; ms: number };

/** The length by `DTEND`. Null if that cannot be the end of this start. */
export function lengthTo(start: Moment, end: Moment): Length | null {
  if (start.form === 'day') {
    // `DTEND` is the day after the last. If it equals the start, a common mistake, it means one day.
    const days = end.form === 'day' ? daysBetween(start.local, end.local) : -1;
    return days < 0 ? null : { kind: 'days', days: Math.max(1, days) };
  }
  if (end.form === 'day') return null;
  if (start.zone.kind === 'named' && end.zone.kind === 'named' && start.zone.name === end.zone.name) {
    const duration = Temporal.PlainDateTime.from(start.local).until(end.local, { largestUnit: 'day' });
    return duration.sign < 0 ? null : { kind: 'wall', duration };
  }
  const ms = epochMsOf(end) - epochMsOf(start);
  return ms < 0 ? null : { kind: 'exact', ms };
}

/** The length by `DURATION`. Days and weeks count in local time, hours exactly (RFC 5545, 3.3.6). */
export function lengthOf(start: Moment, value: unknown): Length | null {
  let duration;
  try {
    duration = Temporal.Duration.from(String(value));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
  if (duration.sign < 0) return null;
  const days = duration.weeks * 7 + duration.days;
  const restMs = duration.with({ weeks: 0, days: 0 }).total('millisecond');
  if (start.form === 'day') return { kind: 'days', days: Math.max(1, days + Math.ceil(restMs / 86_400_000)) };
  return days === 0 || start.zone.kind === 'moment'
    ? { kind: 'exact', ms: days * 86_400_000 + restMs }
    : { kind: 'wall', duration };
}

/** The start and end of an event that begins at this moment; `home` is the zone of times without one. */
export function timesOf(
  start: Moment,
  length: Length,
  home: string,
): { start: string; end: string | null; timeZone: string } {
  if (start.form === 'day') {
    return {
      start: start.local,
      end: length.kind === 'days' && length.days > 1 ? addDays(start.local, length.days - 1) : null,
      timeZone: home,
    };
  }
  const beginsMs = epochMsOf(start);
  const begins = localIn(beginsMs, start.zone.kind === 'named' ? start.zone.name : home);
  const endsMs = endOf(start, beginsMs, length);
  if (endsMs === null || endsMs <= beginsMs) return { start: begins.local, end: null, timeZone: begins.timeZone };
  const ends = localIn(endsMs, begins.timeZone);
  // One of the two has no local time in the zone, so both are in UTC.
  if (ends.timeZone !== begins.timeZone)
    return { start: localIn(beginsMs, 'UTC').local, end: ends.local, timeZone: 'UTC' };
  return { start: begins.local, end: ends.local > begins.local ? ends.local : null, timeZone: begins.timeZone };
}

function endOf(start: Extract<Moment, { form: 'time' }>, beginsMs: number, length: Length): number | null {
  switch (length.kind) {
    case 'none':
    case 'days':
      return null;
    case 'exact':
      return beginsMs + length.ms;
    case 'wall': {
      if (start.zone.kind !== 'named') return null;
      const local = Temporal.Instant.fromEpochMilliseconds(beginsMs)
        .toZonedDateTimeISO(start.zone.name)
        .toPlainDateTime();
      return local.add(length.duration).toZonedDateTime(start.zone.name).epochMilliseconds;
    }
    default:
      return length satisfies never;
  }
}
