import type { Clock } from '../../shared/clock.ts';

/** More joins than this within the window are a rush: after the server was away, everyone comes back at once. */
export const rushSize = 20;
export const rushWindowMs = 250;

/** Tells whether many clients are joining at the moment. */
export class JoinRush {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #windowBegunMs = -Infinity;
  #joins = 0;
  #untilMs = -Infinity;

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
  }

  recordJoin(): void {
    const now = this.#clock.monotonic();
    if (now - this.#windowBegunMs >= rushWindowMs) [this.#windowBegunMs, this.#joins] = [now, 0];
    this.#joins += 1;
    if (this.#joins > rushSize) this.#untilMs = now + rushWindowMs;
  }

  get isOn(): boolean {
    return this.#clock.monotonic() < this.#untilMs;
  }
}
