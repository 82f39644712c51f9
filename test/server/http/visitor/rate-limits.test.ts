import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSecurityLog } from '../../../../server/base/security-log.ts';
import { RateLimits } from '../../../../server/http/visitor/rate-limits.ts';

describe('guesses that are being checked', () => {
  const caller = { address: '192.0.2.1', person: null };
  let limits: RateLimits;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    limits = new RateLimits(
      { personPerMinute: 200, addressPerMinute: 2_000, personDayBytes: 1_000, addressDayBytes: 1_000 },
      createSecurityLog(pino({ level: 'silent' })),
    );
  });
  afterEach(() => void vi.useRealTimers());

  /** The number that were checked; the others are refused. */
  async function checked(rights: boolean[]): Promise<number> {
    let count = 0;
    const all = await Promise.allSettled(
      rights.map(async (right) => {
        const settle = await limits.guess(caller, 'Lena');
        count += 1;
        await Promise.resolve();
        settle(right);
      }),
    );
    for (const one of all)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'too_many_requests' });
    return count;
  }

  it('[LIMIT-9] fifty right passwords at once for one account all pass, again and again', async () => {
    for (let n = 0; n < 3; n += 1) expect(await checked(Array.from({ length: 50 }, () => true))).toBe(50);
  });

  it('[LIMIT-9] of wrong ones at once no more are checked than one after the other', async () => {
    expect(await checked(Array.from({ length: 50 }, () => false))).toBe(10);
    expect(await checked([true])).toBe(0);
  });

  it('[LIMIT-9] of right and wrong ones in turns the wrong ones count', async () => {
    const rights = Array.from({ length: 50 }, (_, n) => n % 10 !== 0);
    expect(await checked(rights)).toBe(50);
    expect(await checked(Array.from({ length: 10 }, () => false))).toBe(5);
  });
});
