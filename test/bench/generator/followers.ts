import { setTimeout as delay } from 'node:timers/promises';
import { BoardFeed } from '../../../client/feed/board-feed.ts';
import { socketConnection } from '../../../client/feed/feed-connection.ts';
import type { Snapshot } from '../../../shared/feed-protocol.ts';
import { systemClock } from '../../../shared/clock.ts';
import { fetchSnapshot } from '../../support/board/feed-client.ts';
import { answerCalls } from '../machinery/calls.ts';

/** The process that plays screens with the pages' own code. It only does what the bench calls. */

/** What one screen saw since `watch`. */
export type Watched = {
  /** For how long it did not say “Live”. */
  notLiveMs: number;
  /** The longest time between two frames. */
  silenceMs: number;
  isLive: boolean;
};

const atOnce = 50;
let begunMs = 0;
let cpuBeforeMs = 0;
const screens: Screen[] = [];

class Screen {
  readonly feed: BoardFeed;
  #frameAt = 0;
  #silenceMs = 0;
  #notLiveMs = 0;
  #notLiveSince: number | null = null;

  constructor(url: string, snapshot: Snapshot) {
    this.feed = new BoardFeed({
      board: 'main',
      clock: systemClock,
      connection: socketConnection({ url }),
      // The first is the same for all; parsed for each, it would take the generator longer than anything else.
      fetchSnapshot: (board, audience, signal) =>
        this.feed.position === null && this.#frameAt === 0
          ? Promise.resolve(snapshot)
          : fetchSnapshot(url, board, audience, signal),
      schedule: (notify) => notify(),
      observer: { frame: (_frame, applied) => void (applied && this.#heard()) },
    });
    this.feed.onChange(() => this.#note());
    this.feed.start();
  }

  get isLive(): boolean {
    return this.feed.status.state === 'live';
  }

  watch(): void {
    [this.#frameAt, this.#silenceMs, this.#notLiveMs] = [performance.now(), 0, 0];
    this.#notLiveSince = this.isLive ? null : performance.now();
  }

  get watched(): Watched {
    this.#heard();
    this.#note();
    const since = this.#notLiveSince;
    const notLiveMs = this.#notLiveMs + (since === null ? 0 : performance.now() - since);
    return { notLiveMs, silenceMs: this.#silenceMs, isLive: this.isLive };
  }

  #heard(): void {
    const now = performance.now();
    this.#silenceMs = Math.max(this.#silenceMs, now - this.#frameAt);
    this.#frameAt = now;
  }

  #note(): void {
    if (begunMs === 0) return;
    const now = performance.now();
    if (!this.isLive) this.#notLiveSince ??= now;
    else if (this.#notLiveSince !== null) {
      this.#notLiveMs += now - this.#notLiveSince;
      this.#notLiveSince = null;
    }
  }
}

async function follow({ url, count }: { url: string; count: number }): Promise<void> {
  const snapshot = await fetchSnapshot(url, 'main', 'public', AbortSignal.timeout(20_000));
  while (screens.length < count) {
    for (let n = 0; n < atOnce && screens.length < count; n += 1) screens.push(new Screen(url, snapshot));
    while (!screens.every(({ isLive }) => isLive)) await delay(20);
  }
}

function watch(_: null): void {
  [begunMs, cpuBeforeMs] = [performance.now(), cpuMs()];
  for (const screen of screens) screen.watch();
}

function watched(_: null): { screens: Watched[]; cpuShare: number } {
  const cpuShare = (cpuMs() - cpuBeforeMs) / (performance.now() - begunMs);
  return { screens: screens.map((screen) => screen.watched), cpuShare };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const calls = { follow, watch, watched };
export type FollowersCalls = typeof calls;
answerCalls(calls);
