import type { BoardEvent, EventPatch, WhichDates } from '../../shared/event.ts';
import { deleteEvent, getEvent, patchEvent, postEvent, restoreEvent, type EventRights } from '../api/board-api.ts';
import type { BoardStore } from '../store/board-store.ts';
import { conflictOf, isNotFound, problemOf } from '../ui/form-problem.ts';
import { Observable } from '../../shared/observable.ts';

export type LiveEventState =
  | { state: 'loading' }
  /** `may` is null until the server has said. */
  | { state: 'shown'; event: BoardEvent; may: EventRights | null }
  /** Deleted in this page, maybe with all its dates to come: they can be put back. */
  | { state: 'deleted'; event: BoardEvent; which: WhichDates }
  | { state: 'missing' }
  | { state: 'failed'; detail: string };

/** One event, live: from the board's feed while it is in the live set, else as the server last said. */
export class LiveEvent {
  readonly #id: string;
  readonly #store: Pick<BoardStore, 'feed'>;
  readonly #listeners = new Observable();
  #state: LiveEventState = { state: 'loading' };

  constructor(id: string, store: Pick<BoardStore, 'feed'>) {
    this.#id = id;
    this.#store = store;
  }

  get state(): LiveEventState {
    return this.#state;
  }

  /** Answers how to stop. */
  start(): () => void {
    const event = this.#store.feed.events.get(this.#id);
    if (event !== undefined) this.#set({ state: 'shown', event, may: null });
    void this.load();
    return this.#store.feed.onChange(({ changes, reset }) => {
      if (reset) return this.#takeReset();
      for (const change of changes) {
        if ('put' in change && change.put.id === this.#id) this.take(change.put);
        // Deleted, hidden or archived: the server knows which.
        else if ('remove' in change && change.remove === this.#id && this.#state.state === 'shown') void this.load();
      }
      if (this.#state.state === 'failed' && this.#store.feed.status.state === 'live') void this.load();
    });
  }

  /** Asks the server. */
  async load(): Promise<void> {
    try {
      const { event, may } = await getEvent(this.#id);
      this.#set({ state: 'shown', event: this.#newer(event), may });
    } catch (error) {
      if (isNotFound(error)) {
        if (this.#state.state !== 'deleted') this.#set({ state: 'missing' });
      } else if (this.#state.state !== 'shown') this.#set({ state: 'failed', detail: problemOf(error).detail });
    }
  }

  /** The event as it is now. */
  take(event: BoardEvent): void {
    if (this.#state.state === 'shown') this.#set({ ...this.#state, event: this.#newer(event) });
    else void this.load();
  }

  /** Rejects with what the server said. Where it was changed meanwhile, that is shown first. */
  async delete(which: WhichDates = 'this'): Promise<void> {
    if (this.#state.state !== 'shown') return;
    try {
      const { event } = this.#state;
      this.#set({ state: 'deleted', event: await deleteEvent(this.#id, event.version, which), which });
    } catch (error) {
      const current = conflictOf(error);
      if (current !== null) this.take(current);
      throw error;
    }
  }

  /**
   * Brings back what was deleted; after the minutes in which the server still has it, an event as a new one of the same id.
   * Of a series that would be one of its dates alone: then it rejects.
   */
  async putBack(): Promise<void> {
    if (this.#state.state !== 'deleted') return;
    const { event, which } = this.#state;
    const restored = await restoreEvent(event.id, which).catch((error: unknown) => {
      if (isNotFound(error) && which === 'this') return postAgain(event);
      throw error;
    });
    this.#set({ state: 'shown', event: restored, may: null });
    await this.load();
  }

  /** Cancels, pins, hides … Rejects with what the server said. Where it was changed meanwhile, that is shown first. */
  async change(patch: Pick<EventPatch, 'cancelled' | 'pinned' | 'status'>, which: WhichDates = 'this'): Promise<void> {
    if (this.#state.state !== 'shown') return;
    try {
      this.take(await patchEvent(this.#id, this.#state.event.version, patch, which));
    } catch (error) {
      const current = conflictOf(error);
      if (current !== null) this.take(current);
      throw error;
    }
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** The answer of a call and the feed can overtake each other. */
  #newer(event: BoardEvent): BoardEvent {
    const held = this.#state.state === 'shown' ? this.#state.event : null;
    return held !== null && held.version > event.version && held.createdAt === event.createdAt ? held : event;
  }

  #takeReset(): void {
    const event = this.#store.feed.events.get(this.#id);
    if (event !== undefined) this.take(event);
    else if (this.#state.state !== 'deleted') void this.load();
  }

  #set(state: LiveEventState): void {
    this.#state = state;
    this.#listeners.notify();
  }
}

async function postAgain({
  id,
  board,
  name,
  start,
  end,
  timeZone,
  place,
  details,
  link,
  cancelled,
}: BoardEvent): Promise<BoardEvent> {
  const event = await postEvent(board, { id, name, start, end, timeZone, place, details, link });
  return cancelled ? patchEvent(id, event.version, { cancelled }) : event;
}
