import { describe, expect, it } from 'vitest';
import { RunAgain } from '../../../server/base/run-again.ts';

describe('RunAgain', () => {
  it('runs exactly once more for all calls during a run', async () => {
    const ends: (() => void)[] = [];
    const task = new RunAgain(() => new Promise((resolve) => ends.push(resolve)));
    const first = task.run();
    const second = task.run();
    const third = task.run();
    expect(ends).toHaveLength(1);
    ends[0]!();
    await Promise.resolve();
    expect(ends).toHaveLength(2);
    ends[1]!();
    await Promise.all([first, second, third]);
    expect(ends).toHaveLength(2);
    expect(task.running).toBeNull();
  });

  it('can be run again after a run that failed', async () => {
    let fails = true;
    let runs = 0;
    const task = new RunAgain(async () => {
      runs += 1;
      await Promise.resolve();
      if (fails) throw new Error('not yet');
    });
    await expect(task.run()).rejects.toThrow('not yet');
    fails = false;
    await task.run();
    expect(runs).toBe(2);
  });
});
