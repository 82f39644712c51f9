/** More than so many within this time are a crowd: everyone comes back after the server was away. */
export const crowdWindowMs = 250;
export const crowdSize = 20;

/** Whether many are joining at the moment. */
export class Crowd {
  readonly #clock: () => number;
  #begunMs = -Infinity;
  #joins = 0;
  #untilMs = -Infinity;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** Somebody joins. */
  note(): void {
    const now = this.#clock();
    if (now - this.#begunMs >= crowdWindowMs) [this.#begunMs, this.#joins] = [now, 0];
    this.#joins += 1;
    if (this.#joins > crowdSize) this.#untilMs = now + crowdWindowMs;
  }

  get isHere(): boolean {
    return this.#clock() < this.#untilMs;
  }
}
