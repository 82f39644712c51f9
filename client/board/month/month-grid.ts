import { addDays } from '../../../shared/days.ts';
import { startOfWeek, type Weekday } from '../../words/weeks.ts';

/** The month `by` months later, `2026-12`; the same month if the year would not have four digits. */
export function addMonths(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const moved = new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
  return moved > '1000' && moved < '9999-12' ? moved : month;
}

export function lastDayOf(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}

/** All days of the weeks that have a day of the month. */
export function weeksOf(month: string, first: Weekday): string[][] {
  const weeks: string[][] = [];
  for (let day = startOfWeek(`${month}-01`, first); day.slice(0, 7) <= month; day = addDays(day, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(day, index)));
  }
  return weeks;
}
