import type { Logger } from 'pino';
import { Backoff } from '../../shared/backoff.ts';
import { pause, type Clock } from '../../shared/clock.ts';
import type { Audience } from '../../shared/feed-protocol.ts';
import { BoardView, type ViewFrame } from './board-view.ts';
import type { ChangeLog, LogEntry } from './change-log.ts';
import { afterClusterTime } from './position.ts';
import type { BoardSnapshot } from './snapshot-reader.ts';

type Slot = {
  board: string;
  audience: Audience;
  view: BoardView | null;
  loading: Promise<BoardView>;
  usedAtMs: number;
};

export type BoardViewsOptions = {
  log: ChangeLog;
  logger: Logger;
  clock: Clock;
  readSnapshot: (board: string, audience: Audience) => Promise<BoardSnapshot>;
  /** Resolves when everything up to this point of the stream has been delivered. */
  delivered: (point: string) => Promise<void>;
  /** Resolves when views can be loaded again after a reset. */
  settled: () => Promise<void>;
  onFrame: (view: BoardView, frame: ViewFrame) => void;
  /** A view was loaded. Clients that follow the board had an earlier one: they must subscribe again before it sends a frame. */
  onLoaded: (view: BoardView) => void;
};

const retryMs = { firstMs: 100, longestMs: 3_000 };

/**
 * The board views of this process. A view is loaded when someone first asks for it, shared by everyone who asks, loaded
 * again after a reset, and dropped when nobody has asked for a while.
 *
 *     stream   ──a──b──c──d──e──f──►        each change also goes to the change log
 *     snapshot ──────┘                      what the database held at one cluster time, between b and c
 *     view            ├─c─d─┤─e─f──►        cutover: c and d come from the log, then the stream goes on
 *
 * The cutover happens in one tick: the log is read and the view takes part in the stream before the next batch. So no
 * change is missed and none is applied twice.
 */
export class BoardViews {
  readonly #options: BoardViewsOptions;
  readonly #slots = new Map<string, Slot>();
  readonly #abort = new AbortController();
  /** Grows with each reset: what began to load before a reset is worthless after it. */
  #generation = 0;

  constructor(options: BoardViewsOptions) {
    this.#options = options;
  }

  /** The view, once it is loaded and current with the stream. */
  get(board: string, audience: Audience): Promise<BoardView> {
    const slot = this.#slots.get(key(board, audience)) ?? this.#open(board, audience);
    slot.usedAtMs = this.#options.clock.monotonic();
    return slot.loading;
  }

  /** The view if it is loaded now. */
  loaded(board: string, audience: Audience): BoardView | null {
    const slot = this.#slots.get(key(board, audience));
    if (slot === undefined) return null;
    slot.usedAtMs = this.#options.clock.monotonic();
    return slot.view;
  }

  apply(board: string, audience: Audience, entry: LogEntry): void {
    this.#slots.get(key(board, audience))?.view?.apply(entry);
  }

  /** Sends what is pending in any view. */
  flush(): void {
    for (const { view } of this.#slots.values()) view?.flush();
  }

  get anyPending(): boolean {
    for (const { view } of this.#slots.values()) if (view?.hasPending === true) return true;
    return false;
  }

  /** What the views hold can no longer be trusted: each is loaded again. */
  reset(): void {
    this.#generation += 1;
    for (const slot of this.#slots.values()) {
      slot.view?.discard();
      this.#replace(slot);
    }
  }

  /**
   * What the log had of this board is forgotten, and its views with it. A view that is loading at this moment finds that
   * by itself, from the log.
   */
  replace(board: string): void {
    for (const slot of this.#slots.values()) {
      if (slot.board !== board || slot.view === null) continue;
      slot.view.flush();
      this.#replace(slot);
    }
  }

  dropIdle(idleMs: number): void {
    const before = this.#options.clock.monotonic() - idleMs;
    for (const [name, slot] of this.#slots) if (slot.view !== null && slot.usedAtMs < before) this.#slots.delete(name);
  }

  close(): void {
    this.#abort.abort();
    this.#generation += 1;
    for (const { view } of this.#slots.values()) view?.discard();
  }

  #open(board: string, audience: Audience): Slot {
    const slot: Slot = {
      board,
      audience,
      view: null,
      loading: Promise.reject(new Error('not begun')),
      usedAtMs: this.#options.clock.monotonic(),
    };
    slot.loading.catch(() => undefined);
    slot.loading = this.#load(slot);
    slot.loading.catch(() => undefined);
    this.#slots.set(key(board, audience), slot);
    return slot;
  }

  #replace(slot: Slot): void {
    slot.view = null;
    slot.loading = this.#load(slot);
    slot.loading.catch(() => undefined);
  }

  /** Tries until it succeeds: callers wait as long as they like, and get the view when the database is back. */
  async #load(slot: Slot): Promise<BoardView> {
    const { clock, logger, settled } = this.#options;
    const generation = this.#generation;
    const backoff = new Backoff({ ...retryMs, jitter: 0.5, random: clock.random });
    for (;;) {
      if (this.#abort.signal.aborted) throw new Error('The feed is closed.');
      // The reset has started a load of its own: its result is the one to wait for.
      if (generation !== this.#generation) return slot.loading;
      try {
        await settled();
        const view = await this.#tryLoad(slot, generation);
        if (view !== null) return view;
      } catch (error) {
        logger.warn({ err: error, board: slot.board }, 'board could not be loaded, trying again');
        await pause(clock, backoff.next(), this.#abort.signal);
      }
    }
  }

  /** Null when the log has dropped changes that came after the snapshot. */
  async #tryLoad(slot: Slot, generation: number): Promise<BoardView | null> {
    const { board, audience } = slot;
    const { log, readSnapshot, delivered, onFrame, onLoaded } = this.#options;
    const snapshot = await readSnapshot(board, audience);
    const snapshotPoint = afterClusterTime(snapshot.time);
    await delivered(snapshotPoint);
    // The cutover. Nothing may be awaited from here to the end.
    if (generation !== this.#generation) return null;
    const since = log.after(snapshotPoint, board, audience);
    if (since === null) return null;
    const view = new BoardView(board, audience, onFrame);
    view.load(snapshot, log.lastChangeUpTo(snapshotPoint, board, audience));
    slot.view = view;
    // Many changes since the snapshot are a frame already.
    onLoaded(view);
    for (const entry of since) view.apply(entry);
    return view;
  }
}

function key(board: string, audience: Audience): string {
  return `${board}/${audience}`;
}
