import type { Clock } from '../../shared/clock.ts';

/**
 * Sending may take this share of the process's time. With a third instead, a delivery costs a quarter more, and half of
 * the changes arrive 20 ms sooner.
 */
const sendingShare = 1 / 4;
/** A change that is shown within a quarter of a second still looks immediate. docs/feed.md promises it. */
export const maxIntervalMs = 250;
/** Changes that arrive this shortly before a frame is due are still read for it. */
const readingLeadMs = 10;
/** How quickly the estimate of a frame's cost follows the last frame. */
const smoothing = 0.3;

export type PacerOptions = {
  /** Sends everything that is pending. */
  flush: () => void;
  /** During a rush of joins, clients that join need the process more than those that follow: frames are as rare as they can be. */
  isJoinRush: () => boolean;
  clock: Clock;
};

/**
 * Decides when pending changes are sent: the first after a quiet moment at once, the following ones at an interval that
 * depends on the measured cost of a frame, so that sending takes a bounded share of the process. In a burst many
 * changes share a frame. A frame to few sockets costs little, so it hardly waits.
 */
export class Pacer {
  readonly #options: PacerOptions;
  #costMs = 0;
  #notBeforeMs = 0;
  #cancel: (() => void) | null = null;

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  /** The current interval between two frames, in ms. */
  get intervalMs(): number {
    if (this.#options.isJoinRush()) return maxIntervalMs;
    return Math.min(maxIntervalMs, this.#costMs * (1 / sendingShare - 1));
  }

  /** How long the feed can wait before it reads new changes, and still have them for the next frame. 0: it must not wait. */
  get restMs(): number {
    return Math.max(0, this.#notBeforeMs - this.#options.clock.monotonic() - readingLeadMs);
  }

  /** Something is pending. */
  request(): void {
    if (this.#cancel !== null) return;
    const { clock } = this.#options;
    const waitMs = this.#notBeforeMs - clock.monotonic();
    if (waitMs <= 0) return this.#run();
    this.#cancel = clock.after(waitMs, () => {
      this.#cancel = null;
      this.#run();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #run(): void {
    const { clock, flush } = this.#options;
    const begunMs = clock.monotonic();
    flush();
    const endedMs = clock.monotonic();
    this.#costMs += smoothing * (endedMs - begunMs - this.#costMs);
    this.#notBeforeMs = endedMs + this.intervalMs;
  }
}
