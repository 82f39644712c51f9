import { shownName } from '../../shared/shown-name.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { dayOf, isAllDay } from '../../shared/local-time.ts';
import { hoursOf, preferences } from './preferences.ts';

/**
 * The viewer's language. Undefined, the browser's default, if the browser names a tag that `Intl` rejects
 * (`en-US@posix`).
 */
export const language = knownLanguage(globalThis.navigator?.language);
// Formats are created once: creating one costs a thousand times more than using it.
const utc = { timeZone: 'UTC' } as const;
const weekdayAndMonth = {
  weekday: new Intl.DateTimeFormat(language, { ...utc, weekday: 'short' }),
  month: new Intl.DateTimeFormat(language, { ...utc, month: 'short' }),
};
const dayNumber = new Intl.DateTimeFormat(language, { ...utc, day: 'numeric' });
const fullDay = new Intl.DateTimeFormat(language, {
  ...utc,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const shortDay = new Intl.DateTimeFormat(language, { ...utc, weekday: 'short', day: 'numeric', month: 'short' });
const shortDayAndYear = new Intl.DateTimeFormat(language, {
  ...utc,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const monthAndYear = new Intl.DateTimeFormat(language, { ...utc, month: 'long', year: 'numeric' });
const relative = new Intl.RelativeTimeFormat(language, { style: 'short' });
const number = new Intl.NumberFormat(language);

/** The formats with a time of day, for the chosen clock. */
function madeFor(choice: typeof preferences.clock) {
  const hours = hoursOf(choice);
  const clock = { hour: 'numeric', minute: '2-digit', ...hours } as const;
  return {
    choice,
    time: new Intl.DateTimeFormat(language, { ...utc, ...clock }),
    clock: new Intl.DateTimeFormat(language, clock),
    clockAndDay: new Intl.DateTimeFormat(language, { weekday: 'short', ...clock }),
    instant: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', ...hours }),
  };
}

let made = madeFor(preferences.clock);

function times(): typeof made {
  if (made.choice !== preferences.clock) made = madeFor(preferences.clock);
  return made;
}

function knownLanguage(tag: string | undefined): string | undefined {
  try {
    return tag === undefined ? undefined : Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/**
 * A Date whose UTC fields are those of a local date or time. Format it in UTC; never compare it with a real instant.
 */
function asUtc(local: string): Date {
  return new Date(`${isAllDay(local) ? `${local}T00:00` : local}:00Z`);
}

/** The parts of a date beside its events; with the year unless it is the current one. */
export function formatDay(day: string, today: string): { above: string; number: string; full: string } {
  const date = asUtc(day);
  const year = day.slice(0, 4) === today.slice(0, 4) ? '' : ` ${Number(day.slice(0, 4))}`;
  return {
    above: `${weekdayAndMonth.weekday.format(date)}, ${weekdayAndMonth.month.format(date)}${year}`,
    number: dayNumber.format(date),
    full: fullDay.format(date),
  };
}

/** “Wed, Apr 10” in American English; with the year unless it is the current one. */
export function formatShortDay(day: string, today: string): string {
  return (day.slice(0, 4) === today.slice(0, 4) ? shortDay : shortDayAndYear).format(asUtc(dayOf(day)));
}

/** “Wednesday, April 10, 2019”. */
export function formatFullDay(day: string): string {
  return fullDay.format(asUtc(dayOf(day)));
}

/** “December 2026”, for `2026-12`. */
export function formatMonth(month: string): string {
  return monthAndYear.format(asUtc(`${month}-01`));
}

/** When an event begins: “6:30 PM” or “All day”. */
export function formatStart({ start }: Pick<BoardEvent, 'start'>): string {
  return isAllDay(start) ? 'All day' : times().time.format(asUtc(start));
}

/** “until 1:00 PM”, with the day if it ends on a later one; null without an end. */
export function formatEnd(event: Pick<BoardEvent, 'start' | 'end'>, today: string): string | null {
  const time = formatEndTime(event, today);
  return time === null ? null : `until ${time}`;
}

/** When an event ends, as `formatEnd` without its preposition. */
export function formatEndTime({ start, end }: Pick<BoardEvent, 'start' | 'end'>, today: string): string | null {
  if (end === null || end === start) return null;
  const day = dayOf(end) === dayOf(start) ? null : formatShortDay(end, today);
  return [day, isAllDay(end) ? null : times().time.format(asUtc(end))].filter((part) => part !== null).join(', ');
}

/** The start by the viewer's clock; null if that shows the same: “10:30 AM your time”. */
export function formatViewerTime({ start, startsAt }: Pick<BoardEvent, 'start' | 'startsAt'>): string | null {
  if (isAllDay(start)) return null;
  const here = new Date(startsAt);
  const there = asUtc(start);
  const sameDay = here.getDate() === there.getUTCDate();
  if (sameDay && here.getHours() === there.getUTCHours() && here.getMinutes() === there.getUTCMinutes()) return null;
  return `${times()[sameDay ? 'clock' : 'clockAndDay'].format(here)} your time`;
}

const soonMs = 90 * 60_000;

/** “in 40 min”; null unless it begins soon. */
export function formatSoon({ start, startsAt }: Pick<BoardEvent, 'start' | 'startsAt'>, now: Date): string | null {
  if (isAllDay(start)) return null;
  const inMs = Date.parse(startsAt) - now.getTime();
  if (inMs < 0 || inMs > soonMs) return null;
  const minutes = Math.ceil(inMs / 60_000);
  // In some languages the abbreviation has a full stop, which looks like the end of a sentence here.
  return minutes === 0 ? 'now' : relative.format(minutes, 'minute').replace(/\.$/, '');
}

/** Whether an event with a time of day has begun and is not over. */
export function isRunning(
  { start, startsAt, endsAt }: Pick<BoardEvent, 'start' | 'startsAt' | 'endsAt'>,
  now: Date,
): boolean {
  return !isAllDay(start) && Date.parse(startsAt) <= now.getTime() && now.getTime() < Date.parse(endsAt);
}

/** Whether the event is over. */
export function isOver({ endsAt }: Pick<BoardEvent, 'endsAt'>, now: Date): boolean {
  return Date.parse(endsAt) <= now.getTime();
}

/** “Lena” for a member, “guest Lena” for a guest. */
export function formatAuthor(author: BoardEvent['author']): string {
  return author.member ? shownName(author) : `guest ${author.name}`;
}

/** Why the public cannot see the event; '' if it can. */
export function formatStatus(status: BoardEvent['status']): string {
  switch (status) {
    case 'live':
      return '';
    case 'pending':
      return 'Waiting for approval';
    case 'hidden':
      return 'Hidden by a moderator';
    default:
      return status satisfies never;
  }
}

/** “10:32”, by the viewer's clock. */
export function formatClock(instant: Date): string {
  return times().clock.format(instant);
}

/** “Nov 23, 2026, 4:00 PM”, by the viewer's clock. */
export function formatInstant(instant: string): string {
  return times().instant.format(new Date(instant));
}

export function formatCount(count: number): string {
  return number.format(count);
}
