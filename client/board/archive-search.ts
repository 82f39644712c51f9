import type { BoardEvent } from '../../shared/event.ts';
import { listEvents } from '../api/board-api.ts';
import { problemOf } from '../ui/form-problem.ts';
import { Observable } from '../../shared/observable.ts';
import { filterOf, writeSelection, type BoardSelection } from './selection.ts';

export type ArchiveResult =
  | { state: 'loading' }
  /** `next` goes into the search for more; null where that was all. */
  | { state: 'found'; events: readonly BoardEvent[]; next: string | null }
  | { state: 'failed'; detail: string };

/** Searches what the live set does not hold: the server's list, as of the moment one asks. */
export class ArchiveSearch {
  readonly #board: string;
  readonly #listeners = new Observable();
  #result: ArchiveResult = { state: 'loading' };
  #query = '';
  #abort = new AbortController();

  constructor(board: string) {
    this.#board = board;
  }

  get result(): ArchiveResult {
    return this.#result;
  }

  /** Asks anew if the selection is another than before. */
  search(selection: BoardSelection, today: string): void {
    const { archived, sort, limit } = selection;
    const query = writeSelection({ ...filterOf(selection, today), archived, sort, limit }).toString();
    if (query === this.#query && this.#result.state !== 'failed') return;
    this.#query = query;
    this.#result = { state: 'loading' };
    void this.#load(null, []);
  }

  /** The next page of what was found. */
  async more(): Promise<void> {
    if (this.#result.state !== 'found' || this.#result.next === null) return;
    await this.#load(this.#result.next, this.#result.events);
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  async #load(after: string | null, before: readonly BoardEvent[]): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    const query = new URLSearchParams(this.#query);
    if (after !== null) query.set('after', after);
    try {
      const { events, next } = await listEvents(this.#board, query, signal);
      this.#result = { state: 'found', events: [...before, ...events], next };
    } catch (error) {
      if (signal.aborted) return;
      this.#result = { state: 'failed', detail: problemOf(error).detail };
    }
    if (!signal.aborted) this.#listeners.notify();
  }
}
