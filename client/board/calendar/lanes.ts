import { daysBetween } from '../../../shared/days.ts';
import type { DatedEvent } from './events-by-day.ts';

/** The part of an event in one week, drawn as a bar. */
export type Bar = DatedEvent & {
  /** Its first day in that week, from 0 to 6. */
  column: number;
  /** How many days of that week it has. */
  length: number;
  /** Its row, from 0; the same through the week. */
  lane: number;
};

const daysOfWeek = 7;

/** Each event's part in the week that begins on `monday`, whatever weekday that is, each in the first lane that is free. */
export function barsIn(monday: string, events: readonly DatedEvent[]): Bar[] {
  const lanes: boolean[][] = [];
  return events
    .map((event) => ({ ...event, ...partIn(monday, event) }))
    .filter(({ length }) => length > 0)
    .sort(byWeight)
    .map((part) => {
      const days = Array.from({ length: part.length }, (_, index) => part.column + index);
      const free = lanes.findIndex((taken) => days.every((day) => taken[day] !== true));
      const lane = free === -1 ? lanes.push([]) - 1 : free;
      for (const day of days) lanes[lane]![day] = true;
      return { ...part, lane };
    });
}

function partIn(monday: string, { first, last }: DatedEvent): { column: number; length: number } {
  const column = Math.max(0, daysBetween(monday, first));
  const end = Math.min(daysOfWeek - 1, daysBetween(monday, last));
  return { column, length: end - column + 1 };
}

/** Pinned events get the upper lanes, then those that begin earlier, then longer ones. The rest stays in the order of a day. */
function byWeight(one: Omit<Bar, 'lane'>, other: Omit<Bar, 'lane'>): number {
  return (
    Number(other.event.pinned) - Number(one.event.pinned) || one.column - other.column || other.length - one.length
  );
}

/** Whether a bar has a day of its week, from 0 to 6. */
export function covers({ column, length }: Pick<Bar, 'column' | 'length'>, day: number): boolean {
  return day >= column && day < column + length;
}
