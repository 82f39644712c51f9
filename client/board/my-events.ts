import type { BoardEvent } from '../../shared/event.ts';
import type { FeedNews } from '../feed/feed-news.ts';
import { loadPages } from '../ui/load-pages.ts';
import { LoadedValue, type LoadedState } from '../ui/loaded-value.ts';

export type MyEventsList = { events: readonly BoardEvent[]; hasMore: boolean };

type MyEventsOptions = {
  author: BoardEvent['author'];
  /** Loads one page of the server's list. */
  list: (after: string | null, signal: AbortSignal) => Promise<{ events: BoardEvent[]; next: string | null }>;
};

/**
 * A person's own events, archived and pending ones too: the server's list, loaded again when the feed changes one of
 * them.
 */
export class MyEvents {
  readonly #options: MyEventsOptions;
  readonly #events = new LoadedValue<MyEventsList>();
  #pages = 1;
  #loading = false;
  #again = false;

  constructor(options: MyEventsOptions) {
    this.#options = options;
  }

  get state(): LoadedState<MyEventsList> {
    return this.#events.state;
  }

  /** Returns a function that stops it. */
  start(): () => void {
    void this.load();
    return () => {
      this.#again = false;
      this.#events.cancel();
    };
  }

  take({ changes, reset }: FeedNews): void {
    if (reset || changes.some((change) => this.#concerns(change))) void this.load();
  }

  more(): void {
    this.#pages += 1;
    void this.load();
  }

  /** Calls that come while a request is under way lead to one more request, not to one each. */
  async load(): Promise<void> {
    this.#again = true;
    if (this.#loading) return;
    this.#loading = true;
    while (this.#again) {
      this.#again = false;
      await this.#events.load((signal) => this.#loadPages(signal));
    }
    this.#loading = false;
  }

  onChange(listener: () => void): () => void {
    return this.#events.onChange(listener);
  }

  async #loadPages(signal: AbortSignal): Promise<MyEventsList> {
    const { pages, hasMore } = await loadPages(this.#pages, (after) => this.#options.list(after, signal));
    return { events: pages.flatMap(({ events }) => events), hasMore };
  }

  #concerns(change: FeedNews['changes'][number]): boolean {
    const { name, member } = this.#options.author;
    const id = 'put' in change ? change.put.id : change.remove;
    if ('put' in change && change.put.author.member === member && change.put.author.name === name) return true;
    return this.#events.value?.events.some((event) => event.id === id) === true;
  }
}
