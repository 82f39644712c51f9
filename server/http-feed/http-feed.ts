import type { Clock } from '../../shared/clock.ts';
import type { Audience, Frame } from '../../shared/feed-protocol.ts';
import { positionUnknown } from '../base/problem.ts';
import { FeedBehind, type Feed } from '../feed/feed.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import { restOfTurn, turnAt } from './turns.ts';

/** What a client follows: one board, as one audience sees it. `identity` tells it from another of its address. */
export type Followed = { board: string; audience: Audience; identity: string | null };

/** `frame` continues the position that was named; null: nothing has come. `turn` is the one to wait in next. */
export type Following = { frame: Frame | null; turn: number; turnIsOver: boolean };

/** A position from another server can be ahead of this one. After this time the client is better off elsewhere. */
const reachMs = 8_000;

type Options = {
  feed: Pick<Feed, 'live' | 'reach' | 'replay' | 'listen'>;
  clock: Clock;
  waiting: Pick<FeedMetrics['waiting'], 'inc' | 'dec'>;
  answers: Pick<FeedMetrics['httpAnswers'], 'inc'>;
};

/**
 * The feed for clients without a socket: each request names the position that the client holds, and is answered with
 * what follows it, at once or when it comes. The answer depends on nothing else, so it can be kept by any cache.
 */
export class HttpFeed {
  readonly #feed: Options['feed'];
  readonly #clock: Clock;
  /** Those who wait for a change, by what they follow. */
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #gauge: Options['waiting'];
  readonly #answers: Options['answers'];
  readonly #stopListening: () => void;
  #cancelTurn: (() => void) | null = null;
  #isStopped = false;

  constructor({ feed, clock, waiting, answers }: Options) {
    this.#feed = feed;
    this.#clock = clock;
    this.#gauge = waiting;
    this.#answers = answers;
    const wake = (board: string, audience: Audience): void => this.#wake(keyOf(board, audience));
    this.#stopListening = feed.listen({ frame: wake, reset: wake });
  }

  /** The turn of this moment. */
  get turn(): number {
    return turnAt(this.#clock.now());
  }

  /**
   * Everything that the board's frames have brought since the position, as one frame; empty if that is nothing. Throws
   * `position_unknown` if this server's history does not reach back to it, and `FeedBehind` while it does not know.
   */
  async since(followed: Followed, position: string): Promise<Frame> {
    this.#answers.inc();
    await this.#reach(followed, position);
    return this.#now(followed, position);
  }

  /**
   * The same, but waits for a change until the turn is over; no longer than the turn of this moment. `signal`: the client
   * has gone.
   */
  async after(followed: Followed, position: string, turn: number, signal: AbortSignal): Promise<Following> {
    this.#answers.inc();
    for (;;) {
      await this.#reach(followed, position);
      const begun = this.turn;
      // Nothing may be awaited between this look and the wait, so that no frame comes between them.
      const frame = this.#now(followed, position);
      if (frame.changes.length > 0) return { frame, turn: this.turn, turnIsOver: false };
      if (turn >= begun && !signal.aborted) await this.#change(keyOf(followed.board, followed.audience), signal);
      // Asked again, another server says more.
      if (this.#isStopped) return { frame: null, turn: Math.max(turn, this.turn), turnIsOver: false };
      if (signal.aborted || turn < this.turn || begun < this.turn)
        return { frame: null, turn: Math.max(turn, this.turn), turnIsOver: turn < this.turn };
    }
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Those who wait are told that nothing has come yet, and ask again elsewhere. */
  stop(): void {
    this.#isStopped = true;
    this.#stopListening();
    this.#cancelTurn?.();
    this.#wakeAll();
  }

  #now({ board, audience, identity }: Followed, position: string): Frame {
    if (this.#isStopped || !this.#feed.live) throw new FeedBehind();
    const replay = this.#feed.replay(board, audience, position, identity);
    if (replay === null) throw positionUnknown();
    const { at, changes, size, checksum } = replay;
    return { board, after: position, at, changes, size, checksum };
  }

  async #reach({ board, audience }: Followed, position: string): Promise<void> {
    let cancel = (): void => {};
    const late = new Promise<never>((_, reject) => {
      cancel = this.#clock.after(reachMs, () => reject(new FeedBehind()));
    });
    await Promise.race([this.#feed.reach(board, audience, position), late]).finally(cancel);
  }

  /** Resolves with the next frame or reset, at the end of this turn, or when the client goes. */
  #change(key: string, signal: AbortSignal): Promise<void> {
    this.#cancelTurn ??= this.#clock.after(restOfTurn(this.#clock.now()), () => {
      this.#cancelTurn = null;
      this.#wakeAll();
    });
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(key) ?? new Set();
      this.#waiting.set(key, waiting);
      const done = (): void => {
        signal.removeEventListener('abort', done);
        waiting.delete(done);
        this.#gauge.dec();
        if (waiting.size === 0 && this.#waiting.get(key) === waiting) this.#waiting.delete(key);
        resolve();
      };
      waiting.add(done);
      this.#gauge.inc();
      signal.addEventListener('abort', done);
    });
  }

  #wake(key: string): void {
    for (const done of [...(this.#waiting.get(key) ?? [])]) done();
  }

  #wakeAll(): void {
    for (const key of [...this.#waiting.keys()]) this.#wake(key);
  }
}

function keyOf(board: string, audience: Audience): string {
  return `${board}/${audience}`;
}
