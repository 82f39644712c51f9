import { Temporal } from 'temporal-polyfill';

/** A moment at which a zone's clocks are changed, and its offsets from UTC in nanoseconds. */
export type ZoneChange = { atMs: number; beforeNs: number; afterNs: number };

/**
 * The clock changes of one zone since 1970, looked up as far as somebody has asked: each takes a fifth of a millisecond,
 * and to find that there are no more takes ten.
 */
export class ZoneChanges {
  readonly #timeZone: string;
  readonly #changes: ZoneChange[] = [];
  /** All changes up to this moment are known. */
  #throughMs = 0;

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** The changes after a moment and up to another. Yields after each step that takes time. */
  *between(afterMs: number, throughMs: number): Generator<void, ZoneChange[]> {
    while (throughMs > this.#throughMs) {
      this.#learnNext();
      yield;
    }
    return this.#changes.filter(({ atMs }) => atMs > afterMs && atMs <= throughMs);
  }

  #learnNext(): void {
    const last = Temporal.Instant.fromEpochMilliseconds(this.#throughMs).toZonedDateTimeISO(this.#timeZone);
    const next = last.getTimeZoneTransition('next');
    if (next === null) {
      this.#throughMs = Infinity;
      return;
    }
    const atMs = next.epochMilliseconds;
    this.#changes.push({ atMs, beforeNs: last.offsetNanoseconds, afterNs: next.offsetNanoseconds });
    this.#throughMs = atMs;
  }
}
