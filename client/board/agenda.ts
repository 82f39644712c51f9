import type { BoardEvent } from '../../shared/event.ts';
import { compareEvents, passesFilter } from '../../shared/event-filter.ts';
import type { EventFilter } from '../../shared/event-query.ts';
import { dayOf, isAllDay, localSpan } from '../../shared/local-time.ts';
import { isOver, isRunning } from '../words/format.ts';
import type { Change } from '../../shared/live-set.ts';
import { SeriesFold } from './series-fold.ts';

/**
 * Events that are shown together, in order. A changed group is a new object; an unchanged one stays the same object.
 */
export type AgendaGroup = {
  /** `2026-11-23`; '' for a list that is not ordered by day. */
  day: string;
  events: readonly BoardEvent[];
  /** Whether these are the pinned events, which stand before all days. */
  pinned?: true;
  /** For events with folded dates behind them: how many, by the event's id. */
  moreDates?: ReadonlyMap<string, number>;
};

export type Agenda = { upcoming: readonly AgendaGroup[]; past: readonly AgendaGroup[] };

export const emptyAgenda: Agenda = { upcoming: [], past: [] };

const byDate = compareEvents('date');
/** Where the pinned events stand: before all days. */
const pinnedDay = '';

/** All-day events first, then by time, as calendars and posters show them. */
export function compareByTime(a: BoardEvent, b: BoardEvent): number {
  return (a.start < b.start ? -1 : a.start > b.start ? 1 : 0) || byDate(a, b);
}

/** Pinned events before the others of a day, as the list shows them. */
function compareInDay(a: BoardEvent, b: BoardEvent): number {
  return Number(b.pinned) - Number(a.pinned) || compareByTime(a, b);
}

/** The day that an event is listed under: its own local day, whatever the viewer's zone; today while it continues. */
export function agendaDay(event: Pick<BoardEvent, 'start' | 'end'>, today: string): string {
  const first = dayOf(event.start);
  return first < today && localSpan(event).lastsUntil > `${today}T00:00` ? today : first;
}

/** Whether repeating events show all their dates, or only the next few of the upcoming ones. */
export type SeriesShown = 'all' | 'next';

/**
 * A selection of the live set by days, updated change by change. The cost of a change depends on its day and its
 * series, not on the size of the board.
 */
export class AgendaBuilder {
  readonly #days = new Map<string, Map<string, BoardEvent>>();
  readonly #dayOfEvent = new Map<string, string>();
  readonly #built = new Map<string, AgendaGroup>();
  /** The same days with nothing folded and pinned events in their days, as far as anybody asked for them. */
  readonly #unfolded = new Map<string, AgendaGroup>();
  readonly #fold = new SeriesFold();
  /** Pinned events from today on; empty if they stand in their days. */
  readonly #pinned = new Map<string, BoardEvent>();
  readonly #pinnedFirst: boolean;
  #filter: EventFilter = {};
  #series: SeriesShown = 'all';
  #today = '';

  /** With `pinnedFirst`, upcoming pinned events stand before all days instead of first in theirs. */
  constructor({ pinnedFirst = false } = {}) {
    this.#pinnedFirst = pinnedFirst;
  }

  /** Starts over with these events. */
  reset(events: Iterable<BoardEvent>, today: string, filter: EventFilter = {}, series: SeriesShown = 'all'): void {
    this.#days.clear();
    this.#dayOfEvent.clear();
    this.#built.clear();
    this.#unfolded.clear();
    this.#fold.clear();
    this.#pinned.clear();
    this.#today = today;
    this.#filter = filter;
    this.#series = series;
    for (const event of events) this.#put(event);
  }

  apply(changes: Iterable<Change>): void {
    for (const change of changes) {
      if ('put' in change) this.#put(change.put);
      else this.#remove(change.remove);
    }
  }

  /** Whether the selection has the event, folded or not. */
  has(id: string): boolean {
    return this.#dayOfEvent.has(id);
  }

  /** Whether the event passes the filter. */
  takes(event: BoardEvent): boolean {
    return passesFilter(event, this.#filter);
  }

  /** Shows all dates of a series. */
  unfold(series: string): void {
    this.#fold.unfold(series);
  }

  /** Upcoming days from today on, then past days from yesterday back; at most `limit` events in all. */
  build(limit = Infinity): Agenda {
    this.#fold.settle((id) => this.#touch(id));
    const days = [...this.#days.keys()].sort();
    const firstUpcoming = days.findIndex((day) => day >= this.#today);
    const upcoming = firstUpcoming === -1 ? [] : days.slice(firstUpcoming);
    const past = days.slice(0, days.length - upcoming.length).reverse();
    const cut = new Cut(limit);
    const groups = (of: string[]): AgendaGroup[] =>
      of.map((day) => this.#group(day)).filter(({ events }) => events.length > 0);
    return { upcoming: cut.take(groups([pinnedDay, ...upcoming])), past: cut.take(groups(past)) };
  }

  /** Every day with every date of its events, as calendars show them. */
  buildUnfolded(): Agenda {
    const groups = [...this.#days.keys()].sort().map((day) => {
      const group = this.#unfolded.get(day) ?? {
        day,
        events: [...this.#days.get(day)!.values()].sort(compareByTime),
      };
      this.#unfolded.set(day, group);
      return group;
    });
    return { upcoming: groups, past: [] };
  }

  /** One list, in an order other than by day. */
  buildSorted(sort: EventFilter['sort'], limit = Infinity): Agenda {
    const events = [...this.#days.values()].flatMap((day) => [...day.values()]).sort(compareEvents(sort));
    return { upcoming: events.length === 0 ? [] : [{ day: '', events: events.slice(0, limit) }], past: [] };
  }

  /** The group is built again when it is next asked for. */
  #touch(id: string): void {
    this.#built.delete(this.#pinned.has(id) ? pinnedDay : (this.#dayOfEvent.get(id) ?? pinnedDay));
  }

  #group(day: string): AgendaGroup {
    const built = this.#built.get(day) ?? this.#buildGroup(day);
    this.#built.set(day, built);
    return built;
  }

  #buildGroup(day: string): AgendaGroup {
    const isPinned = day === pinnedDay;
    const events = [...(isPinned ? this.#pinned : this.#days.get(day)!).values()]
      .filter((event) => !this.#fold.hides(event) && (isPinned || !this.#pinned.has(event.id)))
      .sort(isPinned ? byDate : compareInDay);
    const folded = events.filter((event) => this.#fold.countAfter(event) > 0);
    const moreDates = new Map(folded.map((event) => [event.id, this.#fold.countAfter(event)]));
    return { day, events, ...(isPinned ? { pinned: true } : {}), ...(moreDates.size > 0 ? { moreDates } : {}) };
  }

  #put(event: BoardEvent): void {
    this.#remove(event.id);
    if (!this.takes(event)) return;
    const day = agendaDay(event, this.#today);
    const events = this.#days.get(day) ?? new Map<string, BoardEvent>();
    this.#days.set(day, events.set(event.id, event));
    this.#unfolded.delete(day);
    if (this.#series === 'next' && day >= this.#today) this.#fold.put(event);
    if (this.#pinnedFirst && event.pinned && day >= this.#today) {
      this.#pinned.set(event.id, event);
    }
    this.#dayOfEvent.set(event.id, day);
    this.#touch(event.id);
  }

  #remove(id: string): void {
    const day = this.#dayOfEvent.get(id);
    if (day === undefined) return;
    this.#touch(id);
    this.#unfolded.delete(day);
    this.#dayOfEvent.delete(id);
    this.#pinned.delete(id);
    const events = this.#days.get(day)!;
    this.#fold.remove(events.get(id)!);
    events.delete(id);
    if (events.size === 0) this.#days.delete(day);
  }
}

/** Takes groups up to a number of events, cutting the last group to fit. */
class Cut {
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  take(groups: readonly AgendaGroup[]): readonly AgendaGroup[] {
    if (this.#left === Infinity) return groups;
    const taken: AgendaGroup[] = [];
    for (const group of groups) {
      if (this.#left <= 0) break;
      taken.push(group.events.length <= this.#left ? group : { ...group, events: group.events.slice(0, this.#left) });
      this.#left -= group.events.length;
    }
    return taken;
  }
}

/** The groups cut to the first `count` events, so that no more is drawn than can be seen. */
export function firstEvents(groups: readonly AgendaGroup[], count: number): readonly AgendaGroup[] {
  return new Cut(count).take(groups);
}

/** The id of the event that runs now or, if none does, comes next, pinned or not; '' if the first day has none to come. */
export function leadOf({ upcoming }: Agenda, now: Date, today: string): string {
  const toCome = upcoming
    .slice(0, upcoming[0]?.pinned ? 2 : 1)
    .flatMap(({ events }) => events)
    .filter((event) => !event.cancelled && event.status === 'live' && !isOver(event, now));
  const [day] = toCome.map((event) => agendaDay(event, today)).sort();
  const ofDay = toCome.filter((event) => agendaDay(event, today) === day);
  const timed = ofDay.filter(({ start }) => !isAllDay(start)).sort(byDate);
  return (timed.find((event) => isRunning(event, now)) ?? timed[0] ?? ofDay[0])?.id ?? '';
}

export function countEvents(groups: readonly AgendaGroup[]): number {
  return groups.reduce((sum, { events }) => sum + events.length, 0);
}
