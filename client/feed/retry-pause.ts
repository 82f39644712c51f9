import { Backoff } from '../../shared/backoff.ts';
import { pause, type Clock } from '../../shared/clock.ts';

const usualDelays = { firstMs: 250, longestMs: 5_000 };

/** Pauses between tries. They grow, with full jitter: a class that lost its server does not come back in step. */
export class RetryPause {
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  #cut = new AbortController();

  constructor(clock: Clock, delays = usualDelays) {
    this.#clock = clock;
    this.#backoff = new Backoff({ ...delays, random: clock.random });
  }

  /** A try may succeed now: ends a pause that is under way, and the next pause is a short one again. */
  reset(): void {
    this.#backoff.reset();
    this.#cut.abort();
    this.#cut = new AbortController();
  }

  /** Resolves after the pause, at a `reset`, or when the signal is aborted. */
  pause(signal: AbortSignal): Promise<void> {
    return pause(this.#clock, this.#backoff.next(), AbortSignal.any([signal, this.#cut.signal]));
  }
}
