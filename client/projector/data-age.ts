/**
 * How old data is. A clock that is set back does not make it younger: from the moment in which its time was first seen,
 * the age also grows by a clock that is never set. That one may stop while the machine sleeps, so the larger counts.
 */
export class DataAge {
  #ofMs = NaN;
  #seenAtMs = 0;
  #thenMs = 0;

  /** In ms. A time that is still to come says that the clock was set back: then nobody knows, and it counts as old. */
  at(now: Date, asOf: Date): number {
    const wallMs = now.getTime() - asOf.getTime();
    if (asOf.getTime() !== this.#ofMs) {
      this.#ofMs = asOf.getTime();
      this.#seenAtMs = performance.now();
      this.#thenMs = Math.abs(wallMs);
    }
    return Math.max(wallMs, this.#thenMs + performance.now() - this.#seenAtMs);
  }
}
