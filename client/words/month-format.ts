import { addDays } from '../../shared/days.ts';
import type { Weekday } from './weeks.ts';
import { formatCount, language } from './format.ts';

const utc = { timeZone: 'UTC' } as const;
const day = new Intl.DateTimeFormat(language, { ...utc, weekday: 'long', day: 'numeric', month: 'long' });
const shortMonth = new Intl.DateTimeFormat(language, { ...utc, month: 'short' });
const number = new Intl.DateTimeFormat(language, { ...utc, day: 'numeric' });
const weekdays = (['long', 'short', 'narrow'] as const).map(
  (weekday) => new Intl.DateTimeFormat(language, { ...utc, weekday }),
);

/** “Nov”, for a day in it. */
export function formatShortMonth(of: string): string {
  return shortMonth.format(Date.parse(of));
}

/** “23”, as the language writes a day of the month. */
export function formatDayNumber(of: string): string {
  return number.format(Date.parse(of));
}

/** “Monday, November 23, 3 events”. */
export function formatDayAndCount(of: string, count: number): string {
  return [
    day.format(Date.parse(of)),
    ...(count === 0 ? [] : [`${formatCount(count)} ${count === 1 ? 'event' : 'events'}`]),
  ].join(', ');
}

/** “Mon”, for a day. */
export function formatWeekday(of: string): string {
  return weekdays[1]!.format(Date.parse(of));
}

/** The names of the weekdays, starting with `first`: “Monday”, “Mon”, “M”. */
export function weekdayNames(first: Weekday): { long: string; short: string; narrow: string }[] {
  // January 1, 2024 was a Monday.
  return Array.from({ length: 7 }, (_, index) => {
    const date = Date.parse(addDays('2024-01-01', first - 1 + index));
    const [long, short, narrow] = weekdays.map((format) => format.format(date)) as [string, string, string];
    return { long, short, narrow };
  });
}
