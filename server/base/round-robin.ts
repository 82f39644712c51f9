type Place<Item> = { item: Item; rank: number };

/** A queue in which holders take turns: one with many items does not keep the others waiting. */
export class RoundRobin<Item> {
  /** By holder, the one whose turn is next first. */
  readonly #waiting = new Map<string, Place<Item>[]>();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  lengthOf(holder: string): number {
    return this.#waiting.get(holder)?.length ?? 0;
  }

  /** Among the items of one holder the lower rank goes first, and of the same rank the one that came first. */
  add(holder: string, item: Item, rank = 0): void {
    const own = this.#waiting.get(holder) ?? [];
    const before = own.findLastIndex((other) => other.rank <= rank);
    own.splice(before + 1, 0, { item, rank });
    this.#waiting.set(holder, own);
    this.#length += 1;
  }

  /** Takes the next item out; null when nothing waits. */
  next(): Item | null {
    const [turn] = this.#waiting;
    if (turn === undefined) return null;
    const [holder, own] = turn;
    const { item } = own.shift()!;
    // Set again, the holder comes last.
    this.#waiting.delete(holder);
    if (own.length > 0) this.#waiting.set(holder, own);
    this.#length -= 1;
    return item;
  }
}
