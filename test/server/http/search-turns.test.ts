import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SearchTurns } from '../../../server/http/search-turns.ts';
import { RateLimits } from '../../../server/http/visitor/rate-limits.ts';

const settings = { personPerMinute: 200, addressPerMinute: 2_000, personDayBytes: 1_000, addressDayBytes: 1_000 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function searcher() {
  const turns = new SearchTurns(new RateLimits(settings, { record: () => {} }));
  /** Runs one search after the other. Returns how many were run before one was refused. */
  async function search(address: string, tookMs: number, times: number): Promise<number> {
    for (let n = 0; n < times; n += 1) {
      try {
        await turns.run({ address, person: null }, () => Promise.resolve(vi.advanceTimersByTime(tookMs)));
      } catch (error) {
        expect(error).toMatchObject({ code: 'too_many_requests' });
        return n;
      }
    }
    return times;
  }
  return { turns, search };
}

it('[LIMIT-10] searches count by the time they take: an address gets twenty seconds at once, then a fifth of each', async () => {
  const { search } = searcher();
  const inAll = await search('192.0.2.1', 100, 1_000);
  expect(inAll).toBeGreaterThanOrEqual(200);
  expect(inAll).toBeLessThan(260);
  expect(await search('192.0.2.2', 100, 100)).toBe(100);
  vi.advanceTimersByTime(60_000);
  const inAMinute = await search('192.0.2.1', 100, 1_000);
  expect(inAMinute).toBeGreaterThanOrEqual(110);
  expect(inAMinute).toBeLessThan(200);
});

it('[LIMIT-10] a thousand quick searches from one address are all answered; the other addresses of a /64 are the same one', async () => {
  const { search } = searcher();
  expect(await search('2001:db8::1', 2, 1_000)).toBe(1_000);
  expect(await search('2001:db8::2', 1_000, 100)).toBeLessThan(30);
  expect(await search('2001:db8::3', 2, 1)).toBe(0);
});

it('[LIMIT-10] few searches run at once, a class waits its turn, and addresses take turns', async () => {
  const { turns } = searcher();
  let running = 0;
  let most = 0;
  const order: string[] = [];
  const search = (address: string): Promise<void> =>
    turns.run({ address, person: null }, async () => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      order.push(address);
      running -= 1;
    });
  await Promise.all([...Array.from({ length: 40 }, () => search('192.0.2.1')), search('192.0.2.2')]);
  expect(most).toBe(2);
  expect(order.indexOf('192.0.2.2')).toBeLessThan(6);
  expect(order).toHaveLength(41);
});
