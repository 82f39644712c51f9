import type { Db } from 'mongodb';
import pino from 'pino';
import { Registry } from 'prom-client';
import { systemClock } from '../../../shared/clock.ts';
import { Slices } from '../../../server/base/slices.ts';
import { ensureMainBoard } from '../../../server/boards/main-board.ts';
import { setUpDatabase, setUpEvents } from '../../../server/database/set-up.ts';
import { createFeedMetrics, type FeedMetrics } from '../../../server/feed/feed-metrics.ts';
import { StreamStatus } from '../../../server/feed/stream-status.ts';
import { Feed, type FeedOptions } from '../../../server/feed/feed.ts';

const boardSettings = { title: 'Test', timeZone: 'Europe/Berlin', posting: 'anyone' } as const;

/** Sets up the database and starts a feed on it. */
export async function startFeed(
  db: Db,
  options: Partial<FeedOptions> = {},
): Promise<{ feed: Feed; metrics: FeedMetrics; close: () => Promise<void> }> {
  await setUpDatabase(db);
  await ensureMainBoard(db, boardSettings);
  const metrics = createFeedMetrics(new Registry());
  const clock = systemClock;
  const status = new StreamStatus(db, clock);
  const feed = await Feed.start({
    db,
    metrics,
    clock,
    status,
    slices: new Slices(),
    logger: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    historyMs: 60_000,
    bounds: { maxEntries: 10_000, maxBytes: 64 * 1024 * 1024, maxAgeMs: 3_600_000 },
    timeZone: 'Europe/Berlin',
    restoreCollection: () => setUpEvents(db),
    ...options,
  });
  const close = async (): Promise<void> => {
    await feed.close();
    status.stop();
  };
  return { feed, metrics, close };
}
