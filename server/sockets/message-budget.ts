import type { Clock } from '../../shared/clock.ts';

/** A client that comes back from a bad network asks a few times in a row; no client has a reason to ask more. */
const burst = 30;
const perSecond = 5;

/** A token bucket for the messages of one socket. */
export class MessageBudget {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #left = burst;
  #atMs: number;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
    this.#atMs = clock.monotonic();
  }

  /** Takes one message from the budget. False when nothing is left. */
  spend(): boolean {
    const nowMs = this.#clock.monotonic();
    this.#left = Math.min(burst, this.#left + ((nowMs - this.#atMs) / 1000) * perSecond);
    this.#atMs = nowMs;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
