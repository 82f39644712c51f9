import type { Logger } from 'pino';
import { pause, type Clock } from '../../shared/clock.ts';

/** The shortest time between two attempts: resets that come in a burst are put right together. */
const pauseMs = 500;

type Options = {
  /** What a reset requires before boards can be read again. */
  putRight: () => Promise<void>;
  logger: Logger;
  clock: Clock;
};

/** After a reset something must be put right before boards can be read again. It is tried until it succeeds. */
export class ResetRecovery {
  readonly #options: Options;
  readonly #abort = new AbortController();
  #latest: Promise<void> = Promise.resolve();
  /** Counts resets: an attempt for an earlier one stops, because the later one puts right the same. */
  #generation = 0;
  /** When the last attempt began. */
  #begunAtMs = -Infinity;

  constructor(options: Options) {
    this.#options = options;
  }

  begin(): void {
    this.#generation += 1;
    this.#latest = this.#putRight(this.#generation);
  }

  /** Resolves when the latest reset has been put right. */
  async settled(): Promise<void> {
    for (let seen = -1; seen !== this.#generation;) {
      seen = this.#generation;
      await this.#latest;
    }
  }

  stop(): void {
    this.#abort.abort();
  }

  async #putRight(generation: number): Promise<void> {
    const { putRight, logger, clock } = this.#options;
    const { signal } = this.#abort;
    const waitMs = this.#begunAtMs + pauseMs - clock.monotonic();
    if (waitMs > 0) await pause(clock, waitMs, signal);
    while (generation === this.#generation && !signal.aborted) {
      this.#begunAtMs = clock.monotonic();
      try {
        return await putRight();
      } catch (error) {
        logger.warn({ err: error }, 'the feed could not be put right yet, trying again');
        await pause(clock, pauseMs, signal);
      }
    }
  }
}
