import { addDays } from '../../shared/days.ts';

/** A day of the week by its number in ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The first day of a day's week, if weeks start on `first`. */
export function startOfWeek(day: string, first: Weekday): string {
  return addDays(day, -((new Date(day).getUTCDay() - first + 7) % 7));
}

/** The last day of that week. */
export function endOfWeek(day: string, first: Weekday): string {
  return addDays(startOfWeek(day, first), 6);
}
