import type { BoardEvent } from '../../shared/event.ts';
import { compareEvents, passesFilter } from '../../shared/event-filter.ts';
import type { EventFilter } from '../../shared/event-query.ts';
import { dayOf, localSpan } from '../../shared/local-time.ts';
import type { Change, LiveSet } from '../../shared/live-set.ts';

/** The events of a day in the order of the page. A day that has changed is a new object; one that has not, the same. */
export type AgendaDay = { day: string; events: readonly BoardEvent[] };

export type Agenda = { upcoming: readonly AgendaDay[]; past: readonly AgendaDay[] };

/** All-day events come first, then by time; what is pinned before both. */
function compareInDay(a: BoardEvent, b: BoardEvent): number {
  return Number(b.pinned) - Number(a.pinned) || (a.start < b.start ? -1 : a.start > b.start ? 1 : 0) || byDate(a, b);
}

const byDate = compareEvents('date');

/**
 * The live set by days, kept up to date change by change: what a change costs does not grow with the board, only with
 * its day. An event stands on its own local day, whatever the viewer's zone; one that has begun stands under today
 * until it is over.
 */
export class AgendaBuilder {
  readonly #days = new Map<string, Map<string, BoardEvent>>();
  readonly #dayOfEvent = new Map<string, string>();
  readonly #built = new Map<string, AgendaDay>();
  #filter: EventFilter;
  #today: string;

  constructor(today: string, filter: EventFilter = {}) {
    this.#today = today;
    this.#filter = filter;
  }

  /** Begins anew with the whole set. */
  reset(set: LiveSet, today: string, filter: EventFilter = {}): void {
    this.#days.clear();
    this.#dayOfEvent.clear();
    this.#built.clear();
    this.#today = today;
    this.#filter = filter;
    for (const event of set.values()) this.#put(event);
  }

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if ('put' in change) this.#put(change.put);
      else this.#remove(change.remove);
    }
  }

  build(): Agenda {
    const days = [...this.#days.keys()].sort();
    return {
      upcoming: days.filter((day) => day >= this.#today).map((day) => this.#buildDay(day)),
      past: days.filter((day) => day < this.#today).reverse().map((day) => this.#buildDay(day)),
    };
  }

  #buildDay(day: string): AgendaDay {
    let built = this.#built.get(day);
    if (built === undefined) {
      built = { day, events: [...this.#days.get(day)!.values()].sort(compareInDay) };
      this.#built.set(day, built);
    }
    return built;
  }

  #put(event: BoardEvent): void {
    this.#remove(event.id);
    if (!passesFilter(event, this.#filter)) return;
    const day = this.#dayFor(event);
    const events = this.#days.get(day) ?? new Map<string, BoardEvent>();
    this.#days.set(day, events.set(event.id, event));
    this.#dayOfEvent.set(event.id, day);
    this.#built.delete(day);
  }

  #remove(id: string): void {
    const day = this.#dayOfEvent.get(id);
    if (day === undefined) return;
    this.#dayOfEvent.delete(id);
    this.#built.delete(day);
    const events = this.#days.get(day);
    events?.delete(id);
    if (events?.size === 0) this.#days.delete(day);
  }

  #dayFor(event: BoardEvent): string {
    const first = dayOf(event.start);
    const lasting = localSpan(event).lastsUntil > `${this.#today}T00:00`;
    return first < this.#today && lasting ? this.#today : first;
  }
}
