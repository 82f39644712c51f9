import { systemClock } from '../../shared/clock.ts';

/** How long a new event stays highlighted. */
export const freshMs = 9_000;

/** More at once are an import, which is not highlighted event by event. */
const maxFreshAtOnce = 20;

/** The events that have just appeared. A changed set is a new object. */
export class FreshEvents {
  readonly #onChange: () => void;
  readonly #until = new Map<string, number>();
  #ids: ReadonlySet<string> = new Set();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  add(ids: readonly string[]): void {
    if (ids.length === 0 || ids.length > maxFreshAtOnce) return;
    const until = systemClock.monotonic() + freshMs;
    for (const id of ids) this.#until.set(id, until);
    this.#ids = new Set(this.#until.keys());
    if (this.#timer === undefined) this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#until.clear();
    this.#ids = new Set();
  }

  #wait(): void {
    const first = Math.min(...this.#until.values());
    this.#timer = setTimeout(() => this.#expire(), Math.max(first - systemClock.monotonic(), 0) + 50);
  }

  #expire(): void {
    this.#timer = undefined;
    const now = systemClock.monotonic();
    for (const [id, until] of this.#until) if (until <= now) this.#until.delete(id);
    this.#ids = new Set(this.#until.keys());
    if (this.#until.size > 0) this.#wait();
    this.#onChange();
  }
}
