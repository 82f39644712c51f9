import { afterEach, describe, expect, it, vi } from 'vitest';
import { TokenBucket } from '../../../../server/http/visitor/token-bucket.ts';

describe('limits and the clock', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['an hour back', -3_600_000],
    ['a day ahead', 86_400_000],
  ])('[LIMIT-12] nobody waits longer after the machine’s clock was set %s and right again', (_what, stepMs) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const posts = new TokenBucket({ burst: 3, perMinute: 60 });
    expect(posts.take('lena')).toBe(0);
    const right = Date.now();
    vi.setSystemTime(right + stepMs);
    expect(posts.take('lena')).toBe(0);
    vi.setSystemTime(right);
    expect(posts.take('lena')).toBe(0);
    expect(posts.take('lena')).toBeLessThanOrEqual(1_000);
  });
});
