type PacedOptions = { minPauseMs: number; maxWaiting: number };

/** Runs actions one after another with a pause between them. Actions beyond the limit are dropped. */
export class ActionQueue {
  readonly #options: PacedOptions;
  readonly #waiting: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PacedOptions) {
    this.#options = options;
  }

  do(task: () => void): void {
    if (this.#timer === undefined) this.#run(task);
    else if (this.#waiting.length < this.#options.maxWaiting) this.#waiting.push(task);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.length = 0;
  }

  #run(task: () => void): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const next = this.#waiting.shift();
      if (next !== undefined) this.#run(next);
    }, this.#options.minPauseMs);
    task();
  }
}
