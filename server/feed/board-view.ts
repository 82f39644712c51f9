import type { Timestamp } from 'mongodb';
import type { BoardEvent } from '../../shared/event.ts';
import type { Audience } from '../../shared/feed-protocol.ts';
import { LiveSet, type Change } from '../../shared/live-set.ts';
import type { LogEntry } from './change-log.ts';
import { LastChanges } from './last-changes.ts';
import type { BoardSnapshot } from './snapshot-reader.ts';

/** A frame with this many changes is sent without waiting for the pacer: encoding a larger one would block the process. */
const maxFrameChanges = 500;

/** `at` is a point: a resume token's `_data`, without the epoch that makes it a position. */
export type ViewState = { at: string; size: number; checksum: string };
export type ViewFrame = ViewState & { after: string; changes: Change[] };

/**
 * A board's live set as one audience sees it, held in memory and kept current by the entries of the change log. Changes
 * wait in `pending` until they are flushed as one frame, which begins exactly where the last frame ended. Of each event
 * a frame has the last change only.
 *
 * So there are two states: `state` with everything that was applied, and `sent` as of the last frame. Clients that
 * follow the board hold `sent`.
 */
export class BoardView {
  readonly board: string;
  readonly audience: Audience;
  readonly #onFrame: (view: BoardView, frame: ViewFrame) => void;
  #set = new LiveSet();
  #identity: string | null = null;
  #snapshotTime: Timestamp | null = null;
  readonly #pending = new LastChanges();
  /** The point of the last change in the set. */
  #at = '';
  /** As of the last frame: the next frame continues from here. */
  #sent: ViewState = { at: '', size: 0, checksum: '' };
  #waiting: (() => void)[] = [];

  constructor(board: string, audience: Audience, onFrame: (view: BoardView, frame: ViewFrame) => void) {
    this.board = board;
    this.audience = audience;
    this.#onFrame = onFrame;
  }

  /** Begins with what the database held at a cluster time. `at` is the point of the last change in it. */
  load({ set, time, identity }: BoardSnapshot, at: string): void {
    this.#set = set;
    this.#identity = identity;
    this.#snapshotTime = time;
    this.#at = at;
    this.#sent = this.state;
  }

  apply(entry: LogEntry): void {
    // The snapshot contains this change already. Applying it again could bring back an older state of the event.
    if (this.#snapshotTime === null || entry.clusterTime.lessThanOrEqual(this.#snapshotTime)) return;
    this.#set.apply(entry.change);
    this.#pending.add(entry.change);
    this.#at = entry.at;
    if (this.#pending.size >= maxFrameChanges) this.flush();
  }

  /** Tells the board from an earlier or a later one of its slug. */
  get identity(): string | null {
    return this.#identity;
  }

  get hasPending(): boolean {
    return this.#pending.size > 0;
  }

  /** Sends what is pending as one frame. */
  flush(): void {
    if (!this.hasPending) return;
    const frame = { after: this.#sent.at, changes: this.#pending.take(), ...this.state };
    this.#sent = this.state;
    this.#onFrame(this, frame);
    this.#wake();
  }

  /** Drops what is pending; nothing of it is sent. */
  discard(): void {
    this.#pending.take();
    this.#wake();
  }

  get sent(): ViewState {
    return this.#sent;
  }

  /** Resolves when everything up to this point has been sent. */
  async sentThrough(point: string): Promise<void> {
    while (this.hasPending && point > this.#sent.at) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  get state(): ViewState {
    return { at: this.#at, size: this.#set.size, checksum: this.#set.checksum };
  }

  events(): IterableIterator<BoardEvent> {
    return this.#set.values();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
