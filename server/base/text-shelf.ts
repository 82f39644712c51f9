import type { PackedText } from './packed-text.ts';

/**
 * Holds texts within a bound of bytes over all of them. A text that has been replaced stays as long as somebody reads it.
 * Beyond the bound the oldest are let go, first those that nobody is reading.
 */
export class TextShelf {
  readonly #maxBytes: number;
  /** Oldest first. */
  readonly #texts = new Set<PackedText>();
  readonly #replaced = new WeakSet<PackedText>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    let bytes = 0;
    for (const text of this.#texts) bytes += text.bytes;
    return bytes;
  }

  /** Adds a text, in place of an earlier one. */
  put(text: PackedText, before: PackedText | null): void {
    if (before !== null) this.#replaced.add(before);
    for (const one of this.#texts) if (this.#replaced.has(one) && !one.isRead) this.#drop(one);
    this.#texts.add(text);
    for (let excess = this.bytes - this.#maxBytes; excess > 0 && this.#texts.size > 1;) {
      const old = [...this.#texts].slice(0, -1);
      const victim = old.find((one) => !one.isRead) ?? old[0]!;
      excess -= victim.bytes;
      this.#drop(victim);
    }
  }

  #drop(text: PackedText): void {
    this.#texts.delete(text);
    text.letGo();
  }
}
