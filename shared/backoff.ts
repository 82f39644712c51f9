export type BackoffOptions = {
  /** The longest that the first delay can be; each later one can be twice as long as the one before. */
  firstMs: number;
  /** No delay is longer than this. */
  longestMs: number;
  /**
   * The part of a delay that is left to chance, from 0 (none) to 1 (all of it), so that many who lost the same server
   * do not come back at the same moment.
   */
  jitter?: number;
  random?: () => number;
};

/** How long to wait before each further try: delays that grow up to a limit. It sets no timers itself. */
export class Backoff {
  readonly #options: BackoffOptions;
  #failures = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** The delay before the next try, in milliseconds. */
  next(): number {
    const { firstMs, longestMs, jitter = 1, random = Math.random } = this.#options;
    const wholeMs = Math.min(longestMs, firstMs * 2 ** this.#failures);
    this.#failures += 1;
    return wholeMs * (1 - jitter * random());
  }

  /** A try has succeeded: the next delay is a short one again. */
  reset(): void {
    this.#failures = 0;
  }
}
