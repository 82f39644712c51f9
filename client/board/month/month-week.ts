import type { BoardEvent } from '../../../shared/event.ts';
import type { DatedEvent } from '../calendar/events-by-day.ts';
import { barsIn, covers, type Bar } from '../calendar/lanes.ts';

export type MonthDay = {
  day: string;
  /** How many events the day has. */
  count: number;
  /** The bars that begin here: on their first day, or on the first of the week. */
  bars: readonly Bar[];
  /** How many lanes lie over the day. */
  lanes: number;
  /** The events of this day alone that are drawn, below the lanes. */
  lines: readonly BoardEvent[];
  /** How many events are not drawn. */
  more: number;
};

/** How many lines fit, bars included. A line “1 more” would take the place of that one event. */
const maxLines = 4;
/** One line is left for what is not drawn. */
const maxLanes = maxLines - 1;

/** The days of a week. Each event is drawn on each of its days, as a bar or a line, or counted there. */
export function layWeek(days: readonly string[], events: readonly DatedEvent[]): MonthDay[] {
  const bars = barsIn(
    days[0]!,
    events.filter(({ first, last }) => first < last),
  );
  const alone = new Map<string, BoardEvent[]>(days.map((day) => [day, []]));
  for (const { event, first, last } of events) if (first === last) alone.get(first)?.push(event);
  return days.map((day, column) => {
    const over = bars.filter((bar) => covers(bar, column));
    const drawn = over.filter(({ lane }) => lane < maxLanes);
    const lanes = Math.max(0, ...drawn.map(({ lane }) => lane + 1));
    const singles = alone.get(day)!;
    // Where no bar is drawn, one whose lane is too low has room as a line.
    const hasLines = lanes === 0;
    const own = hasLines ? [...over.map(({ event }) => event), ...singles] : singles;
    const hidden = hasLines ? 0 : over.length - drawn.length;
    const room = maxLines - lanes;
    const lines = hidden === 0 && own.length <= room ? own : chosen(own, room - 1);
    return {
      day,
      count: over.length + singles.length,
      bars: drawn.filter((bar) => bar.column === column),
      lanes,
      lines,
      more: hidden + own.length - lines.length,
    };
  });
}

/** As many of a day's events as have room, by time. Pinned ones are the last to be left out. */
function chosen(events: readonly BoardEvent[], count: number): BoardEvent[] {
  const kept = new Set([...events].sort((a, b) => Number(b.pinned) - Number(a.pinned)).slice(0, count));
  return events.filter((event) => kept.has(event));
}
