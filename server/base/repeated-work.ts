import { setTimeout as delay } from 'node:timers/promises';

export const hourMs = 60 * 60 * 1000;

type Options = {
  intervalMs: number;
  /** Must end soon after the signal is aborted. */
  work: (signal: AbortSignal) => Promise<void>;
  /** The work failed. It is tried again after the interval. */
  onFailure: (error: unknown) => void;
};

/** Work that is done at the start, and then again and again, with an interval after each time. */
export class RepeatedWork {
  readonly #options: Options;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#keepRunning();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async #keepRunning(): Promise<void> {
    const { intervalMs, work, onFailure } = this.#options;
    const { signal } = this.#abort;
    while (!signal.aborted) {
      await work(signal).catch((error: unknown) => {
        if (!signal.aborted) onFailure(error);
      });
      await delay(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
