import { ObjectId } from 'mongodb';
import { expect, it } from 'vitest';
import { Slices } from '../../../server/base/slices.ts';
import { readPage } from '../../../server/events/list-page.ts';

async function* listOf(count: number) {
  for (let n = 0; n < count; n += 1)
    yield await Promise.resolve({ _id: new ObjectId(), name: `${n}`, start: '2030-01-01' });
}

/** As if each look at the clock came 3 ms after the last one. */
function countedSlices() {
  let turns = 0;
  let nowMs = 0;
  const slices = new Slices({
    clock: { monotonic: () => (nowMs += 3) },
    nextTurn(callback) {
      turns += 1;
      setImmediate(callback);
    },
  });
  return { slices, turns: () => turns };
}

it('[LIMIT-17] a page of a list is read in slices', async () => {
  const { slices, turns } = countedSlices();
  const { events, last } = await readPage(listOf(60), 100, { slices, timeZone: 'UTC' });
  expect(events.map(({ event }) => event.name)).toEqual(Array.from({ length: 60 }, (_, n) => `${n}`));
  expect(last).toBeNull();
  expect(turns()).toBeGreaterThanOrEqual(20);
});

it('a page ends where its limit is, and says what its last document is if there are more', async () => {
  const { slices } = countedSlices();
  const full = await readPage(listOf(3), 3, { slices, timeZone: 'UTC' });
  expect([full.events.length, full.last]).toEqual([3, null]);
  const part = await readPage(listOf(4), 3, { slices, timeZone: 'UTC' });
  expect([part.events.length, part.last?.name]).toEqual([3, '2']);
});
