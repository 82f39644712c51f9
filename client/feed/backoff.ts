const firstMs = 250;
const longestMs = 5_000;

/** Pauses between tries that grow, with full jitter: a class that lost its server does not come back in step. */
export class Backoff {
  #failures = 0;
  #cutShort: () => void = () => undefined;

  /** There is hope: the next pause is a short one, and the one under way ends. */
  reset(): void {
    this.#failures = 0;
    this.#cutShort();
  }

  /** Resolves after the pause, when it is cut short, or when aborted. */
  pause(signal: AbortSignal): Promise<void> {
    const ms = Math.random() * Math.min(longestMs, firstMs * 2 ** this.#failures);
    this.#failures += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
      this.#cutShort = done;
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}
