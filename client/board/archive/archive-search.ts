import type { BoardEvent } from '../../../shared/event.ts';
import { listEvents, type ListQuery } from '../../api/board-api.ts';
import { LoadedValue, type LoadedState } from '../../ui/loaded-value.ts';
import { filterOf, type BoardSelection } from '../selection.ts';

/** `next` asks for the next page; null on the last one. */
export type ArchiveResult = { events: readonly BoardEvent[]; next: string | null };

/** Searches events that the live set does not hold: the server's list, as it was when it was asked. */
export class ArchiveSearch {
  readonly #board: string;
  readonly #result = new LoadedValue<ArchiveResult>();
  #query: ListQuery | null = null;

  constructor(board: string) {
    this.#board = board;
  }

  get state(): LoadedState<ArchiveResult> {
    return this.#result.state;
  }

  /** Searches again only if the selection has changed or the last search failed. */
  search(selection: BoardSelection): void {
    const { archived, sort, limit } = selection;
    const query = { ...filterOf(selection), archived, sort, limit };
    const isSame = JSON.stringify(query) === JSON.stringify(this.#query);
    if (isSame && this.state.state !== 'failed') return;
    this.#query = query;
    this.#result.clear();
    void this.#load(null, []);
  }

  /** Adds the next page to the result. */
  async more(): Promise<void> {
    const result = this.#result.value;
    if (result !== null && result.next !== null) await this.#load(result.next, result.events);
  }

  onChange(listener: () => void): () => void {
    return this.#result.onChange(listener);
  }

  #load(after: string | null, before: readonly BoardEvent[]): Promise<void> {
    const query = { ...this.#query, after: after ?? undefined };
    return this.#result.load(async (signal) => {
      const { events, next } = await listEvents(this.#board, query, signal);
      return { events: [...before, ...events], next };
    });
  }
}
