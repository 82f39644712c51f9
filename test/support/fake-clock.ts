import type { Clock } from '../../shared/clock.ts';

type Timer = { atMs: number; callback: () => void };

/** A clock that stands still until a test moves it on. */
export class FakeClock implements Clock {
  #nowMs: number;
  #timers: Timer[] = [];
  /** What `random` returns. */
  chance = 0.5;

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = startMs;
  }

  now = (): number => this.#nowMs;
  monotonic = (): number => this.#nowMs;
  random = (): number => this.chance;

  after = (ms: number, callback: () => void): (() => void) => {
    const timer = { atMs: this.#nowMs + Math.max(0, ms), callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** How many timers are set: 0 shows that what was stopped has left nothing behind. */
  get pendingTimers(): number {
    return this.#timers.length;
  }

  /** Time passes while the code under test is busy: timers that fall due meanwhile come late. */
  work(ms: number): void {
    this.#nowMs += ms;
  }

  /** Moves on by this many milliseconds; each timer is called at its time, in order. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let due = this.#takeDue(untilMs); due !== undefined; due = this.#takeDue(untilMs)) due.callback();
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  /** The same, and lets promises go on before the first timer and after each, so that they can set timers of their own. */
  async advanceAsync(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await settled();
    for (let due = this.#takeDue(untilMs); due !== undefined; due = this.#takeDue(untilMs)) {
      due.callback();
      await settled();
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  #takeDue(untilMs: number): Timer | undefined {
    // `reduce` keeps the first of two with the same time: the one that was set first.
    const next = this.#timers.reduce<Timer | undefined>(
      (first, timer) => (first === undefined || timer.atMs < first.atMs ? timer : first),
      undefined,
    );
    if (next === undefined || next.atMs > untilMs) return undefined;
    this.#timers = this.#timers.filter((timer) => timer !== next);
    this.#nowMs = Math.max(this.#nowMs, next.atMs);
    return next;
  }
}

/** Resolves when the promises that can go on now have done so. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
