import type { BoardEvent } from '../../shared/event.ts';
import { dayOf, isAllDay, timeOfDay } from '../../shared/local-time.ts';

type Times = Pick<BoardEvent, 'start' | 'end'>;

// A day has no zone.
const utc = { timeZone: 'UTC' } as const;
const formats = {
  number: new Intl.DateTimeFormat('en-GB', { ...utc, day: 'numeric' }),
  month: new Intl.DateTimeFormat('en-GB', { ...utc, month: 'short' }),
  weekday: new Intl.DateTimeFormat('en-GB', { ...utc, weekday: 'short' }),
  day: new Intl.DateTimeFormat('en-GB', { ...utc, weekday: 'short', day: 'numeric', month: 'short' }),
  dayAndYear: new Intl.DateTimeFormat('en-GB', {
    ...utc,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }),
};

/** A part of the day of a start or end, such as its month, in English. */
export function dayIn(format: keyof typeof formats, time: string): string {
  return formats[format].format(new Date(dayOf(time)));
}

/** When an event is, in its own local time: `Fri, 27 Nov 2026, 18:00 – 20:00`. */
export function whenOf({ start, end }: Times): string {
  const part = (time: string): string =>
    [dayIn('dayAndYear', time), timeOfDay(time)].filter((one) => one !== null).join(', ');
  if (end === null || end === start) return part(start);
  return `${part(start)} – ${dayOf(end) === dayOf(start) ? timeOfDay(end)! : part(end)}`;
}

/** The same in short, for a place that shows the day already: `Fri 18:00`, or the last day of several. */
export function shortWhenOf({ start, end }: Times): string {
  const weekday = dayIn('weekday', start);
  if (end !== null && dayOf(end) !== dayOf(start)) return `${weekday} – ${dayIn('day', end)}`;
  return isAllDay(start) ? weekday : `${weekday} ${timeOfDay(start)}`;
}
