import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import pino from 'pino';
import { ObjectId } from 'mongodb';
import { watchChanges, type StreamBatch } from '../../../server/feed/change-stream.ts';
import { openingPoint } from '../../../server/feed/history.ts';
import { systemClock } from '../../../shared/clock.ts';
import { testDatabase, type TestDatabase } from '../../support/mongodb/database.ts';
import { until } from '../../support/until.ts';

describe('the change stream', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.close());

  it('[FEED-24] of many changes a hundred are handed over in a turn, but a transaction in one', async () => {
    const events = database.db.collection('events');
    await database.db.createCollection('events');
    const { start } = await openingPoint(database.db, 0);
    const names = Array.from({ length: 1_000 }, (_, n) => `n${n}`);
    await events.insertMany(names.map((name) => ({ name })));
    const together = Array.from({ length: 400 }, () => new ObjectId());
    const session = database.client.startSession();
    await session.withTransaction(() =>
      events.insertMany(
        together.map((_id) => ({ _id, name: 'together' })),
        { session },
      ),
    );
    await session.endSession();
    await events.insertOne({ name: 'last' });

    const batches: { names: string[]; turn: number; completeThrough: string }[] = [];
    let turn = 0;
    const ticking = setInterval(() => (turn += 1), 0);
    const stop = watchChanges({
      db: database.db,
      collections: ['events'],
      start,
      logger: pino({ level: 'silent' }),
      clock: systemClock,
      restMs: () => 0,
      onInterrupted: () => undefined,
      onHistoryLost: () => Promise.reject(new Error('lost')),
      onBatch: ({ changes, completeThrough }: StreamBatch) => {
        if (changes.length === 0) return;
        const read = changes.map((change) => ('fullDocument' in change ? String(change.fullDocument?.name) : ''));
        batches.push({ names: read, turn, completeThrough });
      },
    });
    await until('the last change', () => batches.at(-1)?.names.at(-1) === 'last');
    clearInterval(ticking);
    await stop();
    expect(batches.flatMap((batch) => batch.names)).toEqual([...names, ...together.map(() => 'together'), 'last']);
    const withTransaction = batches.filter((batch) => batch.names.includes('together'));
    expect(withTransaction).toHaveLength(1);
    expect(batches.filter((batch) => batch.names.length > 101 && batch !== withTransaction[0])).toEqual([]);
    // The event loop had a turn in between.
    expect(new Set(batches.map((batch) => batch.turn)).size).toBe(batches.length);
    expect(batches.map((batch) => batch.completeThrough)).toEqual(
      batches.map((batch) => batch.completeThrough).toSorted(),
    );
  });
});
