/** A bounded number of places for expensive work, and a smaller number of them for each holder. */
export class Places {
  readonly #max: number;
  readonly #maxEach: number;
  readonly #taken = new Map<string, number>();
  #count = 0;

  constructor(max: number, maxEach: number) {
    this.#max = max;
    this.#maxEach = maxEach;
  }

  /** Takes a place for all of these holders, such as a person and their address. Returns the function that frees it; null if there is none. */
  take(...holders: string[]): (() => void) | null {
    const held = (holder: string): number => this.#taken.get(holder) ?? 0;
    if (this.#count >= this.#max || holders.some((holder) => held(holder) >= this.#maxEach)) return null;
    this.#count += 1;
    for (const holder of holders) this.#taken.set(holder, held(holder) + 1);
    return () => {
      this.#count -= 1;
      for (const holder of holders) {
        if (held(holder) <= 1) this.#taken.delete(holder);
        else this.#taken.set(holder, held(holder) - 1);
      }
    };
  }
}
