/**
 * Arithmetic on plain days, `2026-11-23`. They are taken as days in UTC, so that no zone and no clock change can move one;
 * nothing else in the pages adds to a date.
 */
const dayMs = 86_400_000;

/** A day of the week by its number in ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days `to` is after `from`; negative where it is before. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs;
}

/** The first day of the week that a day is in, where weeks begin on `first`. */
export function startOfWeek(day: string, first: Weekday): string {
  return addDays(day, -((new Date(day).getUTCDay() - first + 7) % 7));
}

/** The last day of that week. */
export function endOfWeek(day: string, first: Weekday): string {
  return addDays(startOfWeek(day, first), 6);
}
