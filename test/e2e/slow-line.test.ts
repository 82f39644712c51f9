import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertEvents } from '../support/board/many-events.ts';
import { Classroom } from '../support/browser/classroom.ts';

/** 250 kbit/s, as at the edge of a mobile network. */
const slow = { offline: false, latency: 100, downloadThroughput: 250_000 / 8, uploadThroughput: 250_000 / 8 };

describe('a board of 10,000 events on a slow line', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
    const { db } = room.board.database;
    await insertEvents(db, 10_000);
    // What people write does not repeat itself as the names here do: the board has some 700 kB then, half a minute of this line.
    const digits = { $toString: { $rand: {} } };
    await db
      .collection('events')
      .updateMany({}, [{ $set: { details: { $concat: Array.from({ length: 8 }, () => digits) } } }]);
  });
  afterAll(async () => {
    await room.empty();
    await room.close();
  });

  it('[FEED-31] [FOLLOW-13] shows its next events first, and is live once all have come', async () => {
    const page = await room.person('about:blank');
    page.setDefaultTimeout(110_000);
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', slow);
    const begun = performance.now();
    const after = (): string => `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
    await page.goto('/', { waitUntil: 'commit' });
    await page.locator('event-row').first().waitFor();
    const live = page.getByText('Live', { exact: true });
    expect(await live.count()).toBe(0);
    await page.getByText(/^As of .*, catching up$/).waitFor();
    console.log(`the next events after ${after()}`);
    await live.waitFor();
    console.log(`all events after ${after()}`);
    const { encodedBodySize } = await page.evaluate(() => {
      const [first] = performance.getEntriesByName(`${location.origin}/api/boards/main/snapshot`);
      return first as PerformanceResourceTiming;
    });
    console.log(`${Math.round(encodedBodySize / 1_000)} kB`);
    // A slow line does not keep a socket from working.
    expect(await page.evaluate(() => localStorage.getItem('board.feed-by-http-until'))).toBeNull();
  });
});
