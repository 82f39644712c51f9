import type { BoardEvent } from '../../shared/event.ts';
import type { ModeratedEvents } from './moderated-events.ts';

/** The events that a moderator has selected. What leaves the lists meanwhile is selected no longer. */
export class Selection {
  readonly #ids: ReadonlySet<string>;

  constructor(ids: Iterable<string> = []) {
    this.#ids = new Set(ids);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** The selection with this event, or without it. */
  turned(id: string): Selection {
    return new Selection(this.has(id) ? [...this.#ids].filter((one) => one !== id) : [...this.#ids, id]);
  }

  /** A change that waits is in two lists: it is taken as what waits. */
  among({ waiting, shown, past, hidden }: ModeratedEvents): ModeratedEvents {
    const picked = waiting.filter(({ event }) => this.has(event.id));
    const taken = new Set(picked.map(({ event }) => event.id));
    const rest = ({ id }: BoardEvent): boolean => this.has(id) && !taken.has(id);
    return { waiting: picked, shown: shown.filter(rest), past: past.filter(rest), hidden: hidden.filter(rest) };
  }
}
