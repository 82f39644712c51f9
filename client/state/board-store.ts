import type { Board } from '../../shared/board.ts';
import { getBoard, getSnapshot, postEvent } from '../api/board-api.ts';
import { Backoff } from './backoff.ts';
import { BoardFeed } from './board-feed.ts';
import { socketConnection } from './feed-connection.ts';
import { Listeners } from './listeners.ts';
import { Outbox } from './outbox.ts';
import { Posting } from './posting.ts';
import type { SessionStore } from './session-store.ts';
import { onWake } from './wake.ts';

/** A board that pages show: its rules, its live set, and what is being posted to it. */
export class BoardStore {
  readonly slug: string;
  readonly feed: BoardFeed;
  readonly outbox: Outbox;
  readonly posting: Posting;
  /** How many events the page was drawing when one left it, so that coming back finds the place again. */
  shownCount: number | null = null;
  /** What was posted on a page of its own, for the board to show when one comes back to it. */
  #posted: string | null = null;
  readonly #listeners = new Listeners();
  readonly #session: SessionStore;
  #board: Board | null = null;

  constructor(slug: string, session: SessionStore) {
    this.slug = slug;
    this.#session = session;
    this.feed = new BoardFeed({
      board: slug,
      fetchSnapshot: getSnapshot,
      connection: socketConnection({ onSession: () => void session.refresh() }),
      schedule: soon,
    });
    this.outbox = new Outbox((post) => postEvent(slug, post));
    this.posting = new Posting({
      storageKey: `board.draft.${slug}`,
      submit: (post) => this.outbox.submit(post),
      find: (id) => this.feed.events.get(id),
      onGuest: (name) => session.rememberGuest(name),
    });
  }

  /** Null until the server has told. */
  get board(): Board | null {
    return this.#board;
  }

  get timeZone(): string {
    return this.#board?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** Answers how to stop. */
  start(): () => void {
    const abort = new AbortController();
    // Undefined until the server has said who this has been from the beginning.
    let username = this.#session.known ? this.#session.session.user?.username ?? null : undefined;
    const stops = [
      this.#session.onChange(() => {
        const now = this.#session.session.user?.username ?? null;
        if (username !== undefined && now !== username) this.feed.identifyAnew();
        username = now;
      }),
      this.feed.onChange(({ changes, reset }) => {
        this.outbox.confirm(reset ? [...this.feed.events.values()].map((put) => ({ put })) : changes);
        this.posting.settle();
      }),
      this.feed.start(),
      onWake(() => this.feed.probe()),
      () => abort.abort(),
    ];
    void this.#loadBoard(abort.signal);
    return () => { for (const stop of stops) stop(); };
  }

  /** The board should show this event when one comes to it. */
  revealLater(id: string): void {
    this.#posted = id;
  }

  /** The event to show, once. */
  takePosted(): string | null {
    const id = this.#posted;
    this.#posted = null;
    return id;
  }

  /** Tells of the board's own data: title, zone, rules. The live set has `feed.onChange`. */
  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  async #loadBoard(signal: AbortSignal): Promise<void> {
    const backoff = new Backoff();
    while (!signal.aborted) {
      try {
        this.#board = await getBoard(this.slug);
        return this.#listeners.tell();
      } catch {
        if (this.feed.status.state === 'failed' && this.feed.status.code === 'board_not_found') return;
        await backoff.pause(signal);
      }
    }
  }
}

/** Before the next frame is drawn; a hidden tab, which draws none, is told all the same, though not as often. */
function soon(callback: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    callback();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, hiddenTabMs);
}

const hiddenTabMs = 1_000;
