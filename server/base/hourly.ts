import { setTimeout as delay } from 'node:timers/promises';

const intervalMs = 60 * 60 * 1000;

type Options = {
  /** Must end soon after the signal is aborted. */
  work: (signal: AbortSignal) => Promise<void>;
  /** The work failed. The next hour tries again. */
  onFailure: (error: unknown) => void;
};

/** Work that is done at the start and then every hour. */
export class Hourly {
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
    const { signal } = this.#abort;
    while (!signal.aborted) {
      await this.#options.work(signal).catch((error: unknown) => {
        if (!signal.aborted) this.#options.onFailure(error);
      });
      await delay(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
