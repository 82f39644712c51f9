import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSecurityLog } from '../../../../server/base/security-log.ts';
import { RateLimits } from '../../../../server/http/visitor/rate-limits.ts';

describe('the bytes that are added in a day', () => {
  let limits: RateLimits;
  const from = (person: string, address = '192.0.2.1') => limits.changes({ person, address });
  const tooMany = expect.objectContaining({ code: 'too_many_requests' });

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    limits = new RateLimits(
      { personPerMinute: 200, addressPerMinute: 2_000, personDayBytes: 1_000, addressDayBytes: 2_000 },
      createSecurityLog(pino({ level: 'silent' })),
    );
  });
  afterEach(() => void vi.useRealTimers());

  it('[LIMIT-18] count for the person and for the address, and come back within a day', () => {
    from('lena').bytes(1_000);
    expect(() => from('lena').bytes(1)).toThrow(tooMany);
    from('paul').bytes(1_000);
    expect(() => from('ann').bytes(1)).toThrow(tooMany);
    from('ann', '198.51.100.1').bytes(1);
    vi.advanceTimersByTime(24 * 60 * 60 * 1000);
    from('lena').bytes(1_000);
  });

  it('[LIMIT-18] count once when a write is tried again, and then only what is more', () => {
    const { bytes } = from('lena');
    for (let tries = 0; tries < 5; tries += 1) bytes(500);
    bytes(600);
    from('lena').bytes(400);
    expect(() => from('lena').bytes(1)).toThrow(tooMany);
  });
});
