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

  /** Takes a place and returns the function that frees it; null if there is none for this holder. */
  take(holder: string): (() => void) | null {
    const held = this.#taken.get(holder) ?? 0;
    if (this.#count >= this.#max || held >= this.#maxEach) return null;
    this.#count += 1;
    this.#taken.set(holder, held + 1);
    return () => {
      this.#count -= 1;
      const left = (this.#taken.get(holder) ?? 1) - 1;
      if (left === 0) this.#taken.delete(holder);
      else this.#taken.set(holder, left);
    };
  }
}
