import type { Logger } from 'pino';
import { setTimeout as delay } from 'node:timers/promises';
import type { Audience } from '../../shared/feed-protocol.ts';
import { BoardView, type ViewFrame } from './board-view.ts';
import { visibleTo } from './board-change.ts';
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
  readSnapshot: (board: string) => Promise<BoardSnapshot>;
  /** Resolves once everything up to this point of the stream has been delivered. */
  delivered: (point: string) => Promise<void>;
  /** Resolves when views may be loaded again after a reset. */
  settled: () => Promise<void>;
  onFrame: (view: BoardView, frame: ViewFrame) => void;
  /** A view was loaded in place of one that clients had followed: they must start again. */
  onReplaced: (view: BoardView) => void;
};

const firstRetryMs = 100;
const longestRetryMs = 3_000;

/**
 * The board views of this process: loaded when the first asks, shared by all who ask, dropped when nobody has
 * asked for a while, loaded anew after a reset.
 */
export class BoardViews {
  readonly #options: BoardViewsOptions;
  readonly #slots = new Map<string, Slot>();
  /** Grows with each reset; a load that began before one is worthless. */
  #generation = 0;
  #closed = false;

  constructor(options: BoardViewsOptions) {
    this.#options = options;
  }

  /** The view, once it is loaded and current with the stream. */
  get(board: string, audience: Audience): Promise<BoardView> {
    const slot = this.#slots.get(key(board, audience)) ?? this.#open(board, audience);
    slot.usedAtMs = Date.now();
    return slot.loading;
  }

  /** The view if it is loaded now. */
  loaded(board: string, audience: Audience): BoardView | null {
    const slot = this.#slots.get(key(board, audience));
    if (slot === undefined) return null;
    slot.usedAtMs = Date.now();
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

  /** What the views held is no longer to be trusted: each is loaded again. */
  reset(): void {
    this.#generation += 1;
    for (const slot of this.#slots.values()) {
      slot.view?.discard();
      slot.view = null;
      slot.loading = this.#load(slot).then((view) => {
        this.#options.onReplaced(view);
        return view;
      });
      slot.loading.catch(() => undefined);
    }
  }

  dropIdle(idleMs: number): void {
    const before = Date.now() - idleMs;
    for (const [name, slot] of this.#slots) if (slot.view !== null && slot.usedAtMs < before) this.#slots.delete(name);
  }

  close(): void {
    this.#closed = true;
    this.#generation += 1;
    for (const { view } of this.#slots.values()) view?.discard();
  }

  #open(board: string, audience: Audience): Slot {
    const slot: Slot = {
      board,
      audience,
      view: null,
      loading: Promise.reject(new Error('not begun')),
      usedAtMs: Date.now(),
    };
    slot.loading.catch(() => undefined);
    slot.loading = this.#load(slot);
    slot.loading.catch(() => undefined);
    this.#slots.set(key(board, audience), slot);
    return slot;
  }

  /** Tries until it succeeds: who asks waits as long as he likes, and finds the view when the database is back. */
  async #load(slot: Slot): Promise<BoardView> {
    const generation = this.#generation;
    for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, longestRetryMs)) {
      if (this.#closed) throw new Error('The feed is closed.');
      // A reset has begun a load of its own, which is the one to wait for.
      if (generation !== this.#generation) return slot.loading;
      try {
        await this.#options.settled();
        const view = await this.#tryLoad(slot, generation);
        if (view !== null) return view;
      } catch (error) {
        this.#options.logger.warn({ err: error, board: slot.board }, 'board could not be loaded, trying again');
        await delay(retryMs * (0.5 + Math.random() / 2), undefined, { ref: false });
      }
    }
  }

  /** Null when the log has moved on too far while the snapshot was read. */
  async #tryLoad(slot: Slot, generation: number): Promise<BoardView | null> {
    const { board, audience } = slot;
    const { log, readSnapshot, delivered } = this.#options;
    const snapshot = await readSnapshot(board);
    const snapshotPoint = afterClusterTime(snapshot.time);
    await delivered(snapshotPoint);
    // From here on in one go: no change may come between reading the log and following the stream.
    if (generation !== this.#generation) return null;
    const since = log.after(snapshotPoint, board, audience);
    if (since === null) return null;
    const view = new BoardView(board, audience, this.#options.onFrame);
    const visible = snapshot.events.map((stored) => visibleTo(audience, stored)).filter((event) => event !== null);
    view.load(visible, snapshot.time, log.lastChangeUpTo(snapshotPoint, board, audience));
    for (const entry of since) view.apply(entry);
    slot.view = view;
    return view;
  }
}

function key(board: string, audience: Audience): string {
  return `${board}/${audience}`;
}
