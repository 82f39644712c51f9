import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { RepeatedWork } from '../../../server/base/repeated-work.ts';

describe('repeated work', () => {
  it('goes on after a failure, one time after the other', async () => {
    const failures: unknown[] = [];
    const third = new AbortController();
    const thirdTime = once(third.signal, 'abort');
    let times = 0;
    const repeated = new RepeatedWork({
      intervalMs: 1,
      work: () => {
        times += 1;
        if (times === 3) third.abort();
        return times === 1 ? Promise.reject(new Error('the first time fails')) : Promise.resolve();
      },
      onFailure: (error) => failures.push(error),
    });
    repeated.start();
    await thirdTime;
    await repeated.stop();
    expect(failures).toEqual([new Error('the first time fails')]);
  });

  it('is told to stop, is waited for, and reports no failure then', async () => {
    const failures: unknown[] = [];
    let hasEnded = false;
    const repeated = new RepeatedWork({
      intervalMs: 1,
      work: async (signal) => {
        await once(signal, 'abort');
        hasEnded = true;
        throw new Error('interrupted');
      },
      onFailure: (error) => failures.push(error),
    });
    repeated.start();
    await repeated.stop();
    expect(hasEnded).toBe(true);
    expect(failures).toEqual([]);
  });
});
