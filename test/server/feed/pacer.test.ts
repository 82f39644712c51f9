import { describe, expect, it } from 'vitest';
import { JoinRush, rushSize, rushWindowMs } from '../../../server/feed/join-rush.ts';
import { maxIntervalMs, Pacer } from '../../../server/feed/pacer.ts';

/** A pacer on a clock of its own; `flushMs` is what sending a frame costs. */
function simulate(flushMs: number) {
  let now = 1_000;
  const flushedAt: number[] = [];
  let timer: { at: number; callback: () => void } | null = null;
  const pacer = new Pacer({
    flush: () => {
      flushedAt.push(now);
      now += flushMs;
    },
    clock: () => now,
    schedule: (callback, ms) => {
      timer = { at: now + ms, callback };
      return () => {
        timer = null;
      };
    },
  });
  return {
    pacer,
    flushedAt,
    advance(ms: number) {
      const until = now + ms;
      while (timer !== null && timer.at <= until) {
        const due = timer;
        timer = null;
        now = Math.max(now, due.at);
        due.callback();
      }
      now = Math.max(now, until);
    },
  };
}

describe('the pacer', () => {
  it('[FEED-7] sends the first change after a quiet moment at once', () => {
    const { pacer, flushedAt, advance } = simulate(5);
    pacer.request();
    expect(flushedAt).toHaveLength(1);
    advance(10_000);
    pacer.request();
    expect(flushedAt).toHaveLength(2);
  });

  it('[FEED-7] gathers what comes before the interval is over into one frame', () => {
    const { pacer, flushedAt, advance } = simulate(30);
    pacer.request();
    for (let index = 0; index < 50; index += 1) pacer.request();
    expect(flushedAt).toHaveLength(1);
    advance(1_000);
    expect(flushedAt).toHaveLength(2);
  });

  it('[FEED-7] lets the stream rest while no frame is due, and not in the last moments before one', () => {
    const { pacer, advance } = simulate(30);
    expect(pacer.restMs).toBe(0);
    for (let index = 0; index < 200; index += 1) {
      pacer.request();
      advance(1);
    }
    // Where a frame costs 30 ms, the next one goes out 90 ms after it; what comes in the last 10 ms is still in it.
    const rests = Array.from({ length: 200 }, () => {
      pacer.request();
      advance(1);
      return pacer.restMs;
    });
    expect(Math.max(...rests)).toBeGreaterThan(70);
    expect(Math.max(...rests)).toBeLessThanOrEqual(80);
    expect(Math.min(...rests)).toBe(0);
  });

  it('[FEED-7] gives sending about a quarter of the process under constant load, and never waits longer than its maximum', () => {
    for (const flushMs of [1, 10, 60]) {
      const { pacer, flushedAt, advance } = simulate(flushMs);
      for (let index = 0; index < 20_000; index += 1) {
        pacer.request();
        advance(1);
      }
      const elapsed = flushedAt.at(-1)! - flushedAt[0]!;
      const share = ((flushedAt.length - 1) * flushMs) / elapsed;
      expect(share).toBeLessThan(0.35);
      expect(share).toBeGreaterThan(0.2);
      expect(pacer.intervalMs).toBeLessThanOrEqual(maxIntervalMs);
    }
  });

  it('[FEED-7] sends as seldom as it may while a crowd comes', () => {
    let now = 0;
    const rush = new JoinRush(() => now);
    const pacer = new Pacer({
      flush: () => undefined,
      clock: () => now,
      schedule: () => () => undefined,
      isJoinRush: () => rush.isOn,
    });
    for (let joins = 0; joins < rushSize; joins += 1) rush.recordJoin();
    expect([rush.isOn, pacer.intervalMs]).toEqual([false, 0]);
    rush.recordJoin();
    expect([rush.isOn, pacer.intervalMs]).toEqual([true, maxIntervalMs]);
    now += rushWindowMs;
    expect([rush.isOn, pacer.intervalMs]).toEqual([false, 0]);
    // One after another they are none, however many they are in the end.
    for (let joins = 0; joins < 100; joins += 1) {
      now += rushWindowMs / rushSize;
      rush.recordJoin();
    }
    expect(rush.isOn).toBe(false);
  });

  it('waits at most its maximum, however dear a frame is', () => {
    const { pacer } = simulate(5_000);
    for (let index = 0; index < 20; index += 1) pacer.request();
    expect(pacer.intervalMs).toBe(maxIntervalMs);
  });
});
