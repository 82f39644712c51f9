/**
 * Runs a bounded number of tasks at a time and lets a bounded number wait. Holders take turns, so that one with many
 * tasks does not keep the others waiting; the tasks of one holder run in the order in which they came.
 */
export class WorkQueue {
  readonly #maxWaiting: { each: number; all: number };
  /** By holder, the one whose turn is next first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #waitingCount = 0;
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
      const next = this.#next();
      if (next === null) this.#freeLanes += 1;
      else next();
    }
  }

  #turn(holder: string): Promise<void> {
    const own = this.#waiting.get(holder) ?? [];
    if (own.length >= this.#maxWaiting.each || this.#waitingCount >= this.#maxWaiting.all) throw this.#refusal();
    this.#waitingCount += 1;
    this.#waiting.set(holder, own);
    return new Promise((resolve) => own.push(resolve));
  }

  #next(): (() => void) | null {
    for (const [holder, own] of this.#waiting) {
      const first = own.shift();
      // Set again, the holder comes last.
      this.#waiting.delete(holder);
      if (own.length > 0) this.#waiting.set(holder, own);
      if (first === undefined) continue;
      this.#waitingCount -= 1;
      return first;
    }
    return null;
  }
}
