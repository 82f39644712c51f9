import { expect, it } from 'vitest';
import { busy } from '../../../server/base/problem.ts';
import { WorkQueue } from '../../../server/base/work-queue.ts';

it('[LIMIT-9] the hashing queue is fair by address: one with many tasks neither delays nor refuses the others', async () => {
  const queue = new WorkQueue(1, { each: 4, all: 6 }, busy);
  const order: string[] = [];
  const work = (holder: string, name: string): Promise<void> =>
    queue.run(holder, async () => {
      await Promise.resolve();
      order.push(name);
    });
  const greedy = ['a1', 'a2', 'a3', 'a4', 'a5'].map((name) => work('a', name));
  const tooMany = work('a', 'a6');
  const others = [work('b', 'b1'), work('c', 'c1')];
  const full = work('d', 'd1');
  await expect(tooMany).rejects.toMatchObject({ code: 'busy' });
  await expect(full).rejects.toMatchObject({ code: 'busy' });
  await Promise.all([...greedy, ...others]);
  expect(order).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4', 'a5']);
});
