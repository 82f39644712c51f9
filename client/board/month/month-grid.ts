import { addDays } from '../../../shared/days.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { dayOf, localSpan } from '../../../shared/local-time.ts';
import { compareInDay, type Agenda, type AgendaGroup } from '../agenda.ts';
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

/** The first and last day of an event; one that ends at midnight does not reach the next day. */
export function daysOf(event: Pick<BoardEvent, 'start' | 'end'>): { first: string; last: string } {
  const { firstDay, lastsUntil } = localSpan(event);
  const last = dayOf(lastsUntil);
  return { first: firstDay, last: lastsUntil === `${last}T00:00` ? addDays(last, -1) : last };
}

type Spans = { first: string; last: string; events: readonly { event: BoardEvent; first: string; last: string }[] };

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
 * The events of each day from `from` to `to`, on each of their days, in the order of the agenda. The cost depends on
 * the days of the board and the events in that time, not on all events.
 */
export function eventsByDay(
  { upcoming, past }: Agenda,
  from: string,
  to: string,
): ReadonlyMap<string, readonly BoardEvent[]> {
  const days = new Map<string, BoardEvent[]>();
  const near = [...past, ...upcoming].map(spansOf).filter(({ first, last }) => first <= to && last >= from);
  for (const { event, first, last } of near.flatMap(({ events }) => events)) {
    const end = last < to ? last : to;
    for (let day = first > from ? first : from; day <= end; day = addDays(day, 1))
      days.set(day, [...(days.get(day) ?? []), event]);
  }
  for (const events of days.values()) events.sort(compareInDay);
  return days;
}
