import { daysBetween } from '../../../shared/days.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { dayOf, isAllDay, timeOfDay } from '../../../shared/local-time.ts';
import { isRunning } from '../../words/format.ts';

type Times = Pick<BoardEvent, 'start' | 'end'>;

/** A part of a day, in minutes of the clock from its midnight. Hours stand where the clock says, also when clocks change. */
export type Range = { from: number; to: number };

/** An event on one day, drawn as a block. */
export type Block = Range & {
  event: BoardEvent;
  /** 0 or 1: which side by side. */
  lane: 0 | 1;
  /** How many are side by side at its time. */
  lanes: 1 | 2;
  /** Whether further events at its time are folded, so that it leaves room for the line that counts them. */
  beside: boolean;
};

/** Events that are not drawn, because two others are at their time already. */
export type Folded = Range & { events: readonly BoardEvent[] };

export type DayLayout = { blocks: readonly Block[]; folded: readonly Folded[] };

const dayMinutes = 24 * 60;
/** A line of text needs this much. */
const shortest = 30;
/** So long an event without an end is drawn. */
const withoutEnd = 60;

/** Whether an event is a block among the hours. All others are bars above: all-day ones, and those of a day and longer. */
export function isBlock({ start, end }: Times): boolean {
  if (isAllDay(start)) return false;
  return end === null || daysBetween(start, end) * dayMinutes + minutesOf(end) - minutesOf(start) < dayMinutes;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = (timeOfDay(time) ?? '').split(':').map(Number);
  return hours * 60 + minutes;
}

/** The part of a day that an event takes. */
export function rangeOn(day: string, { start, end }: Times): Range {
  const at = (time: string): number => (dayOf(time) < day ? 0 : dayOf(time) > day ? dayMinutes : minutesOf(time));
  return { from: at(start), to: end === null ? Math.min(dayMinutes, at(start) + withoutEnd) : at(end) };
}

/** The part in which it is drawn: at least a line, within the day. */
function drawnOn(day: string, event: Times): Range {
  const { from, to } = rangeOn(day, event);
  const bottom = Math.min(dayMinutes, Math.max(to, from + shortest));
  return { from: Math.min(from, bottom - shortest), to: bottom };
}

type Placed = Range & { event: BoardEvent; weight: number };

/**
 * The blocks of a day. At most two are side by side: what is third at its time is folded. Blocks never
 * overlap, and each event is either a block or folded.
 */
export function layDay(day: string, events: readonly BoardEvent[], now: Date): DayLayout {
  const placed = events.map((event) => ({ event, weight: weightOf(event, now), ...drawnOn(day, event) })).sort(byTime);
  const layouts = clustersOf(placed).map(layCluster);
  return {
    blocks: layouts.flatMap(({ blocks }) => blocks),
    folded: layouts.flatMap(({ folded }) => folded),
  };
}

function byTime(one: Range, other: Range): number {
  return one.from - other.from;
}

/** Running events are the last to be folded, then pinned ones; cancelled ones are the first. */
function weightOf(event: BoardEvent, now: Date): number {
  if (!event.cancelled && isRunning(event, now)) return 3;
  return (event.pinned ? 2 : 0) - (event.cancelled ? 1 : 0);
}

/** Of events with the same weight, those that begin first are drawn. */
function byWeight(one: Placed, other: Placed): number {
  return other.weight - one.weight || one.from - other.from;
}

/** Runs of events that touch each other's time, directly or through others. */
function clustersOf(placed: readonly Placed[]): Placed[][] {
  const clusters: Placed[][] = [];
  let until = -1;
  for (const one of placed) {
    if (one.from >= until) clusters.push([]);
    clusters.at(-1)!.push(one);
    until = Math.max(until, one.to);
  }
  return clusters;
}

function layCluster(cluster: readonly Placed[]): DayLayout {
  const drawn: (Placed & { lane: 0 | 1 })[] = [];
  const left: Placed[] = [];
  for (const one of [...cluster].sort(byWeight)) {
    const isFree = (lane: 0 | 1): boolean =>
      !drawn.some((other) => other.lane === lane && other.from < one.to && one.from < other.to);
    const lane = isFree(0) ? 0 : isFree(1) ? 1 : null;
    if (lane === null) left.push(one);
    else drawn.push({ ...one, lane });
  }
  left.sort(byTime);
  const lanes = drawn.some(({ lane }) => lane === 1) ? 2 : 1;
  return {
    blocks: drawn.map((one) => ({ ...one, lanes, beside: left.length > 0 })),
    folded: clustersOf(left).map((run) => ({
      from: run[0]!.from,
      to: Math.max(...run.map(({ to }) => to)),
      events: run.map(({ event }) => event),
    })),
  };
}

/** How much of an event is over, from 0 to 1, on a day: an event over midnight fills up in one day after the other. */
export function doneOn(day: string, event: Times & Pick<BoardEvent, 'startsAt' | 'endsAt'>, now: Date): number {
  const { start, end } = event;
  const begin = Date.parse(event.startsAt);
  const length = Date.parse(event.endsAt) - begin;
  if (end === null || length <= 0) return 0;
  const all = daysBetween(start, end) * dayMinutes + minutesOf(end) - minutesOf(start);
  const before = dayOf(start) < day ? dayMinutes - minutesOf(start) : 0;
  const { from, to } = rangeOn(day, event);
  const done = ((now.getTime() - begin) / length) * all - before;
  return Math.max(0, Math.min(1, done / (to - from)));
}
