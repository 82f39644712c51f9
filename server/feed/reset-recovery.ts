import type { Logger } from 'pino';
import { setTimeout as delay } from 'node:timers/promises';

/** Resets that come in a row are settled together: not before this long after the one before. */
const pauseMs = 500;

/** After a reset something must be put right before boards may be read again; it is tried until it succeeds. */
export class ResetRecovery {
  #latest: Promise<void> = Promise.resolve();
  #generation = 0;
  #begunAtMs = 0;

  begin(putRight: () => Promise<void>, logger: Logger): void {
    const generation = (this.#generation += 1);
    const waitMs = this.#begunAtMs + pauseMs - Date.now();
    this.#begunAtMs = Math.max(Date.now(), this.#begunAtMs + pauseMs);
    this.#latest = this.#settle(generation, waitMs, putRight, logger);
  }

  /** Resolves when what the latest reset needs has been done. */
  async settled(): Promise<void> {
    for (let seen = -1; seen !== this.#generation;) {
      seen = this.#generation;
      await this.#latest;
    }
  }

  async #settle(generation: number, waitMs: number, putRight: () => Promise<void>, logger: Logger): Promise<void> {
    if (waitMs > 0) await delay(waitMs, undefined, { ref: false });
    // A later reset puts right the same.
    while (generation === this.#generation) {
      try {
        return await putRight();
      } catch (error) {
        logger.warn({ err: error }, 'the feed could not be put right yet, trying again');
        await delay(pauseMs, undefined, { ref: false });
      }
    }
  }
}
