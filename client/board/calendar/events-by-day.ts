import { addDays } from '../../../shared/days.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { dayOf, localSpan } from '../../../shared/local-time.ts';
import { compareByTime, type Agenda, type AgendaGroup } from '../agenda.ts';

/** An event with its first and last day, `2026-12-05`. */
export type DatedEvent = { event: BoardEvent; first: string; last: string };

/** The first and last day of an event; one that ends at midnight does not reach the next day. */
export function daysOf(event: Pick<BoardEvent, 'start' | 'end'>): { first: string; last: string } {
  const { firstDay, lastsUntil } = localSpan(event);
  const last = dayOf(lastsUntil);
  return { first: firstDay, last: lastsUntil === `${last}T00:00` ? addDays(last, -1) : last };
}

type Spans = { first: string; last: string; events: readonly DatedEvent[] };

/** An unchanged group is the same object, so its spans are computed once. */
const known = new WeakMap<AgendaGroup, Spans>();

function spansOf(group: AgendaGroup): Spans {
  let spans = known.get(group);
  if (spans === undefined) {
    const events = group.events.map((event) => ({ event, ...daysOf(event) }));
    const first = events.reduce((least, one) => (one.first < least ? one.first : least), '9');
    const last = events.reduce((most, one) => (one.last > most ? one.last : most), '');
    spans = { first, last, events };
    known.set(group, spans);
  }
  return spans;
}

/**
 * The events that have a day from `from` to `to`, by time. The cost depends on the days of the board and the
 * events in that time, not on all events.
 */
export function eventsBetween({ upcoming, past }: Agenda, from: string, to: string): DatedEvent[] {
  return [...past, ...upcoming]
    .map(spansOf)
    .filter(({ first, last }) => first <= to && last >= from)
    .flatMap(({ events }) => events.filter(({ first, last }) => first <= to && last >= from))
    .sort((one, other) => compareByTime(one.event, other.event));
}

/** The events of each day from `from` to `to`, on each of their days, in the order of the list. */
export function byDay<Event extends DatedEvent>(
  events: readonly Event[],
  from: string,
  to: string,
): ReadonlyMap<string, readonly Event[]> {
  const days = new Map<string, Event[]>();
  for (const event of events) {
    const end = event.last < to ? event.last : to;
    for (let day = event.first > from ? event.first : from; day <= end; day = addDays(day, 1)) {
      const list = days.get(day);
      if (list === undefined) days.set(day, [event]);
      else list.push(event);
    }
  }
  return days;
}
