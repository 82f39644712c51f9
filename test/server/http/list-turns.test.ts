import { expect, it } from 'vitest';
import { ListTurns } from '../../../server/http/list-turns.ts';

it('[LIMIT-17] pages of lists are made few at a time, and addresses take turns', async () => {
  const turns = new ListTurns();
  let underWay = 0;
  let most = 0;
  const order: string[] = [];
  const list = (address: string): Promise<void> =>
    turns.run({ address, person: null }, async () => {
      most = Math.max(most, (underWay += 1));
      await new Promise((resolve) => setImmediate(resolve));
      order.push(address);
      underWay -= 1;
    });
  const many = Array.from({ length: 200 }, () => list('192.0.2.1'));
  await Promise.all([...many, list('192.0.2.2')]);
  expect(most).toBe(4);
  expect(order.indexOf('192.0.2.2')).toBeLessThan(10);
});
