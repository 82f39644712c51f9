import { BoundedMap } from '../../../shared/bounded-map.ts';

export type TokenBucketRule = {
  /** How many at once, after a quiet time. */
  burst: number;
  /** And how many a minute from then on. */
  perMinute: number;
};

/** Beyond this many the one that was used first is forgotten: memory stays bounded whoever comes. */
const maxKeys = 50_000;

/**
 * How often somebody (an address, a person, an account) may do something: the generic cell rate algorithm, which needs
 * one number for each. In the memory of this process; several servers allow as many times more.
 */
export class TokenBucket {
  readonly #intervalMs: number;
  readonly #toleranceMs: number;
  readonly #clock: () => number;
  /** For each key, the time at which everything taken so far would be due at the steady pace. */
  readonly #due: BoundedMap<string, number>;

  constructor(
    { burst, perMinute }: TokenBucketRule,
    { limit = maxKeys, clock = Date.now }: { limit?: number; clock?: () => number } = {},
  ) {
    this.#intervalMs = 60_000 / perMinute;
    this.#toleranceMs = (burst - 1) * this.#intervalMs;
    this.#due = new BoundedMap(limit);
    this.#clock = clock;
  }

  /** Takes one, or several if there is one: they are paid off before the next. Answers 0, or for how many ms there is none. */
  take(key: string, count = 1): number {
    const nowMs = this.#clock();
    const dueMs = Math.max(nowMs, this.#due.get(key) ?? 0);
    const waitMs = dueMs - this.#toleranceMs - nowMs;
    if (waitMs > 0) return waitMs;
    this.#due.set(key, dueMs + count * this.#intervalMs);
    return 0;
  }

  /** Gives back what was taken for something that turned out to be allowed without limit. */
  giveBack(key: string, count = 1): void {
    const dueMs = this.#due.get(key);
    if (dueMs !== undefined) this.#due.set(key, dueMs - count * this.#intervalMs);
  }
}
