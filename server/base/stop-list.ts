type Stop = () => void | Promise<void>;

/** Remembers how to stop what was started, and stops it in the opposite order. */
export class StopList {
  readonly #stops: Stop[] = [];

  add(stop: Stop): void {
    this.#stops.push(stop);
  }

  /** Each part is stopped once, even if this is called again. */
  async stopAll(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }
}
