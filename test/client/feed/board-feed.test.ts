import { beforeEach, describe, expect, it } from 'vitest';
import { BoardFeed, silenceMs, type BoardFeedOptions } from '../../../client/feed/board-feed.ts';
import type { ConnectionHandlers, FeedConnection } from '../../../client/feed/feed-connection.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { Frame, Snapshot, Subscribe, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { LiveSet, type Change } from '../../../shared/live-set.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { boardEvent } from '../../support/board/stored-event.ts';

/** A server in a few lines: a chain of changes. Positions before `forgottenUpTo` are unknown. */
class FakeServer {
  readonly set = new LiveSet();
  readonly log: { at: string; change: Change }[] = [];
  position = 'p000';
  forgottenUpTo = 'p000';
  readonly asked: string[] = [];
  snapshots = 0;
  handlers: ConnectionHandlers | null = null;
  connected = false;
  /** Answers to the next `subscribe` calls, instead of the truth. */
  answers: ((truth: SubscribeAnswer) => SubscribeAnswer | 'silence')[] = [];
  /** The next `subscribe` calls wait for these before the server answers them. */
  holds: Promise<void>[] = [];
  mismatches = 0;

  readonly connection: FeedConnection = {
    open: (handlers) => {
      this.handlers = handlers;
      return () => {
        this.handlers = null;
      };
    },
    subscribe: async (message, take) => this.#subscribe(message, take),
    reportMismatch: () => {
      this.mismatches += 1;
    },
    reconnect: () => this.connect(),
    renew: () => {
      this.disconnect();
      this.connect();
    },
    connected: false,
  };

  constructor() {
    Object.defineProperty(this.connection, 'connected', { get: () => this.connected });
  }

  connect(): void {
    this.connected = true;
    this.handlers?.connected();
  }

  disconnect(): void {
    this.connected = false;
    this.handlers?.disconnected();
  }

  /** Changes the board. Returns the frame, for the test to deliver or to lose. */
  change(...changes: Change[]): Frame {
    const after = this.position;
    for (const change of changes) {
      this.set.apply(change);
      this.position = `p${String(this.log.length + 1).padStart(3, '0')}`;
      this.log.push({ at: this.position, change });
    }
    return { board: 'main', after, at: this.position, changes, size: this.set.size, checksum: this.set.checksum };
  }

  fetchSnapshot = async (): Promise<Snapshot> => {
    this.snapshots += 1;
    return {
      board: 'main',
      audience: 'public',
      position: this.position,
      size: this.set.size,
      checksum: this.set.checksum,
      events: [...this.set.values()],
    };
  };

  async #subscribe({ position }: Subscribe, take: (answer: SubscribeAnswer) => void): Promise<void> {
    this.asked.push(position);
    await this.holds.shift();
    const truth: SubscribeAnswer =
      position < this.forgottenUpTo
        ? { ok: false, code: 'position_unknown' }
        : {
            ok: true,
            protocol: 1,
            board: 'main',
            audience: 'public',
            after: position,
            at: this.position,
            viewers: 3,
            build: 'b1',
            changes: this.log.filter(({ at }) => at > position).map(({ change }) => change),
            size: this.set.size,
            checksum: this.set.checksum,
          };
    const answer = this.answers.shift()?.(truth) ?? truth;
    if (answer === 'silence') throw new Error('no answer');
    take(answer);
  }
}

function event(n: number, overrides: Partial<BoardEvent> = {}): BoardEvent {
  return boardEvent({ id: String(n).padStart(24, '0'), ...overrides });
}

describe('the client’s half of the feed', () => {
  let server: FakeServer;
  let feed: BoardFeed;
  let clock: FakeClock;

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer();
    feed = newFeed();
  });

  function newFeed(options: Partial<BoardFeedOptions> = {}): BoardFeed {
    const { connection, fetchSnapshot } = server;
    return new BoardFeed({ board: 'main', connection, fetchSnapshot, clock, ...options });
  }

  async function live(): Promise<void> {
    feed.start();
    server.connect();
    await clock.advanceAsync(1);
    expect(feed.status).toEqual({ state: 'live' });
  }

  function expectEqualToServer(): void {
    expect([feed.events.checksum, feed.position]).toEqual([server.set.checksum, server.position]);
  }

  it('[FEED-1] joins with the snapshot’s position and gets everything since', async () => {
    server.change({ put: event(1) });
    await live();
    expect([server.asked, server.snapshots]).toEqual([['p001'], 1]);
    expectEqualToServer();
  });

  it('[FEED-1] comes back after a lost connection with the same call, without a snapshot', async () => {
    await live();
    server.disconnect();
    expect(feed.status.state).toBe('stale');
    server.change({ put: event(1) });
    server.connect();
    await clock.advanceAsync(1);
    expectEqualToServer();
    expect([feed.status.state, server.snapshots]).toEqual(['live', 1]);
  });

  it('[FEED-2] applies a frame that continues its position', async () => {
    await live();
    server.handlers!.frame(server.change({ put: event(1) }, { put: event(2) }));
    expectEqualToServer();
    expect(server.asked).toHaveLength(1);
  });

  it('[FEED-2] a frame that continues another position makes it subscribe again', async () => {
    await live();
    server.change({ put: event(1) });
    server.handlers!.frame(server.change({ put: event(2) }));
    expect(feed.events.size).toBe(0);
    expect(feed.status.state).toBe('catching-up');
    await clock.advanceAsync(1);
    expectEqualToServer();
    expect([server.asked, server.snapshots]).toEqual([['p000', 'p000'], 1]);
  });

  it('[FEED-2] a frame that comes in the same turn as the answer it continues is not lost', async () => {
    server.answers.push((truth) => {
      queueMicrotask(() => server.handlers!.frame(server.change({ put: event(7) })));
      return truth;
    });
    await live();
    expectEqualToServer();
    expect(server.asked).toHaveLength(1);
  });

  it('[FEED-2] while it asks again, frames wait for the answer, which continues what it held when it asked', async () => {
    const steps: [string, string | null][] = [];
    feed = newFeed({
      observer: {
        subscribed: ({ after }) => steps.push([after, feed.position]),
        frame: ({ after }, applied) => {
          if (applied) steps.push([after, feed.position]);
        },
      },
    });
    await live();
    let [answerFirst, answerSecond] = [(): void => {}, (): void => {}];
    server.holds.push(
      new Promise((resolve) => {
        answerFirst = resolve;
      }),
      new Promise((resolve) => {
        answerSecond = resolve;
      }),
    );
    server.handlers!.connected();
    // The connection is lost and back once more before the first `subscribe` is answered.
    server.handlers!.connected();
    answerFirst();
    await clock.advanceAsync(1);
    expect(server.asked).toHaveLength(3);
    // With the first answer the server has put the client into the room.
    server.handlers!.frame(server.change({ put: event(1) }));
    answerSecond();
    await clock.advanceAsync(1);
    expectEqualToServer();
    for (const [after, held] of steps) expect(after).toBe(held);
  });

  it('[FEED-3] a checksum that does not match makes it start again with a snapshot, and is reported', async () => {
    await live();
    server.handlers!.frame({ ...server.change({ put: event(1) }), checksum: '0123456789abcdef' });
    await clock.advanceAsync(1);
    expect([server.mismatches, server.snapshots]).toEqual([1, 2]);
    expectEqualToServer();
    expect(feed.status.state).toBe('live');
  });

  it('[FEED-4] starts again with a snapshot where its position is unknown', async () => {
    await live();
    server.disconnect();
    server.change({ put: event(1) }, { put: event(2) });
    server.forgottenUpTo = 'p001';
    server.connect();
    await clock.advanceAsync(1_000);
    expect(server.snapshots).toBe(2);
    expectEqualToServer();
    expect(feed.status.state).toBe('live');
  });

  it('[FEED-12] finds out by a pulse that it missed the last change', async () => {
    await live();
    const { at, size, checksum } = server.change({ put: event(1) });
    server.handlers!.pulse({
      board: 'main',
      at,
      size,
      checksum,
      viewers: 4,
      now: new Date(clock.now()).toISOString(),
      build: 'b1',
    });
    await clock.advanceAsync(1);
    expectEqualToServer();
    expect(server.asked).toHaveLength(2);
  });

  it('[FEED-12] does not trust a connection that has gone silent', async () => {
    await live();
    server.answers.push(() => 'silence');
    await clock.advanceAsync(silenceMs + 1);
    expect(feed.status.state).toBe('catching-up');
    await clock.advanceAsync(5_000);
    expect(feed.status.state).toBe('live');
  });

  it('[FEED-12] never claims to be live before the server has answered, and says as of when it was', async () => {
    const loadedAt = new Date(clock.now());
    feed.start();
    await clock.advanceAsync(1);
    expect(feed.status).toEqual({ state: 'catching-up', asOf: loadedAt });
    server.connect();
    await clock.advanceAsync(1);
    expect(feed.status.state).toBe('live');
    server.disconnect();
    expect(feed.status.state).toBe('stale');
  });

  it('[FEED-12] probes at once when the page wakes', async () => {
    await live();
    server.change({ put: event(1) });
    feed.probe();
    await clock.advanceAsync(1);
    expectEqualToServer();
    server.disconnect();
    feed.probe();
    await clock.advanceAsync(1);
    expect(feed.status.state).toBe('live');
  });

  it('keeps trying while the snapshot cannot be loaded, and says so', async () => {
    const real = server.fetchSnapshot;
    let failures = 3;
    const failing = newFeed({
      fetchSnapshot: async () => {
        if (failures > 0) {
          failures -= 1;
          throw Object.assign(new Error('away'), { code: 'unavailable' });
        }
        return real();
      },
    });
    failing.start();
    server.connect();
    await clock.advanceAsync(1);
    expect(failing.status).toEqual({ state: 'failed', code: 'unavailable', detail: 'away' });
    await clock.advanceAsync(10_000);
    expect(failing.status.state).toBe('live');
  });

  it('[FEED-21] says that the page is too old, by the snapshot or the subscription, and goes on trying', async () => {
    const refused = newFeed({
      fetchSnapshot: async () => {
        throw Object.assign(new Error('Reload.'), { code: 'client_too_old' });
      },
    });
    const stop = refused.start();
    await clock.advanceAsync(1);
    expect([refused.tooOld, refused.status.state]).toEqual([true, 'failed']);
    stop();

    feed.start();
    server.connect();
    await clock.advanceAsync(1);
    expect([feed.tooOld, feed.status.state]).toEqual([false, 'live']);
    server.disconnect();
    server.answers = [() => ({ ok: false, code: 'client_too_old' })];
    server.connect();
    await clock.advanceAsync(1);
    expect([feed.tooOld, feed.status.state]).toEqual([true, 'stale']);
    await clock.advanceAsync(10_000);
    expect(feed.status.state).toBe('live');
  });

  describe('a large board on a slow line', () => {
    let begin: () => void;
    let arrive: () => void;
    let lists: number;
    const next = [event(1)];

    beforeEach(() => {
      lists = 0;
      server.change({ put: event(1) }, { put: event(2) });
      const whole = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      feed = newFeed({
        fetchSnapshot: async (_board, _audience, _signal, onProgress) => {
          begin = onProgress;
          await whole;
          return server.fetchSnapshot();
        },
        fetchNext: async () => {
          lists += 1;
          return next;
        },
      });
    });

    it('[FEED-31] shows the next events, never as live, until all of it is here', async () => {
      feed.start();
      server.connect();
      await clock.advanceAsync(1);
      begin();
      await clock.advanceAsync(1_000);
      expect([lists, feed.status.state]).toEqual([0, 'loading']);
      for (let second = 0; second < 60; second += 1) {
        begin();
        await clock.advanceAsync(1_000);
        expect([lists, feed.events.size, feed.position, feed.status.state]).toEqual([1, 1, null, 'catching-up']);
      }
      server.disconnect();
      expect(feed.status.state).toBe('stale');
      server.connect();
      arrive();
      await clock.advanceAsync(1);
      expect(feed.status).toEqual({ state: 'live' });
      expectEqualToServer();
    });

    it('[FEED-31] asks for nothing more while the server has not begun to answer, or is quick', async () => {
      const stop = feed.start();
      server.connect();
      await clock.advanceAsync(60_000);
      expect(lists).toBe(0);
      begin();
      arrive();
      await clock.advanceAsync(60_000);
      expect([lists, feed.status.state]).toEqual([0, 'live']);
      stop();
    });

    it('[FEED-31] what comes too late, or after the page has gone, changes nothing', async () => {
      let answer!: (events: BoardEvent[]) => void;
      const late = newFeed({
        fetchSnapshot: async (_board, _audience, _signal, onProgress) => {
          onProgress();
          await new Promise<void>((resolve) => {
            arrive = resolve;
          });
          return server.fetchSnapshot();
        },
        fetchNext: () =>
          new Promise((resolve) => {
            answer = resolve;
          }),
      });
      late.start();
      server.connect();
      await clock.advanceAsync(2_000);
      arrive();
      await clock.advanceAsync(1);
      answer([event(7)]);
      await clock.advanceAsync(1);
      expect([late.status.state, late.events.get(event(7).id)]).toEqual(['live', undefined]);
    });
  });

  /** A board that is there or not, for the snapshot and the socket. */
  function removable(): { isThere: boolean; asked: number } {
    const board = { isThere: false, asked: 0 };
    feed = newFeed({
      fetchSnapshot: async () => {
        board.asked += 1;
        if (board.isThere) return server.fetchSnapshot();
        throw Object.assign(new Error('There is no board with this name.'), { code: 'board_not_found' });
      },
    });
    return board;
  }

  it('[FEED-29] looks again for a board that does not exist, and less and less often', async () => {
    const board = removable();
    feed.start();
    server.connect();
    await clock.advanceAsync(60_000);
    expect(feed.status).toMatchObject({ state: 'failed', code: 'board_not_found' });
    expect(board.asked).toBeGreaterThan(1);
    const early = board.asked;
    await clock.advanceAsync(60 * 60_000);
    // With chance in it, half a minute apart.
    expect(board.asked - early).toBeGreaterThan(60);
    expect(board.asked - early).toBeLessThan(300);
    board.isThere = true;
    await clock.advanceAsync(60_000);
    expect(feed.status).toEqual({ state: 'live' });
  });

  it('[FEED-29] a page that wakes looks at once for a board that was not there', async () => {
    const board = removable();
    feed.start();
    server.connect();
    await clock.advanceAsync(10 * 60_000);
    board.isThere = true;
    const { asked } = board;
    feed.probe();
    await clock.advanceAsync(1);
    expect([board.asked - asked, feed.status.state]).toEqual([1, 'live']);
  });

  it('[FEED-29] a board that was deleted is shown no longer, whatever happens to the connection, until it is there again', async () => {
    const board = removable();
    board.isThere = true;
    server.change({ put: event(1) });
    await live();
    board.isThere = false;
    server.answers = [() => ({ ok: false, code: 'board_not_found' })];
    server.handlers!.connected();
    await clock.advanceAsync(1);
    expect(feed.status).toMatchObject({ state: 'failed', code: 'board_not_found' });
    server.disconnect();
    await clock.advanceAsync(120_000);
    server.connect();
    await clock.advanceAsync(120_000);
    expect(feed.status).toMatchObject({ state: 'failed', code: 'board_not_found' });
    board.isThere = true;
    server.change({ put: event(2) });
    await clock.advanceAsync(60_000);
    expect(feed.status).toEqual({ state: 'live' });
    expectEqualToServer();
  });

  it('gives up a board that is closed to this person', async () => {
    let asked = 0;
    const lost = newFeed({
      fetchSnapshot: async () => {
        asked += 1;
        throw Object.assign(new Error('It is for moderators.'), { code: 'forbidden' });
      },
    });
    lost.start();
    await clock.advanceAsync(60_000);
    expect([asked, lost.status.state]).toEqual([1, 'failed']);
  });

  it('leaves no timer behind when it is stopped, whatever it was waiting for', async () => {
    const stop = feed.start();
    server.connect();
    await clock.advanceAsync(1);
    expect(clock.pendingTimers).toBe(1);
    server.answers.push(() => 'silence');
    server.handlers!.connected();
    await clock.advanceAsync(1);
    expect(clock.pendingTimers).toBe(2);
    stop();
    await clock.advanceAsync(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('notifies its listeners once for many changes, with the changes in their order', async () => {
    let run: () => void = () => undefined;
    feed = newFeed({
      schedule: (callback) => {
        run = callback;
      },
    });
    await live();
    run();
    const heard: Change[][] = [];
    feed.onChange(({ changes }) => heard.push([...changes]));
    server.handlers!.frame(server.change({ put: event(1) }));
    server.handlers!.frame(server.change({ put: event(1, { version: 2 }) }, { remove: event(1).id }));
    run();
    expect(heard).toHaveLength(1);
    expect(heard[0]!.map((change) => ('put' in change ? change.put.version : 'removed'))).toEqual([1, 2, 'removed']);
  });
});
