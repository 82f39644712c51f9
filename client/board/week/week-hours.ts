import type { DayLayout, Range } from './week-layout.ts';

/** Hours that stand one below the other. Folded ones are together as high as one: nothing begins or ends in them. */
type Run = { from: number; to: number; folded: boolean };

/** The hours of the day that a week shows, from top to bottom. */
export type WeekHours = readonly Run[];

/** These hours every week shows. */
const usual = { from: 7, to: 22 };
/** A single hour between two others is not worth folding. */
const shortestFold = 2;

/** The hours that a week shows: the usual ones, and those in which an event begins or ends. Other hours of the night are folded. */
export function hoursOf(days: readonly DayLayout[]): WeekHours {
  const ranges: readonly Range[] = days.flatMap(({ blocks, folded }) => [...blocks, ...folded]);
  const needed = new Set(Array.from({ length: usual.to - usual.from }, (_, index) => usual.from + index));
  for (const { from, to } of ranges) {
    needed.add(Math.floor(from / 60));
    needed.add(Math.ceil(to / 60) - 1);
  }
  const runs: Run[] = [];
  for (const hour of [...needed].sort((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last !== undefined && hour - last.to < shortestFold) {
      last.to = hour + 1;
      continue;
    }
    if (last !== undefined) runs.push({ from: last.to, to: hour, folded: true });
    runs.push({ from: hour, to: hour + 1, folded: false });
  }
  return runs;
}

function rowsOf({ from, to, folded }: Run): number {
  return folded ? 1 : to - from;
}

/** How high the hours are, in rows. */
export function rowCount(hours: WeekHours): number {
  return hours.reduce((sum, run) => sum + rowsOf(run), 0);
}

/** How far down a time stands, in rows, within what is shown. */
export function rowAt(hours: WeekHours, minutes: number): number {
  let row = 0;
  for (const run of hours) {
    const { from, to } = run;
    if (minutes <= to * 60) return row + (Math.max(0, minutes / 60 - from) / (to - from)) * rowsOf(run);
    row += rowsOf(run);
  }
  return row;
}

/** The time that stands so far down, in minutes from midnight; null among folded hours. */
export function minutesAt(hours: WeekHours, row: number): number | null {
  let above = 0;
  for (const run of hours) {
    const rows = rowsOf(run);
    if (row < above + rows) return run.folded ? null : (run.from + Math.max(0, row - above)) * 60;
    above += rows;
  }
  return null;
}

/** The hour at each line between two rows. */
export function linesOf(hours: WeekHours): number[] {
  return hours
    .flatMap(({ from, to, folded }) =>
      folded ? [from] : Array.from({ length: to - from }, (_, index) => from + index),
    )
    .slice(1);
}

export function foldsOf(hours: WeekHours): Range[] {
  return hours.filter(({ folded }) => folded).map(({ from, to }) => ({ from: from * 60, to: to * 60 }));
}

/** Whether the hour of a time is shown. */
export function showsTime(hours: WeekHours, minutes: number): boolean {
  return hours.some(({ from, to, folded }) => !folded && minutes >= from * 60 && minutes <= to * 60);
}
