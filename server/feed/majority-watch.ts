import type { Db, Timestamp } from 'mongodb';
import { setTimeout as delay } from 'node:timers/promises';
import { lastWriteTimes } from './snapshot-reader.ts';

const checkIntervalMs = 1_000;

/**
 * Watches how far the majority of the replica set is behind the primary. A change stream brings only what the
 * majority has: while most of the set is away it says nothing wrong, only nothing new, and a board that called that
 * live would claim more than it knows.
 */
export class MajorityWatch {
  /** The first write seen that the majority does not have yet, and when it was seen. */
  #unconfirmed: { time: Timestamp; sinceMs: number } | null = null;
  readonly #abort = new AbortController();

  constructor(db: Db) {
    void this.#watch(db);
  }

  /** For how long there has been a write that the majority does not have, in ms; 0 while it keeps up. */
  get lagMs(): number {
    return this.#unconfirmed === null ? 0 : Date.now() - this.#unconfirmed.sinceMs;
  }

  stop(): void {
    this.#abort.abort();
  }

  async #watch(db: Db): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      // That nobody answers the stream finds out by itself.
      const times = await lastWriteTimes(db).catch(() => null);
      if (times !== null) this.#note(times);
      await delay(checkIntervalMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  #note({ applied, majority }: { applied: Timestamp; majority: Timestamp }): void {
    if (this.#unconfirmed !== null && majority.greaterThanOrEqual(this.#unconfirmed.time)) this.#unconfirmed = null;
    if (this.#unconfirmed === null && applied.greaterThan(majority))
      this.#unconfirmed = { time: applied, sinceMs: Date.now() };
  }
}
