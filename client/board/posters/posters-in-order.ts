import type { BoardEvent } from '../../../shared/event.ts';
import { compareByTime, type Agenda } from '../agenda.ts';
import type { BoardSelection } from '../selection.ts';

/** What comes, by time: also pinned events, which the list shows before all days. An order that somebody chose stays. */
export function postersInOrder({ upcoming }: Agenda, { sort = 'date' }: BoardSelection): BoardEvent[] {
  const events = upcoming.flatMap((group) => group.events);
  return sort === 'date' ? events.sort(compareByTime) : events;
}
