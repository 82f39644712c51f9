/**
 * Time, timers and randomness for the feed. The feed gets them from outside, so that a test can own them: with
 * `test/support/fake-clock.ts` a minute passes in a moment, and the same each time.
 */
export type Clock = {
  /** Wall time in milliseconds since 1970. It can jump when someone sets the machine's clock. */
  now(): number;
  /** Milliseconds since some moment in the past. It never goes back: use it to measure how long something took. */
  monotonic(): number;
  /** Calls back once, after this many milliseconds. Returns a function that cancels the call. */
  after(ms: number, callback: () => void): () => void;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
};

// Node and browsers have these alike; shared/ is compiled with the types of neither.
declare const performance: { now(): number };
declare function setTimeout(callback: () => void, ms: number): object | number;
declare function clearTimeout(timer: object | number): void;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** Calls back again and again, each time this many milliseconds after the last. Returns a function that stops it. */
export function every(clock: Clock, ms: number, callback: () => void): () => void {
  const repeat = (): void => {
    // First, so that a callback that throws or stops the timer does what is expected of it.
    cancel = clock.after(ms, repeat);
    callback();
  };
  let cancel = clock.after(ms, repeat);
  return () => cancel();
}

/** The part of `AbortSignal` that a pause needs. */
type Signal = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

/** Resolves after this many milliseconds, or as soon as the signal is aborted. It never rejects. */
export function pause(clock: Clock, ms: number, signal: Signal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal.addEventListener('abort', done);
  });
}
