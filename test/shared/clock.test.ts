import { describe, expect, it } from 'vitest';
import { every, pause, systemClock } from '../../shared/clock.ts';
import { FakeClock } from '../support/fake-clock.ts';

describe('the clock', () => {
  it('an interval calls back until it is stopped', () => {
    const clock = new FakeClock(0);
    const calledAt: number[] = [];
    const stop = every(clock, 100, () => calledAt.push(clock.now()));
    clock.advance(350);
    stop();
    clock.advance(1_000);
    expect([calledAt, clock.pendingTimers]).toEqual([[100, 200, 300], 0]);
  });

  it('an interval can be stopped by its own callback', () => {
    const clock = new FakeClock(0);
    let calls = 0;
    const stop = every(clock, 100, () => {
      calls += 1;
      stop();
    });
    clock.advance(1_000);
    expect([calls, clock.pendingTimers]).toEqual([1, 0]);
  });

  it('a pause ends after its time or when its signal is aborted, and leaves no timer behind', async () => {
    const clock = new FakeClock(0);
    const abort = new AbortController();
    const ended: string[] = [];
    void pause(clock, 100, abort.signal).then(() => ended.push('short'));
    void pause(clock, 5_000, abort.signal).then(() => ended.push('long'));
    await clock.advanceAsync(100);
    expect(ended).toEqual(['short']);
    abort.abort();
    await pause(clock, 5_000, abort.signal);
    expect([ended, clock.pendingTimers]).toEqual([['short', 'long'], 0]);
  });

  it('the system’s clock runs, and never makes a call that was cancelled', async () => {
    const before = systemClock.monotonic();
    let cancelled = 0;
    const cancel = systemClock.after(1, () => {
      cancelled += 1;
    });
    cancel();
    await new Promise<void>((resolve) => systemClock.after(10, resolve));
    expect(systemClock.monotonic()).toBeGreaterThan(before);
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
    expect(cancelled).toBe(0);
  });
});
