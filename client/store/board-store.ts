import type { Board, BoardMembership } from '../../shared/board.ts';
import type { BoardNotice } from '../../shared/feed-protocol.ts';
import type { Session } from '../../shared/session.ts';
import { getBoard, getSnapshot, postEvent } from '../api/board-api.ts';
import { Backoff } from '../feed/backoff.ts';
import { BoardFeed } from '../feed/board-feed.ts';
import { socketConnection } from '../feed/feed-connection.ts';
import { Observable } from '../../shared/observable.ts';
import { Outbox } from '../feed/outbox.ts';
import { Posting } from '../posting/posting.ts';
import type { SessionStore } from './session-store.ts';
import { beforeNextFrame } from '../feed/before-next-frame.ts';
import { onWake } from '../feed/on-wake.ts';

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
  readonly #listeners = new Observable();
  readonly #session: SessionStore;
  #board: Board | null = null;
  #you: BoardMembership = { role: null, removed: false };
  #askAgain: () => void = () => undefined;

  constructor(slug: string, session: SessionStore) {
    this.slug = slug;
    this.#session = session;
    this.feed = new BoardFeed({
      board: slug,
      fetchSnapshot: getSnapshot,
      connection: socketConnection({
        onSession: () => void session.refresh(),
        onBoard: (notice) => this.#takeNotice(notice),
      }),
      schedule: beforeNextFrame,
    });
    this.outbox = new Outbox((post) => postEvent(slug, post));
    this.posting = new Posting({
      storageKey: `board.draft.${slug}`,
      timeZone: () => this.#board?.timeZone,
      submit: (post) => this.outbox.submit(post),
      find: (id) => this.feed.events.get(id),
      onGuest: (name) => session.rememberGuest(name),
    });
  }

  /** The board as the server has just answered it. */
  take(board: Board): void {
    this.#board = board;
    this.#listeners.notify();
  }

  /** Null until the server has told. */
  get board(): Board | null {
    return this.#board;
  }

  /** Who one is on this board; nobody in particular until the server has told. */
  get you(): BoardMembership {
    return this.#you;
  }

  /** The browser's own until the server has told: to draw by, not to refuse by. */
  get timeZone(): string {
    return this.#board?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** Answers how to stop. */
  start(): () => void {
    const abort = new AbortController();
    // Undefined until the server has said who this has been from the beginning.
    let name = this.#session.known ? nameOf(this.#session.session) : undefined;
    let asking = new AbortController();
    this.#askAgain = () => {
      asking.abort();
      asking = new AbortController();
      void this.#loadBoard(AbortSignal.any([abort.signal, asking.signal]));
    };
    const stops = [
      this.#session.onChange(() => {
        const now = nameOf(this.#session.session);
        if (name !== undefined && now !== name) {
          this.feed.identifyAnew();
          this.#askAgain();
        }
        name = now;
      }),
      this.feed.onChange(({ changes, reset }) => {
        this.outbox.confirm(reset ? [...this.feed.events.values()].map((put) => ({ put })) : changes);
        this.posting.settle();
      }),
      this.feed.start(),
      onWake(() => this.feed.probe()),
      () => abort.abort(),
    ];
    this.#askAgain();
    return () => {
      for (const stop of stops) stop();
    };
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
    return this.#listeners.subscribe(listener);
  }

  /** The feed's connection tells of the board whenever it follows it, and when it has changed. */
  #takeNotice({ board, is }: BoardNotice): void {
    if (board !== this.slug) return;
    if (is === null) return this.feed.probe();
    const peopleRevision = this.#board?.peopleRevision;
    this.#board = is;
    this.#listeners.notify();
    // Not all in the same moment where a thousand are told.
    if (peopleRevision !== undefined && peopleRevision !== is.peopleRevision)
      setTimeout(this.#askAgain, Math.random() * spreadMs);
  }

  async #loadBoard(signal: AbortSignal): Promise<void> {
    const backoff = new Backoff();
    while (!signal.aborted) {
      try {
        const before = this.#board;
        const { board, you } = await getBoard(this.slug);
        if (signal.aborted) return;
        // What the connection has told meanwhile is newer than this answer may be.
        if (this.#board === before) this.#board = board;
        this.#you = you;
        return this.#listeners.notify();
      } catch {
        if (this.feed.status.state === 'failed' && this.feed.status.code === 'board_not_found') return;
        await backoff.pause(signal);
      }
    }
  }
}

const spreadMs = 500;

/** By what name others know this browser; the server is told anew when that changes. */
function nameOf({ user, guest }: Session): string {
  return user === null ? `guest ${guest?.name ?? ''}` : `member ${user.username} ${user.role}`;
}
