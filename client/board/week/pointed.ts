import { minutesAt, rowCount, type WeekHours } from './week-hours.ts';

/** A time of a day, in minutes from midnight, at which a click would start a post. */
export type Pointed = { day: string; minutes: number };

const stepMinutes = 30;

/**
 * The half hour of a column in which a point is; `ratio` is how far down, from 0 to 1, `hours` what the column shows. Null
 * among folded hours.
 */
export function pointedAt(day: string, ratio: number, hours: WeekHours): Pointed | null {
  const perRow = 60 / stepMinutes;
  const steps = rowCount(hours) * perRow;
  const step = Math.max(0, Math.min(steps - 1, Math.floor(ratio * steps)));
  const minutes = minutesAt(hours, step / perRow);
  return minutes === null ? null : { day, minutes };
}

/** “15:30”. */
export function timeAt(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
