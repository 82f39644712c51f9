import { RoundRobin } from './round-robin.ts';

/**
 * Runs a bounded number of tasks at a time and lets a bounded number wait. Holders take turns, so that one with many
 * tasks does not keep the others waiting; the tasks of one holder run in the order in which they came.
 */
export class WorkQueue {
  readonly #maxWaiting: { each: number; all: number };
  readonly #waiting = new RoundRobin<() => void>();
  readonly #refusal: () => Error;
  #freeLanes: number;

  /** `refusal` makes the error for a task that finds too many waiting. */
  constructor(lanes: number, maxWaiting: { each: number; all: number }, refusal: () => Error) {
    this.#freeLanes = lanes;
    this.#maxWaiting = maxWaiting;
    this.#refusal = refusal;
  }

  async run<T>(holder: string, work: () => Promise<T>): Promise<T> {
    if (this.#freeLanes > 0) this.#freeLanes -= 1;
    else await this.#turn(holder);
    try {
      return await work();
    } finally {
      // The lane is handed over, not freed: a task that comes at this moment cannot overtake those that wait.
      const next = this.#waiting.next();
      if (next === null) this.#freeLanes += 1;
      else next();
    }
  }

  #turn(holder: string): Promise<void> {
    const { each, all } = this.#maxWaiting;
    if (this.#waiting.lengthOf(holder) >= each || this.#waiting.length >= all) throw this.#refusal();
    return new Promise((resolve) => this.#waiting.add(holder, resolve));
  }
}
