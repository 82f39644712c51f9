/** Runs a task, one run at a time. If the task is asked for while it runs, it runs once more afterwards. */
export class RunAgain {
  readonly #task: () => Promise<void>;
  #isAsked = false;
  #running: Promise<void> | null = null;

  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  /** The runs under way, or null. */
  get running(): Promise<void> | null {
    return this.#running;
  }

  /** Resolves after a run that began after this call. Rejects if a run before that fails. */
  run(): Promise<void> {
    this.#isAsked = true;
    this.#running ??= this.#loop();
    return this.#running;
  }

  async #loop(): Promise<void> {
    try {
      while (this.#isAsked) {
        this.#isAsked = false;
        await this.#task();
      }
    } finally {
      // In the same step as the last look at `#isAsked`: the next call of `run` starts a new loop.
      this.#running = null;
    }
  }
}
