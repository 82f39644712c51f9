import { addDays } from '../../shared/days.ts';
import { isAllDay } from '../../shared/local-time.ts';
import { instantOf } from '../../shared/zoned-time.ts';

/**
 * When an event begins and ends. An all-day event lasts from the start of its first day to the start of the day after its
 * last one. A timed event without an end has no length (RFC 5545, 3.6.1).
 */
export type Instants = { startsAt: string; endsAt: string };
export type EventTimes = { start: string; end: string | null; timeZone: string };

export function instantsOf({ start, end, timeZone }: EventTimes): Instants {
  const until = isAllDay(start) ? addDays(end ?? start, 1) : (end ?? start);
  return { startsAt: instantOf(start, timeZone).toISOString(), endsAt: instantOf(until, timeZone).toISOString() };
}
