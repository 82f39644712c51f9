import { describe, expect, it } from 'vitest';
import { Backoff } from '../../shared/backoff.ts';

describe('Backoff', () => {
  it('doubles the delay from the first to the longest', () => {
    const backoff = new Backoff({ firstMs: 50, longestMs: 300, jitter: 0 });
    expect(Array.from({ length: 5 }, () => backoff.next())).toEqual([50, 100, 200, 300, 300]);
  });

  it('starts again with the first delay after a reset', () => {
    const backoff = new Backoff({ firstMs: 50, longestMs: 300, jitter: 0 });
    backoff.next();
    backoff.next();
    backoff.reset();
    expect(backoff.next()).toBe(50);
  });

  it('randomizes the whole delay by default', () => {
    const draws = [0, 0.25, 0.75];
    const backoff = new Backoff({ firstMs: 100, longestMs: 100, random: () => draws.shift()! });
    expect([backoff.next(), backoff.next(), backoff.next()]).toEqual([100, 75, 25]);
  });

  it('can randomize only a part of the delay', () => {
    const draws = [0, 0.5];
    const backoff = new Backoff({ firstMs: 100, longestMs: 100, jitter: 0.5, random: () => draws.shift()! });
    expect([backoff.next(), backoff.next()]).toEqual([100, 75]);
  });
});
