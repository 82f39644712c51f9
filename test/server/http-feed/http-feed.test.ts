import { beforeEach, describe, expect, it } from 'vitest';
import type { FeedListener, Replay } from '../../../server/feed/feed.ts';
import { HttpFeed, type Followed, type Following } from '../../../server/http-feed/http-feed.ts';
import type { Change } from '../../../shared/live-set.ts';
import { feedTurnMs } from '../../../shared/feed-timing.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const main: Followed = { board: 'main', audience: 'public', identity: null };
const change: Change = { remove: 'a'.repeat(24) };
/** Not at the beginning of a turn. */
const startMs = 1_000 * feedTurnMs + 3_000;
const turn = 1_000;

/** A feed at position p1, until it brings one change and is at p2. */
function fakeFeed() {
  const listeners = new Set<FeedListener>();
  const feed = {
    live: true,
    /** Null: the history is gone. */
    brought: [] as Change[] | null,
    reached: Promise.resolve(),
    reach: () => feed.reached,
    replay: (): Replay | null =>
      feed.brought === null
        ? null
        : { at: feed.brought.length > 0 ? 'p2' : 'p1', changes: feed.brought, size: 0, checksum: 'c', bytes: 0 },
    listen(listener: FeedListener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    bring(board = 'main'): void {
      if (board === 'main') feed.brought = [change];
      const frame = { board, after: 'p1', at: 'p2', changes: [change], size: 0, checksum: 'c' };
      for (const listener of listeners) listener.frame(board, 'public', frame);
    },
    lose(): void {
      feed.brought = null;
      for (const listener of listeners) listener.reset('main', 'public');
    },
    listeners,
  };
  return feed;
}

describe('the feed by HTTP', () => {
  let clock: FakeClock;
  let feed: ReturnType<typeof fakeFeed>;
  let http: HttpFeed;
  let waiters: number;
  beforeEach(() => {
    clock = new FakeClock(startMs);
    feed = fakeFeed();
    waiters = 0;
    const gauge = { inc: () => void (waiters += 1), dec: () => void (waiters -= 1) };
    http = new HttpFeed({ feed, clock, waiting: gauge, answers: { inc: () => undefined } });
  });

  /** Somebody who waits, and what they have got so far. */
  function waiting(inTurn: number, signal = new AbortController().signal) {
    const got: { answer: Following | Error | null } = { answer: null };
    const done = http.after(main, 'p1', inTurn, signal).then(
      (answer) => void (got.answer = answer),
      (error: Error) => void (got.answer = error),
    );
    return { got, done };
  }
  /** Lets everything run that waits for nothing. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('[FOLLOW-2] a wait ends with the change that comes in its turn', async () => {
    const { got, done } = waiting(turn);
    await settle();
    feed.bring('other');
    await settle();
    expect(got.answer).toBeNull();
    feed.bring();
    await done;
    expect(got.answer).toEqual({
      frame: { board: 'main', after: 'p1', at: 'p2', changes: [change], size: 0, checksum: 'c' },
      turn,
      turnIsOver: false,
    });
  });

  it('[FOLLOW-2] without a change it ends with the turn, and names the next', async () => {
    const { got, done } = waiting(turn);
    await settle();
    clock.advance(feedTurnMs - 3_001);
    await settle();
    expect(got.answer).toBeNull();
    clock.advance(1);
    await done;
    expect(got.answer).toEqual({ frame: null, turn: turn + 1, turnIsOver: true });
    expect(clock.pendingTimers).toBe(0);
  });

  it('[FOLLOW-2] a turn that is over is answered at once, one that has not begun not before this one ends', async () => {
    const past = waiting(turn - 7);
    await past.done;
    expect(past.got.answer).toEqual({ frame: null, turn, turnIsOver: true });
    // By the clock of another server, or invented: the answer says nothing about that turn yet.
    for (const later of [turn + 1, turn + 1_000_000]) {
      const { got, done } = waiting(later);
      await settle();
      expect(got.answer).toBeNull();
      clock.advance(feedTurnMs);
      await done;
      expect(got.answer).toMatchObject({ frame: null, turn: later });
      expect((got.answer as Following).turnIsOver).toBe(later < http.turn);
    }
  });

  it('[FOLLOW-4] a history that is lost while somebody waits is said to be lost', async () => {
    const { got, done } = waiting(turn);
    await settle();
    feed.lose();
    await done;
    expect(got.answer).toMatchObject({ code: 'position_unknown', status: 410 });
  });

  it('[FOLLOW-4] a server that does not reach the position in time, or is not live, says so', async () => {
    feed.live = false;
    await expect(http.since(main, 'p1')).rejects.toThrow('behind');
    feed.reached = new Promise(() => {});
    const asked = http.since(main, 'p1');
    clock.advance(8_000);
    await expect(asked).rejects.toThrow('behind');
    expect(clock.pendingTimers).toBe(0);
  });

  it('[FOLLOW-6] one who goes is forgotten; when the server stops, those who wait ask again', async () => {
    const abort = new AbortController();
    const one = waiting(turn, abort.signal);
    const other = waiting(turn);
    await settle();
    expect(waiters).toBe(2);
    abort.abort();
    await one.done;
    expect(waiters).toBe(1);
    expect(other.got.answer).toBeNull();
    http.stop();
    await other.done;
    expect(other.got.answer).toEqual({ frame: null, turn, turnIsOver: false });
    expect([feed.listeners.size, clock.pendingTimers, waiters]).toEqual([0, 0, 0]);
  });
});
