import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BoardFeed } from '../../../client/feed/board-feed.ts';
import { HttpConnection } from '../../../client/feed/http-connection.ts';
import type { Snapshot } from '../../../shared/feed-protocol.ts';
import { feedTurnMs } from '../../../shared/feed-timing.ts';
import { protocolVersion, versionHeader } from '../../../shared/protocol-version.ts';
import { LiveSet, type Change } from '../../../shared/live-set.ts';
import { boardEvent } from '../../support/board/stored-event.ts';
import { FakeClock } from '../../support/fake-clock.ts';

type Answered = { status: number; turn?: number; body: unknown };

/** A server in a few lines, as docs/protocol.md has it. Positions before `forgottenUpTo` are unknown. */
class FakeServer {
  readonly set = new LiveSet();
  readonly log: { at: string; change: Change }[] = [];
  /** Each checksum that the board ever had. */
  readonly had = new Set<string>(['0000000000000000']);
  position = 'p000';
  forgottenUpTo = 'p000';
  isDown = false;
  rules = 'r1';
  #wake = new Set<() => void>();
  readonly #clock: FakeClock;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  change(...changes: Change[]): void {
    for (const change of changes) {
      this.set.apply(change);
      this.position = `p${String(this.log.length + 1).padStart(3, '0')}`;
      this.log.push({ at: this.position, change });
      this.had.add(this.set.checksum);
    }
    for (const wake of [...this.#wake]) wake();
  }

  snapshot(): Snapshot {
    const { position, set } = this;
    const { size, checksum } = set;
    return { board: 'main', audience: 'public', position, size, checksum, events: [...set.values()] };
  }

  async answer(path: string): Promise<Answered> {
    if (this.isDown) throw new TypeError('Failed to fetch');
    const url = new URL(path, 'http://board.test');
    const { size, checksum } = this.set;
    if (url.pathname.endsWith('/snapshot')) return { status: 200, body: this.snapshot() };
    if (url.pathname.endsWith('/pulse')) {
      const now = new Date(this.#clock.now()).toISOString();
      const at = this.position;
      return {
        status: 200,
        body: { board: 'main', at, size, checksum, viewers: 3, now, build: 'b1', rules: this.rules },
      };
    }
    const after = url.searchParams.get('after')!;
    const turn = url.searchParams.get('turn');
    if (after < this.forgottenUpTo) return { status: 410, body: { code: 'position_unknown' } };
    if (after >= this.position && turn !== null) {
      const restMs = feedTurnMs - (this.#clock.now() % feedTurnMs);
      const begun = this.#turn;
      if (Number(turn) >= begun)
        await new Promise<void>((resolve) => {
          const done = (): void => {
            this.#wake.delete(done);
            cancel();
            resolve();
          };
          const cancel = this.#clock.after(restMs, done);
          this.#wake.add(done);
        });
      if (after >= this.position) return { status: 204, turn: Math.max(Number(turn), this.#turn), body: null };
    }
    const changes = this.log.filter(({ at }) => at > after).map(({ change }) => change);
    const frame = {
      board: 'main',
      after,
      at: this.position,
      changes,
      size: this.set.size,
      checksum: this.set.checksum,
    };
    return { status: 200, turn: this.#turn, body: frame };
  }

  get #turn(): number {
    return Math.floor(this.#clock.now() / feedTurnMs);
  }
}

const event = (n: number, version = 1) => boardEvent({ id: String(n).padStart(24, '0'), version });

/** A response whose body is there: a real stream would need more turns than the fake clock gives it. */
function responseOf(
  { status, turn, body: content }: Answered,
  text = JSON.stringify(content),
  type = 'application/json',
): Response {
  const headers = new Headers({
    'content-type': type,
    ...(type === 'application/json' ? { [versionHeader]: String(protocolVersion) } : {}),
    ...(turn === undefined ? {} : { 'feed-turn': String(turn) }),
  });
  const parts = status === 204 ? [] : [new TextEncoder().encode(text)];
  const body = { getReader: () => ({ read: async () => ({ value: parts.shift() }) }) };
  const response = { ok: status < 300, status, headers, body, json: async () => JSON.parse(text) as unknown };
  return response as unknown as Response;
}

describe('the feed by HTTP, in a page', () => {
  let clock: FakeClock;
  let server: FakeServer;
  let feed: BoardFeed;
  let ticks: (string | undefined)[];
  let stop: (() => void) | undefined;
  let seen: boolean;
  /** What the network makes of a request: the server's own answer by default. */
  let network: (path: string) => Promise<Response>;
  let asked: string[];

  beforeEach(() => {
    clock = new FakeClock();
    server = new FakeServer(clock);
    [ticks, asked, seen] = [[], [], true];
    network = async (path) => responseOf(await server.answer(path));
    vi.stubGlobal('fetch', (path: string, { signal }: RequestInit) => {
      asked.push(path);
      return Promise.race([
        network(path),
        new Promise((_resolve, reject) => {
          signal!.addEventListener('abort', () => reject(new Error('aborted')));
        }),
      ]);
    });
    feed = new BoardFeed({
      board: 'main',
      clock,
      fetchSnapshot: async () => (await (await network('/api/boards/main/snapshot')).json()) as Snapshot,
      connection: new HttpConnection({
        board: 'main',
        clock,
        isSeen: () => seen,
        onTick: ({ rules }) => ticks.push(rules),
      }),
    });
  });
  afterEach(() => {
    stop?.();
    vi.unstubAllGlobals();
  });

  async function live(): Promise<void> {
    server.change({ put: event(1) });
    stop = feed.start();
    await clock.advanceAsync(1_000);
    expect(feed.status).toEqual({ state: 'live' });
  }

  const expectEqualToServer = (): void => expect(feed.events.checksum).toBe(server.set.checksum);

  it('[FOLLOW-7] follows change after change, and is live through quiet turns', async () => {
    await live();
    for (let n = 2; n < 8; n += 1) {
      server.change({ put: event(n) });
      await clock.advanceAsync(300);
      expectEqualToServer();
    }
    for (let second = 0; second < 120; second += 1) {
      await clock.advanceAsync(1_000);
      expect(feed.status.state).toBe('live');
    }
    // A few waits in each turn, and not one after the other at once.
    expect(asked.filter((path) => path.includes('turn=')).length).toBeLessThan(20);
    server.change({ remove: event(2).id }, { put: event(1, 2) });
    await clock.advanceAsync(300);
    expectEqualToServer();
  });

  it('[FOLLOW-7] says that it is cut off, and catches up when the server is back', async () => {
    await live();
    server.isDown = true;
    server.change({ put: event(2) });
    await clock.advanceAsync(12_000);
    expect(feed.status.state).toBe('stale');
    server.isDown = false;
    server.change({ put: event(3) });
    await clock.advanceAsync(6_000);
    expect(feed.status.state).toBe('live');
    expectEqualToServer();
  });

  it('[FOLLOW-7] starts again with a snapshot where the history is gone', async () => {
    await live();
    server.forgottenUpTo = 'p900';
    server.position = 'p901';
    server.set.apply({ put: event(9) });
    server.had.add(server.set.checksum);
    await clock.advanceAsync(40_000);
    expect(feed.status.state).toBe('live');
    expectEqualToServer();
  });

  it('[FOLLOW-7] asks for what a socket would have told, and finds changed rules', async () => {
    await live();
    server.rules = 'r2';
    await clock.advanceAsync(21_000);
    expect(ticks).toEqual(['r1', 'r2', 'r2']);
  });

  it('[FOLLOW-7] an unseen page does not hold a connection while nothing happens', async () => {
    seen = false;
    await live();
    const before = asked.length;
    server.change({ put: event(2) });
    await clock.advanceAsync(40_000);
    expect(asked.slice(before).filter((path) => path.includes('turn='))).toEqual([]);
    expectEqualToServer();
    expect(feed.status.state).toBe('live');
  });

  it('[FOLLOW-7] closed, it leaves nothing behind', async () => {
    await live();
    stop!();
    await clock.advanceAsync(60_000);
    expect(clock.pendingTimers).toBe(0);
    const before = asked.length;
    await clock.advanceAsync(60_000);
    expect(asked.length).toBe(before);
  });

  it(
    '[FOLLOW-8] whatever a cache answers, no screen shows as live a set that the board never had',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.infiniteStream(fc.nat(999)), async (chances) => {
          const next = (): number => chances.next().value as number;
          clock = new FakeClock();
          server = new FakeServer(clock);
          const kept: { path: string; answer: Answered }[] = [];
          let isHostile = true;
          network = async (path) => {
            const answer = await server.answer(path);
            kept.push({ path, answer });
            if (!isHostile) return responseOf(answer);
            const what = next() % 9;
            const [kind] = path.split('?');
            const old = kept.filter(({ path: of }) => of === path || what === 1);
            const alike = kept.filter(({ path: of }) => of.split('?')[0] === kind);
            if (what <= 1) return responseOf(old[next() % old.length]!.answer);
            if (what === 2) return responseOf(alike[next() % alike.length]!.answer);
            if (what === 3) return responseOf({ ...answer, body: { ...(answer.body as object), board: 'other' } });
            if (what === 4) return responseOf(answer, JSON.stringify(answer.body).slice(0, next() % 60));
            if (what === 5) return responseOf(answer, '<h1>Log in</h1>', 'text/html');
            if (what === 6) await new Promise<void>((resolve) => clock.after(next() * 3, resolve));
            return responseOf(answer);
          };
          feed = new BoardFeed({
            board: 'main',
            clock,
            fetchSnapshot: async () => (await (await network('/api/boards/main/snapshot')).json()) as Snapshot,
            connection: new HttpConnection({ board: 'main', clock }),
          });
          stop = feed.start();
          for (let step = 0; step < 60; step += 1) {
            const n = next() % 12;
            const isThere = server.set.get(event(n).id);
            if (next() % 2 === 0)
              server.change(
                isThere !== undefined && next() % 3 === 0 ? { remove: isThere.id } : { put: event(n, step + 1) },
              );
            await clock.advanceAsync(next() * 3);
            if (feed.status.state === 'live') expect(server.had).toContain(feed.events.checksum);
          }
          isHostile = false;
          await clock.advanceAsync(60_000);
          expect(feed.status.state).toBe('live');
          expectEqualToServer();
          stop();
        }),
        { numRuns: 40 },
      );
    },
  );
});
