import type { Change } from '../../shared/live-set.ts';
import { Observable } from '../../shared/observable.ts';

/** `reset`: the set as a whole is new. Otherwise exactly these changes were applied, in this order. */
export type FeedNews = { changes: readonly Change[]; reset: boolean };

/** A listener in a hidden tab is told to read the whole set rather than more changes than this. */
const maxPendingChanges = 2_000;

/** Gathers news, and notifies listeners of all of it at once: once per animation frame in a browser. */
export class FeedNewsGatherer {
  readonly #schedule: (callback: () => void) => void;
  readonly #listeners = new Observable<FeedNews>();
  /** Null while no call is scheduled. */
  #pending: { changes: Change[]; reset: boolean } | null = null;

  constructor(schedule: (callback: () => void) => void) {
    this.#schedule = schedule;
  }

  subscribe(listener: (news: FeedNews) => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** Without changes it says that something else is new, such as the status. */
  add({ changes, reset }: FeedNews = { changes: [], reset: false }): void {
    const isScheduled = this.#pending !== null;
    const pending = (this.#pending ??= { changes: [], reset: false });
    if (reset || pending.changes.length + changes.length > maxPendingChanges) {
      pending.reset = true;
      pending.changes = [];
    }
    if (!pending.reset) pending.changes.push(...changes);
    if (!isScheduled) this.#schedule(() => this.#notify());
  }

  #notify(): void {
    const news = this.#pending;
    this.#pending = null;
    if (news !== null) this.#listeners.notify(news);
  }
}
