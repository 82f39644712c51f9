import type { Board } from '../../shared/board.ts';
import type { FeedStatus } from './board-feed.ts';
import { BoardFeed } from './board-feed.ts';
import { socketConnection } from './feed-connection.ts';
import { Outbox } from './outbox.ts';
import { onWake } from './wake.ts';
import { getBoard, getSnapshot, postEvent } from '../api/board-api.ts';

/** A board that a page shows: its rules, its live set and what is being posted to it. */
export class BoardStore {
  readonly slug: string;
  readonly feed: BoardFeed;
  readonly outbox: Outbox;
  board: Board | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(slug: string, onSession: () => void) {
    this.slug = slug;
    this.feed = new BoardFeed({
      board: slug,
      fetchSnapshot: getSnapshot,
      connection: socketConnection({ onSession }),
      // A hidden tab gets no animation frames, and needs none.
      schedule: (callback) => { requestAnimationFrame(callback); },
    });
    this.outbox = new Outbox((input) => postEvent(slug, input));
    this.feed.onChange(({ changes, reset }) => {
      this.outbox.confirm(reset ? [...this.feed.events.values()].map((put) => ({ put })) : changes);
    });
  }

  get title(): string {
    return this.board?.title ?? '';
  }

  get timeZone(): string {
    return this.board?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  get status(): FeedStatus {
    return this.feed.status;
  }

  start(): void {
    this.feed.start();
    onWake(() => this.feed.probe());
    void this.#loadBoard();
  }

  /** Tells of the board's own data: title, zone, rules. The live set has `feed.onChange`. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #loadBoard(): Promise<void> {
    for (let waitMs = 500; this.board === null; waitMs = Math.min(waitMs * 2, 10_000)) {
      try {
        this.board = await getBoard(this.slug);
        for (const listener of this.#listeners) listener();
      } catch {
        if (this.feed.status.state === 'failed' && this.feed.status.code === 'board_not_found') return;
        await new Promise((resolve) => { setTimeout(resolve, waitMs); });
      }
    }
  }
}
