import { describe, expect, it } from 'vitest';
import { JoinRush, rushSize, rushWindowMs } from '../../../server/feed/join-rush.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { maxIntervalMs, Pacer } from '../../../server/feed/pacer.ts';

/** A pacer with its own clock; sending a frame takes `flushMs`. */
function simulate(flushMs: number) {
  const clock = new FakeClock();
  const flushedAt: number[] = [];
  const pacer = new Pacer({
    flush: () => {
      flushedAt.push(clock.monotonic());
      clock.work(flushMs);
    },
    isJoinRush: () => false,
    clock,
  });
  return { pacer, flushedAt, advance: (ms: number) => clock.advance(ms) };
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

  it('[FEED-7] puts all changes of an interval into one frame', () => {
    const { pacer, flushedAt, advance } = simulate(30);
    pacer.request();
    for (let index = 0; index < 50; index += 1) pacer.request();
    expect(flushedAt).toHaveLength(1);
    advance(1_000);
    expect(flushedAt).toHaveLength(2);
  });

  it('[FEED-7] lets the stream rest while no frame is due, but not in the last moments before one', () => {
    const { pacer, advance } = simulate(30);
    expect(pacer.restMs).toBe(0);
    for (let index = 0; index < 200; index += 1) {
      pacer.request();
      advance(1);
    }
    // If a frame costs 30 ms, the next one is sent 90 ms after it, with every change up to 10 ms before.
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

  it('[FEED-7] sends as rarely as it can during a rush of joins', () => {
    const clock = new FakeClock();
    const rush = new JoinRush(clock);
    const pacer = new Pacer({ flush: () => undefined, clock, isJoinRush: () => rush.isOn });
    for (let joins = 0; joins < rushSize; joins += 1) rush.recordJoin();
    expect([rush.isOn, pacer.intervalMs]).toEqual([false, 0]);
    rush.recordJoin();
    expect([rush.isOn, pacer.intervalMs]).toEqual([true, maxIntervalMs]);
    clock.advance(rushWindowMs);
    expect([rush.isOn, pacer.intervalMs]).toEqual([false, 0]);
    // Joins that are spread out are not a rush, however many there are.
    for (let joins = 0; joins < 100; joins += 1) {
      clock.advance(rushWindowMs / rushSize);
      rush.recordJoin();
    }
    expect(rush.isOn).toBe(false);
  });

  it('waits at most its maximum, however much a frame costs', () => {
    const { pacer } = simulate(5_000);
    for (let index = 0; index < 20; index += 1) pacer.request();
    expect(pacer.intervalMs).toBe(maxIntervalMs);
  });
});
