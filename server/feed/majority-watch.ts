import type { Db, Timestamp } from 'mongodb';
import { pause, type Clock } from '../../shared/clock.ts';
import { lastWriteTimes } from './snapshot-reader.ts';

const checkIntervalMs = 1_000;

/**
 * Watches how far the majority of the replica set is behind the primary. A change stream brings only what the majority
 * has. While most of the set is away, the stream says nothing wrong, only nothing new; a board that called itself live
 * then would claim more than it knows.
 */
export class MajorityWatch {
  readonly #clock: Clock;
  readonly #abort = new AbortController();
  /** The first write seen that the majority does not have yet, and when it was seen. */
  #unconfirmed: { time: Timestamp; sinceMs: number } | null = null;

  constructor(db: Db, clock: Clock) {
    this.#clock = clock;
    void this.#watch(db);
  }

  /** For how many milliseconds there has been a write that the majority does not have; 0 while it keeps up. */
  get lagMs(): number {
    return this.#unconfirmed === null ? 0 : this.#clock.monotonic() - this.#unconfirmed.sinceMs;
  }

  stop(): void {
    this.#abort.abort();
  }

  async #watch(db: Db): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      // A failure is ignored here: the change stream notices by itself that the database is away.
      const times = await lastWriteTimes(db).catch(() => null);
      if (times !== null) this.#record(times);
      await pause(this.#clock, checkIntervalMs, signal);
    }
  }

  #record({ applied, majority }: { applied: Timestamp; majority: Timestamp }): void {
    if (this.#unconfirmed !== null && majority.greaterThanOrEqual(this.#unconfirmed.time)) this.#unconfirmed = null;
    if (this.#unconfirmed === null && applied.greaterThan(majority))
      this.#unconfirmed = { time: applied, sinceMs: this.#clock.monotonic() };
  }
}
