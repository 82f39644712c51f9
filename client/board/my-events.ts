import type { BoardEvent } from '../../shared/event.ts';
import type { FeedNews } from '../feed/board-feed.ts';
import { problemOf } from '../ui/form-problem.ts';
import { Observable } from '../../shared/observable.ts';

export type MyEventsState =
  | { state: 'loading' }
  | { state: 'shown'; events: readonly BoardEvent[]; hasMore: boolean }
  | { state: 'failed'; detail: string };

type MyEventsOptions = {
  username: string;
  /** One page of the server's list. */
  list: (after: string | null, signal: AbortSignal) => Promise<{ events: BoardEvent[]; next: string | null }>;
};

/** The events of whoever is logged in, archived and pending ones too: the server's list, asked again when the feed brings news of one. */
export class MyEvents {
  readonly #options: MyEventsOptions;
  readonly #listeners = new Observable();
  #state: MyEventsState = { state: 'loading' };
  #pages = 1;
  #loading = false;
  #again = false;
  #abort = new AbortController();

  constructor(options: MyEventsOptions) {
    this.#options = options;
  }

  get state(): MyEventsState {
    return this.#state;
  }

  /** Answers how to stop. */
  start(): () => void {
    this.#abort = new AbortController();
    void this.load();
    return () => this.#abort.abort();
  }

  /** Takes note of what the feed brings. */
  take({ changes, reset }: FeedNews): void {
    if (reset || changes.some((change) => this.#concerns(change))) void this.load();
  }

  more(): void {
    this.#pages += 1;
    void this.load();
  }

  /** Asks the server, once however often it is called while it does. */
  async load(): Promise<void> {
    this.#again = true;
    if (this.#loading) return;
    this.#loading = true;
    const { signal } = this.#abort;
    try {
      while (this.#again && !signal.aborted) {
        this.#again = false;
        this.#set(await this.#loadPages(signal));
      }
    } catch (error) {
      if (!signal.aborted) this.#set({ state: 'failed', detail: problemOf(error).detail });
    } finally {
      this.#loading = false;
    }
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  async #loadPages(signal: AbortSignal): Promise<MyEventsState> {
    const events: BoardEvent[] = [];
    let next: string | null = null;
    for (let page = 0; page < this.#pages; page += 1) {
      const answer = await this.#options.list(next, signal);
      events.push(...answer.events);
      next = answer.next;
      if (next === null) break;
    }
    return { state: 'shown', events, hasMore: next !== null };
  }

  #concerns(change: FeedNews['changes'][number]): boolean {
    if ('put' in change) return change.put.author.member && change.put.author.name === this.#options.username;
    return this.#state.state === 'shown' && this.#state.events.some((event) => event.id === change.remove);
  }

  #set(state: MyEventsState): void {
    this.#state = state;
    this.#listeners.notify();
  }
}
