import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { ResetRecovery } from '../../../server/feed/reset-recovery.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function simulate(putRight: () => Promise<void> = async () => undefined) {
  const clock = new FakeClock(0);
  const begunAt: number[] = [];
  const recovery = new ResetRecovery({
    clock,
    logger: pino({ level: 'silent' }),
    putRight: () => {
      begunAt.push(clock.now());
      return putRight();
    },
  });
  return { clock, begunAt, recovery };
}

describe('the recovery after a reset', () => {
  it('begins at once, and settles when it is complete', async () => {
    const { clock, begunAt, recovery } = simulate();
    recovery.begin();
    await recovery.settled();
    expect([begunAt, clock.pendingTimers]).toEqual([[0], 0]);
  });

  it('recovers once from a burst of resets, half a second after the first', async () => {
    const { clock, begunAt, recovery } = simulate();
    for (let n = 0; n < 1_000; n += 1) recovery.begin();
    let settled = false;
    void recovery.settled().then(() => {
      settled = true;
    });
    await clock.advanceAsync(499);
    expect([begunAt, settled]).toEqual([[0], false]);
    await clock.advanceAsync(1);
    expect([begunAt, settled, clock.pendingTimers]).toEqual([[0, 500], true, 0]);
  });

  it('tries again until it succeeds', async () => {
    let failures = 3;
    const { clock, begunAt, recovery } = simulate(async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('the database is away');
    });
    recovery.begin();
    await clock.advanceAsync(10_000);
    await recovery.settled();
    expect(begunAt).toEqual([0, 500, 1_000, 1_500]);
  });

  it('stops at once, and leaves no timer behind', async () => {
    const { clock, begunAt, recovery } = simulate(() => Promise.reject(new Error('the database is away')));
    recovery.begin();
    await clock.advanceAsync(0);
    recovery.stop();
    await recovery.settled();
    await clock.advanceAsync(10_000);
    expect([begunAt, clock.pendingTimers]).toEqual([[0], 0]);
  });
});
