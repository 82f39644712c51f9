import type { BoardEvent, EventPatch, EventRights, WhichDates } from '../../shared/event.ts';
import { deleteEvent, getEvent, patchEvent, restoreEvent } from '../api/board-api.ts';
import type { BoardStore } from '../store/board-store.ts';
import { conflictOf, isNotFound } from '../ui/form-problem.ts';
import { pick } from '../../shared/pick.ts';
import { LoadedValue, type LoadedState } from '../ui/loaded-value.ts';

export type EventView =
  /** `may` is null until the server has said what this person may do. */
  | { state: 'shown'; event: BoardEvent; may: EventRights | null }
  /** Deleted on this page, perhaps with all its later dates. It can be restored. */
  | { state: 'deleted'; event: BoardEvent; which: WhichDates }
  | { state: 'missing' };

/** One event, live: from the board's feed while it is in the live set, else as the server last returned it. */
export class LiveEvent {
  readonly #id: string;
  readonly #store: Pick<BoardStore, 'feed'>;
  readonly #view = new LoadedValue<EventView>();

  constructor(id: string, store: Pick<BoardStore, 'feed'>) {
    this.#id = id;
    this.#store = store;
  }

  get state(): LoadedState<EventView> {
    return this.#view.state;
  }

  /** Null until it is known. */
  get view(): EventView | null {
    return this.#view.value;
  }

  /** Returns a function that stops it. */
  start(): () => void {
    const event = this.#store.feed.events.get(this.#id);
    if (event !== undefined) this.#view.take({ state: 'shown', event, may: null });
    void this.load();
    const stop = this.#store.feed.onChange(({ changes, reset }) => {
      if (reset) return this.#takeReset();
      for (const change of changes) {
        if ('put' in change && change.put.id === this.#id) {
          this.take(change.put);
          // The public feed has no reviews: the server tells them to the author.
          if (this.view?.state === 'shown' && this.view.may?.edit === true) void this.load();
        }
        // Deleted, hidden or archived: the server knows which.
        else if ('remove' in change && change.remove === this.#id && this.view?.state === 'shown') void this.load();
      }
      if (this.state.state === 'failed' && this.#store.feed.status.state === 'live') void this.load();
    });
    return () => {
      stop();
      this.#view.cancel();
    };
  }

  /** Loads the event from the server. */
  load(): Promise<void> {
    return this.#view.load(async () => {
      try {
        const { event, may } = await getEvent(this.#id);
        return { state: 'shown', event: this.#newer(event), may };
      } catch (error) {
        const { view } = this;
        // A deleted event can still be restored; a shown event stays, and the feed keeps it current.
        if (view?.state === 'deleted') return view;
        if (isNotFound(error)) return { state: 'missing' };
        if (view?.state === 'shown') return view;
        throw error;
      }
    });
  }

  /** Takes the event as it is now. */
  take(event: BoardEvent): void {
    const { view } = this;
    if (view?.state !== 'shown') return void this.load();
    this.#view.take({ ...view, event: this.#newer(event) });
    // `take` has cancelled the request that brings the rights.
    if (view.may === null) void this.load();
  }

  /** Rejects with the server's error. If somebody else changed the event first, their version is shown before that. */
  async delete(which: WhichDates = 'this'): Promise<void> {
    const { view } = this;
    if (view?.state !== 'shown') return;
    const event = await this.#orTakeCurrent(deleteEvent(this.#id, view.event.version, which));
    this.#view.take({ state: 'deleted', event, which });
  }

  /** Restores a deleted event, within the minutes in which the server still has it. */
  async putBack(): Promise<void> {
    const { view } = this;
    if (view?.state !== 'deleted') return;
    const { event, which } = view;
    const restored = await restoreEvent(event.id, which);
    this.#view.take({ state: 'shown', event: restored, may: null });
    await this.load();
  }

  /** Cancels, pins, hides … Rejects like `delete`. */
  async change(patch: Pick<EventPatch, 'cancelled' | 'pinned' | 'status'>, which: WhichDates = 'this'): Promise<void> {
    const { view } = this;
    if (view?.state !== 'shown') return;
    this.take(await this.#orTakeCurrent(patchEvent(this.#id, view.event.version, patch, which)));
  }

  /** Forgets the change that waits, on all dates of which it was asked, or one that was not accepted. Rejects like `delete`. */
  async withdraw(): Promise<void> {
    const { view } = this;
    const changes = view?.state === 'shown' ? view.event.review?.changes : null;
    if (view?.state !== 'shown' || changes == null) return;
    const asItIs = pick(view.event, Object.keys(changes) as (keyof typeof changes)[]);
    this.take(
      await this.#orTakeCurrent(
        patchEvent(this.#id, view.event.version, asItIs, view.event.series === null ? 'this' : 'all'),
      ),
    );
  }

  onChange(listener: () => void): () => void {
    return this.#view.onChange(listener);
  }

  async #orTakeCurrent(call: Promise<BoardEvent>): Promise<BoardEvent> {
    try {
      return await call;
    } catch (error) {
      const current = conflictOf(error);
      if (current !== null) this.take(current);
      throw error;
    }
  }

  /** The feed and the answer to a call can overtake each other. */
  #newer(event: BoardEvent): BoardEvent {
    const held = this.view?.state === 'shown' ? this.view.event : null;
    if (held === null || held.createdAt !== event.createdAt) return event;
    if (held.version === event.version) return { ...held, ...event };
    return held.version > event.version ? held : event;
  }

  #takeReset(): void {
    const event = this.#store.feed.events.get(this.#id);
    if (event !== undefined) this.take(event);
    else if (this.view?.state !== 'deleted') void this.load();
  }
}
