import { dayOf } from './local-time.ts';

/**
 * Arithmetic on plain days, `2026-11-23`. They count as days in UTC, so that no zone and no clock change can move them.
 * Months and clocks are in `zoned-time.ts`.
 */
const dayMs = 86_400_000;

export function addDays(day: string, days: number): string {
  // The year before 0000, or after 9999, has more digits.
  return new Date(Date.parse(day) + days * dayMs).toISOString().replace(/T.*/, '');
}

/** The days from `from` to `to`, each a day or a local time; negative if `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / dayMs;
}
