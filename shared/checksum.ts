/**
 * The checksum of a live set: the XOR of the 64-bit FNV-1a of each event's `id:version`, as 16 hex digits.
 * XOR makes it independent of order and lets each change update it in constant time.
 *
 * A 64-bit number is held as two unsigned 32-bit halves, since BigInt is some twenty times slower here.
 * FNV-1a: Fowler, Noll, Vo; draft-eastlake-fnv, offset basis 14695981039346656037, prime 2^40 + 0x1b3.
 */
export class SetChecksum {
  #high = 0;
  #low = 0;

  /** Adds the member if it is not in the set, takes it out if it is: XOR is its own inverse. */
  toggle(id: string, version: number): void {
    const text = `${id}:${version}`;
    let high = 0xcbf29ce4;
    let low = 0x84222325;
    // `id:version` is ASCII, so its UTF-8 bytes are its char codes.
    for (let index = 0; index < text.length; index += 1) {
      low = (low ^ text.charCodeAt(index)) >>> 0;
      // (high:low) × (2^40 + 0x1b3) mod 2^64; low × 0x1b3 stays below 2^53 and so exact.
      const lowProduct = low * 0x1b3;
      high = (Math.imul(high, 0x1b3) + Math.floor(lowProduct / 0x1_0000_0000) + (low << 8)) >>> 0;
      low = lowProduct >>> 0;
    }
    this.#high = (this.#high ^ high) >>> 0;
    this.#low = (this.#low ^ low) >>> 0;
  }

  /** 16 hex digits; 0000000000000000 for the empty set. */
  toString(): string {
    return this.#high.toString(16).padStart(8, '0') + this.#low.toString(16).padStart(8, '0');
  }
}
