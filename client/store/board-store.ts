import type { Category } from '../../shared/category.ts';
import type { Board, BoardMembership } from '../../shared/board.ts';
import { mayModerate, needsApproval } from '../../shared/policies.ts';
import type { BoardNotice } from '../../shared/feed-protocol.ts';
import { getBoard, getSnapshot, listEvents, postEvent } from '../api/board-api.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { RetryPause } from '../feed/retry-pause.ts';
import { BoardFeed } from '../feed/board-feed.ts';
import { FeedLadder } from '../feed/feed-ladder.ts';
import { Observable } from '../../shared/observable.ts';
import { Outbox } from '../feed/outbox.ts';
import { Posting } from '../posting/posting.ts';
import type { SessionStore } from './session-store.ts';
import { beforeNextFrame } from '../feed/before-next-frame.ts';
import { onWake } from '../feed/on-wake.ts';
import { boardNow, takeServerTime, withBoardTime } from '../api/board-time.ts';
import { todayIn } from '../ui/today.ts';

const noCategories: readonly Category[] = [];

/** More than a screen has, in few bytes. */
const nextEvents = 40;
/** Clients ask again at a random moment within this time. */
const spreadMs = 500;
/** Of the feed by HTTP, which has one every 10 s. */
const ticksBetweenNews = 3;

/** A board for the pages that show it: its rules, its live set, and the posts that are being sent to it. */
export class BoardStore {
  readonly slug: string;
  readonly feed: BoardFeed;
  readonly outbox: Outbox;
  readonly posting: Posting;
  /** News that the public feed does not have: one of this person's own posts waits or was decided. */
  readonly ownNews = new Observable();
  /** How many posts and changes wait for a moderator; 0 for people who do not moderate the board. */
  waiting = 0;
  /** How many events the page showed when the person left it, so that they find their place when they come back. */
  shownCount: number | null = null;
  /** The id of an event that was posted on another page, for the board to show when the person comes back to it. */
  #posted: string | null = null;
  readonly #listeners = new Observable();
  readonly #session: SessionStore;
  readonly #clock: Clock;
  #board: Board | null = null;
  #you: BoardMembership = { role: null, removed: false };
  #rules: string | undefined;
  /** Whether a socket tells of `waiting`, later than any answer. */
  #isToldWaiting = false;
  /** There was no such board when it was asked for. */
  #isMissing = false;
  #askAgain: () => void = () => undefined;
  #ownPosts: Promise<() => void> | undefined;

  constructor(slug: string, session: SessionStore, clock: Clock = systemClock) {
    this.slug = slug;
    this.#session = session;
    this.#clock = clock;
    this.feed = new BoardFeed({
      board: slug,
      fetchSnapshot: getSnapshot,
      fetchNext: async (board, signal) => {
        const today = todayIn(this.timeZone, boardNow());
        return (await listEvents(board, { from: today, limit: nextEvents }, signal)).events;
      },
      connection: new FeedLadder({
        board: slug,
        clock,
        onTick: (tick) => this.#askWithoutSocket(tick),
        onSession: () => void session.refresh(),
        onBoard: (notice) => this.#takeNotice(notice),
        onPosts: () => this.ownNews.notify(),
        onWaiting: ({ board, posts }) => {
          if (board !== slug) return;
          this.waiting = posts;
          this.#isToldWaiting = true;
          this.#listeners.notify();
        },
      }),
      clock: withBoardTime(clock),
      schedule: beforeNextFrame(clock),
      onTime: (now) => {
        if (takeServerTime(now)) this.#listeners.notify();
      },
    });
    this.outbox = new Outbox((post) => postEvent(slug, post));
    this.posting = new Posting({
      board: slug,
      storageKey: `board.draft.${slug}`,
      timeZone: () => this.#board?.timeZone,
      submit: (post) => this.outbox.submit(post),
      find: (id) => this.feed.events.get(id),
      onGuest: (name) => session.rememberGuest(name),
    });
  }

  /** By HTTP nobody tells of what is beside the feed, so it is asked for; only the rules can be seen to have changed. */
  #askWithoutSocket({ count, rules }: { count: number; rules: string | undefined }): void {
    if (rules !== this.#rules) this.#askAgain();
    this.#rules = rules;
    this.#isToldWaiting = false;
    if (count % ticksBetweenNews !== 0) return;
    if (mayModerate({ key: '', role: this.#you.role })) this.#askAgain();
    void this.#session.refresh();
    this.ownNews.notify();
  }

  /** Takes the board from an answer of the server. */
  take(board: Board): void {
    this.#board = board;
    this.#listeners.notify();
  }

  /** Null until the server has answered. */
  get board(): Board | null {
    return this.#board;
  }

  /** The person's role on this board; that of a stranger until the server has answered. */
  get you(): BoardMembership {
    return this.#you;
  }

  /** Whether a moderator has to approve what this person posts or changes. */
  get waits(): boolean {
    return this.#board !== null && needsApproval(this.#board, this.#you);
  }

  /** The browser's own zone until the server has answered: good enough to show times, but not to reject input. */
  get timeZone(): string {
    return this.#board?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** None until the server has answered, or if it is of a version without them. */
  get categories(): readonly Category[] {
    return this.#board?.categories ?? noCategories;
  }

  /** Starts following the board. Returns a function that stops it. */
  start(): () => void {
    const abort = new AbortController();
    // Undefined until the server has answered for the first time.
    let name = this.#session.known ? nameOf(this.#session) : undefined;
    let asking = new AbortController();
    this.#askAgain = () => {
      asking.abort();
      asking = new AbortController();
      void this.#loadBoard(AbortSignal.any([abort.signal, asking.signal]));
    };
    const stops = [
      this.#session.onChange(() => {
        if (!this.#session.known) return;
        const now = nameOf(this.#session);
        if (name !== undefined && now !== name) {
          this.feed.renewConnection();
          this.#askAgain();
        }
        name = now;
      }),
      this.feed.onChange(({ changes, reset }) => {
        this.outbox.confirm(reset ? [...this.feed.events.values()].map((put) => ({ put })) : changes);
        void this.posting.settle();
        if (reset && this.#isMissing) this.#askAgain();
      }),
      this.feed.start(),
      onWake(() => this.feed.probe()),
      this.onChange(() => {
        if (this.#board?.approval)
          this.#ownPosts ??= import('../review/own-posts.ts').then((own) => own.followOwnPosts(this, this.#session));
      }),
      () => {
        void this.#ownPosts?.then((stop) => stop());
        this.#ownPosts = undefined;
      },
      () => abort.abort(),
    ];
    this.#askAgain();
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Makes the board show this event when the person comes to it next. */
  revealLater(id: string): void {
    this.#posted = id;
  }

  /** The event to show; null from the second call on. */
  takePosted(): string | null {
    const id = this.#posted;
    this.#posted = null;
    return id;
  }

  /** Notifies of changes of the board's own data: title, zone, rules. For the live set use `feed.onChange`. */
  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** The server sends the board's data after each `subscribe` and whenever they change. */
  #takeNotice({ board, is }: BoardNotice): void {
    if (board !== this.slug) return;
    if (is === null) return this.feed.probe();
    const peopleRevision = this.#board?.peopleRevision;
    this.#board = is;
    this.#listeners.notify();
    // Spread out: a thousand clients get the notice at the same moment.
    if (peopleRevision !== undefined && peopleRevision !== is.peopleRevision)
      this.#clock.after(this.#clock.random() * spreadMs, this.#askAgain);
  }

  async #loadBoard(signal: AbortSignal): Promise<void> {
    const retry = new RetryPause(this.#clock);
    while (!signal.aborted) {
      try {
        const before = this.#board;
        const { board, you, waiting } = await getBoard(this.slug);
        if (signal.aborted) return;
        this.#isMissing = false;
        // A notice that came meanwhile can be newer than this answer.
        if (this.#board === before) this.#board = board;
        this.#you = you;
        if (!this.#isToldWaiting) this.waiting = waiting;
        return this.#listeners.notify();
      } catch {
        const { status } = this.feed;
        // The feed goes on looking for it.
        this.#isMissing = status.state === 'failed' && status.code === 'board_not_found';
        if (this.#isMissing) return;
        await retry.pause(signal);
      }
    }
  }
}

/** The name and role under which the server knows this browser. When they change, the connection is renewed. */
/** Changes when the connection has to: it belongs to the session with which it was opened. */
function nameOf({ session: { user, guest }, revision }: SessionStore): string {
  return user === null ? `guest ${guest?.name ?? ''}` : `member ${user.username} ${user.role} ${revision}`;
}
