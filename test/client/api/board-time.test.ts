import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  boardNow,
  isClockWrong,
  takeFirstTime,
  takeServerTime,
  withBoardTime,
} from '../../../client/api/board-time.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('the time on the board', () => {
  const real = Date.parse('2026-11-23T10:00:00Z');
  const hourMs = 60 * 60_000;

  beforeEach(() => {
    vi.useFakeTimers({ now: real });
  });
  afterEach(() => {
    takeServerTime(new Date().toISOString());
    vi.useRealTimers();
  });

  it.each([-60 * 24 * hourMs, -hourMs, -121_000, 121_000, hourMs, 400 * 24 * hourMs])(
    '[PAGE-58] is the server’s on a device whose clock is %i ms off',
    (offMs) => {
      vi.setSystemTime(real + offMs);
      expect(takeServerTime(new Date(real).toISOString())).toBe(true);
      expect([boardNow().getTime(), isClockWrong()]).toEqual([real, true]);
      expect(withBoardTime(new FakeClock(5)).now()).toBe(5 - offMs);
      vi.advanceTimersByTime(1_000);
      expect(boardNow().getTime()).toBe(real + 1_000);
    },
  );

  it.each([-119_000, 0, 119_000])('[PAGE-58] is the device’s own where that is %i ms off', (offMs) => {
    vi.setSystemTime(real + offMs);
    expect(takeServerTime(new Date(real).toUTCString())).toBe(false);
    expect([boardNow().getTime(), isClockWrong()]).toEqual([real + offMs, false]);
  });

  it('[PAGE-58] does not move with each answer by the moment that it was on its way', () => {
    vi.setSystemTime(real + hourMs);
    takeServerTime(new Date(real).toISOString());
    for (const lateMs of [300, 5_000, 0, 20_000]) {
      expect(takeServerTime(new Date(real - lateMs).toISOString())).toBe(false);
      expect(boardNow().getTime()).toBe(real);
    }
  });

  it('[PAGE-58] is the device’s again once somebody has set its clock', () => {
    vi.setSystemTime(real - hourMs);
    takeServerTime(new Date(real).toISOString());
    vi.setSystemTime(real);
    expect(takeServerTime(new Date(real).toISOString())).toBe(true);
    expect([boardNow().getTime(), isClockWrong()]).toEqual([real, false]);
  });

  it('[PAGE-58] is taken from an answer only as long as no other is known', () => {
    takeServerTime(new Date(real).toISOString());
    takeFirstTime(new Date(real + hourMs).toISOString());
    expect(isClockWrong()).toBe(false);
  });

  it.each([null, '', 'soon'])('[PAGE-58] what is no time (%s) changes nothing', (said) => {
    expect([takeServerTime(said), isClockWrong()]).toEqual([false, false]);
  });
});
