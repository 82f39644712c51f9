import type { Db } from 'mongodb';
import type { Clock } from '../../shared/clock.ts';
import { MajorityWatch } from './majority-watch.ts';

/**
 * A feed that is further behind than this is not live. An idle stream reports every 250 ms, and the majority of the
 * replica set needs a moment to confirm a write.
 */
const maxLagMs = 3_000;

/**
 * How current the change stream is. It is created before the feed, because services that keep things in memory rely on
 * the stream to invalidate them, and ask here whether they can.
 */
export class StreamStatus {
  readonly #clock: Clock;
  readonly #majority: MajorityWatch;
  #heardAtMs = -Infinity;

  constructor(db: Db, clock: Clock) {
    this.#clock = clock;
    this.#majority = new MajorityWatch(db, clock);
  }

  /** The stream delivered everything that there was. */
  recordBatch(): void {
    this.#heardAtMs = this.#clock.monotonic();
  }

  /** For how many milliseconds nobody has known whether the feed is current. */
  get lagMs(): number {
    return Math.max(this.#clock.monotonic() - this.#heardAtMs, this.#majority.lagMs);
  }

  /** Whether every change reaches the feed within moments. */
  get live(): boolean {
    return this.lagMs < maxLagMs;
  }

  stop(): void {
    this.#majority.stop();
  }
}
