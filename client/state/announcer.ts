/** A screen reader is told of new events at most this often: it has other things to read. */
const paceMs = 4_000;

/** Paces what a live region says: one sentence for all that came since the last. */
export class Announcer {
  readonly #say: (sentence: string) => void;
  #names: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (sentence: string) => void) {
    this.#say = say;
  }

  add(names: readonly string[]): void {
    if (names.length === 0) return;
    this.#names.push(...names);
    if (this.#timer === undefined) this.#speak();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#names = [];
  }

  #speak(): void {
    const names = this.#names;
    this.#names = [];
    this.#timer = names.length === 0 ? undefined : setTimeout(() => this.#speak(), paceMs);
    if (names.length > 0) this.#say(names.length === 1 ? `New event: ${names[0]}` : `${names.length} new events`);
  }
}
