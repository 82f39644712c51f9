/** Sending may take this share of the process: with a third, a delivery costs a quarter more, and half the changes come 20 ms sooner. */
const sendingShare = 1 / 4;
export const maxIntervalMs = 250;
/** What comes so shortly before a frame goes out is still read for it. */
const readingLeadMs = 10;
/** How quickly the estimate of what a frame costs follows the last one. */
const smoothing = 0.3;

export type PacerOptions = {
  /** Sends all that is pending. */
  flush: () => void;
  /** Whether those who come need the process more than those who are there: then frames are as rare as they may be. */
  isJoinRush?: () => boolean;
  clock?: () => number;
  /** Calls back after some ms; answers how to call that off. */
  schedule?: (callback: () => void, ms: number) => () => void;
};

/**
 * Decides when pending changes go out: the first after a quiet moment at once, the following ones at an interval
 * that follows what sending a frame really costs, so that sending takes a bounded share of the process. Under a
 * burst many changes thus share a frame; a frame to few sockets costs little and so hardly waits.
 */
export class Pacer {
  readonly #flush: () => void;
  readonly #isJoinRush: () => boolean;
  readonly #clock: () => number;
  readonly #schedule: NonNullable<PacerOptions['schedule']>;
  #costMs = 0;
  #notBefore = 0;
  #cancel: (() => void) | null = null;

  constructor({
    flush,
    isJoinRush = () => false,
    clock = () => performance.now(),
    schedule = scheduleTimeout,
  }: PacerOptions) {
    this.#flush = flush;
    this.#isJoinRush = isJoinRush;
    this.#clock = clock;
    this.#schedule = schedule;
  }

  /** The current interval between two frames, in ms. */
  get intervalMs(): number {
    if (this.#isJoinRush()) return maxIntervalMs;
    return Math.min(maxIntervalMs, this.#costMs * (1 / sendingShare - 1));
  }

  /** How long changes may be left unread without delaying the next frame; 0 while frames go out at once. */
  get restMs(): number {
    return Math.max(0, this.#notBefore - this.#clock() - readingLeadMs);
  }

  /** Something is pending. */
  request(): void {
    if (this.#cancel !== null) return;
    const waitMs = this.#notBefore - this.#clock();
    if (waitMs <= 0) this.#run();
    else
      this.#cancel = this.#schedule(() => {
        this.#cancel = null;
        this.#run();
      }, waitMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #run(): void {
    const begun = this.#clock();
    this.#flush();
    const ended = this.#clock();
    this.#costMs += smoothing * (ended - begun - this.#costMs);
    this.#notBefore = ended + this.intervalMs;
  }
}

function scheduleTimeout(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
