import type { Board } from '../../shared/board.ts';
import { Observable } from '../../shared/observable.ts';

/** The titles of boards, each asked for once. */
export class BoardTitles {
  readonly #find: (slug: string) => Promise<{ board: Pick<Board, 'title'> }>;
  readonly #titles = new Map<string, string | null>();
  readonly #changes = new Observable();

  constructor(find: (slug: string) => Promise<{ board: Pick<Board, 'title'> }>) {
    this.#find = find;
  }

  /** The board's address until its title is known. */
  of(slug: string): string {
    if (!this.#titles.has(slug)) {
      this.#titles.set(slug, null);
      // Without an answer the address names the board well enough.
      void this.#find(slug).then(
        ({ board }) => this.#set(slug, board.title),
        () => undefined,
      );
    }
    return this.#titles.get(slug) ?? slug;
  }

  onChange(listener: () => void): () => void {
    return this.#changes.subscribe(listener);
  }

  #set(slug: string, title: string): void {
    this.#titles.set(slug, title);
    this.#changes.notify();
  }
}
