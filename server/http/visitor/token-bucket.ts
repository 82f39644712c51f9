import { systemClock } from '../../../shared/clock.ts';
import { BoundedMap } from '../../../shared/bounded-map.ts';

export type TokenBucketRule = {
  /** How many at once after a quiet time. */
  burst: number;
  /** How many a minute after that. */
  perMinute: number;
};

/** Beyond this many keys the one that was used longest ago is forgotten, so that memory stays bounded. */
const maxKeys = 50_000;

/**
 * Limits how often somebody (an address, a person, an account) may do something: the generic cell rate algorithm, which
 * needs one number for each key. It is in this process's memory, so two servers allow twice as much.
 */
export class TokenBucket {
  readonly #intervalMs: number;
  readonly #toleranceMs: number;
  /** One that never goes back: when the machine's clock is set back, nobody must wait longer. */
  readonly #clock: () => number;
  /** For each key, the time by this clock at which everything taken so far would be due at the steady pace. */
  readonly #due: BoundedMap<string, number>;

  constructor(
    { burst, perMinute }: TokenBucketRule,
    { limit = maxKeys, clock = systemClock.monotonic }: { limit?: number; clock?: () => number } = {},
  ) {
    this.#intervalMs = 60_000 / perMinute;
    this.#toleranceMs = (burst - 1) * this.#intervalMs;
    this.#due = new BoundedMap(limit);
    this.#clock = clock;
  }

  /** Takes `count` tokens if there is at least one, and returns 0. Otherwise returns the ms until there is one. */
  take(key: string, count = 1): number {
    const nowMs = this.#clock();
    const dueMs = Math.max(nowMs, this.#due.get(key) ?? 0);
    const waitMs = dueMs - this.#toleranceMs - nowMs;
    if (waitMs > 0) return waitMs;
    this.#due.set(key, dueMs + count * this.#intervalMs);
    return 0;
  }

  /** Takes `count` tokens, whatever is left: for what is known only afterwards. */
  charge(key: string, count: number): void {
    this.#due.set(key, Math.max(this.#clock(), this.#due.get(key) ?? 0) + count * this.#intervalMs);
  }

  /** Gives back what was taken, if it does not count after all. */
  giveBack(key: string, count = 1): void {
    const dueMs = this.#due.get(key);
    if (dueMs !== undefined) this.#due.set(key, dueMs - count * this.#intervalMs);
  }
}
