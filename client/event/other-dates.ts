import { compareEvents } from '../../shared/event-filter.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { isOver } from '../words/format.ts';

/** The other upcoming dates of a repeating event, in order; none for an event that does not repeat. */
export function otherDates(
  { id, series }: Pick<BoardEvent, 'id' | 'series'>,
  events: Iterable<BoardEvent>,
  now: Date,
): BoardEvent[] {
  if (series === null) return [];
  return [...events]
    .filter((event) => event.series?.id === series.id && event.id !== id && !isOver(event, now))
    .sort(compareEvents('date'));
}
