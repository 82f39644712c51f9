/** More than so many within this time are a crowd: everyone comes back after the server was away. */
export const rushWindowMs = 250;
export const rushSize = 20;

/** Whether many are joining at the moment. */
export class JoinRush {
  readonly #clock: () => number;
  #begunMs = -Infinity;
  #joins = 0;
  #untilMs = -Infinity;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** Somebody joins. */
  recordJoin(): void {
    const now = this.#clock();
    if (now - this.#begunMs >= rushWindowMs) [this.#begunMs, this.#joins] = [now, 0];
    this.#joins += 1;
    if (this.#joins > rushSize) this.#untilMs = now + rushWindowMs;
  }

  get isOn(): boolean {
    return this.#clock() < this.#untilMs;
  }
}
