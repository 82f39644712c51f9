import type { BoardEvent } from '../../shared/event.ts';
import { dayOf, isAllDay } from '../../shared/local-time.ts';

/** The viewer's language; formats are made once each, which costs a thousand times more than using one. */
const language = navigator.language;
const utc = { timeZone: 'UTC' } as const;
const weekday = new Intl.DateTimeFormat(language, { ...utc, weekday: 'short' });
const month = new Intl.DateTimeFormat(language, { ...utc, month: 'short' });
const dayNumber = new Intl.DateTimeFormat(language, { ...utc, day: 'numeric' });
const fullDay = new Intl.DateTimeFormat(language, { ...utc, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const shortDay = new Intl.DateTimeFormat(language, { ...utc, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const time = new Intl.DateTimeFormat(language, { ...utc, hour: 'numeric', minute: '2-digit' });
const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' });
const relative = new Intl.RelativeTimeFormat(language, { style: 'short' });
const list = new Intl.NumberFormat(language);

/** A local date or time as a Date whose UTC fields are its own: to be formatted in UTC, never compared with a clock. */
function asUtc(local: string): Date {
  return new Date(`${isAllDay(local) ? `${local}T00:00` : local}:00Z`);
}

export function formatDay(day: string): { weekdayAndMonth: string; number: string; full: string } {
  const date = asUtc(day);
  return { weekdayAndMonth: `${weekday.format(date)}, ${month.format(date)}`, number: dayNumber.format(date), full: fullDay.format(date) };
}

/** “Wed, Apr 10, 2019” in American English. */
export function formatShortDay(day: string): string {
  return shortDay.format(asUtc(dayOf(day)));
}

/** When an event begins on its day: “6:30 PM” or “All day”. */
export function formatStart({ start }: Pick<BoardEvent, 'start'>): string {
  return isAllDay(start) ? 'All day' : time.format(asUtc(start));
}

/** “until 1:00 PM”, with the day where it is another; null where there is no end, or it says nothing new. */
export function formatEnd({ start, end }: Pick<BoardEvent, 'start' | 'end'>): string | null {
  if (end === null || end === start) return null;
  const sameDay = dayOf(end) === dayOf(start);
  if (isAllDay(end)) return `until ${formatShortDay(end)}`;
  return `until ${sameDay ? '' : `${formatShortDay(end)}, `}${time.format(asUtc(end))}`;
}

/** The start by the viewer's own clock, where that differs from the event's: “10:30 AM your time”. */
export function formatViewerTime(event: Pick<BoardEvent, 'start' | 'startsAt'>): string | null {
  if (isAllDay(event.start)) return null;
  const here = new Date(event.startsAt);
  const local = asUtc(event.start);
  const sameClock = here.getHours() === local.getUTCHours() && here.getMinutes() === local.getUTCMinutes() && here.getDate() === local.getUTCDate();
  if (sameClock) return null;
  const day = here.getDate() === local.getUTCDate() ? '' : `${weekdayShort.format(here)} `;
  return `${day}${clock.format(here)} your time`;
}

const weekdayShort = new Intl.DateTimeFormat(language, { weekday: 'short' });
const soonMs = 90 * 60_000;

/** “in 40 min”, only when it is soon. */
export function formatSoon({ start, startsAt }: Pick<BoardEvent, 'start' | 'startsAt'>, now: Date): string | null {
  if (isAllDay(start)) return null;
  const inMs = Date.parse(startsAt) - now.getTime();
  if (inMs < 0 || inMs > soonMs) return null;
  return inMs < 60_000 ? 'now' : relative.format(Math.round(inMs / 60_000), 'minute');
}

export function formatClock(instant: Date): string {
  return clock.format(instant);
}

export function formatCount(count: number): string {
  return list.format(count);
}
