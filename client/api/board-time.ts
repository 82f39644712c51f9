import { systemClock, type Clock } from '../../shared/clock.ts';

/** A clock that differs by less is not worth a word: the server's time takes a while to get here. */
const toleratedMs = 2 * 60_000;

/** What this device's clock lacks, in ms; 0 while it is about right. */
let lackMs = 0;
let isKnown = false;

/** The time by the server's clock, where this device's is wrong: what is today, now and soon depends on it. */
export function boardNow(): Date {
  return new Date(systemClock.now() + lackMs);
}

/** The same clock with the server's time. */
export function withBoardTime(clock: Clock): Clock {
  return {
    now: () => clock.now() + lackMs,
    monotonic: () => clock.monotonic(),
    after: (ms, callback) => clock.after(ms, callback),
    random: () => clock.random(),
  };
}

export function isClockWrong(): boolean {
  return lackMs !== 0;
}

/** Takes the time that the first answer names, before anything is drawn. From then on the feed's pulses name it. */
export function takeFirstTime(said: string | null): void {
  if (!isKnown) takeServerTime(said);
}

/** Takes the time that the server says it is. Returns whether that changes what the time is. */
export function takeServerTime(said: string | null): boolean {
  const lack = Date.parse(said ?? '') - systemClock.now();
  if (Number.isNaN(lack)) return false;
  isKnown = true;
  const before = lackMs;
  // Not at each answer by the moment that it was on its way.
  if (Math.abs(lack - before) > toleratedMs) lackMs = Math.abs(lack) > toleratedMs ? lack : 0;
  return lackMs !== before;
}
