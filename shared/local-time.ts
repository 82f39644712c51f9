/**
 * An event's local dates and times: `2026-12-01` is all day, `2026-12-01T18:30` a time in the event's zone. Both compare as
 * text, so nothing here does arithmetic.
 */
export function isAllDay(time: string): boolean {
  return !time.includes('T');
}

/** Whether a text is a day that exists, such as `2026-12-01`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  // The thirtieth of February becomes another day or an invalid date.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day of a start or end, `2026-12-01`. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** The time of day of a start or end, `18:30`; null when it is all day. */
export function timeOfDay(time: string): string | null {
  return isAllDay(time) ? null : time.slice(11);
}

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
