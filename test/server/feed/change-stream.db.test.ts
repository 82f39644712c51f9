import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import pino from 'pino';
import { ObjectId, type ChangeStreamDocument } from 'mongodb';
import { watchChanges, type StreamBatch, type StreamStart } from '../../../server/feed/change-stream.ts';
import { openingPoint } from '../../../server/feed/history.ts';
import { systemClock, type Clock } from '../../../shared/clock.ts';
import { testDatabase, type TestDatabase } from '../../support/mongodb/database.ts';
import { until } from '../../support/until.ts';

describe('the change stream', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.close());

  async function insertTransaction(count: number): Promise<void> {
    const together = Array.from({ length: count }, () => ({ _id: new ObjectId(), name: 'together' }));
    const session = database.client.startSession();
    await session.withTransaction(() => database.db.collection('events').insertMany(together, { session }));
    await session.endSession();
  }

  type Watching = { clock?: Clock; read?: () => void; onBatch: (batch: StreamBatch<ChangeStreamDocument>) => void };

  function watch(start: StreamStart, { clock = systemClock, read, onBatch }: Watching): () => Promise<void> {
    return watchChanges<ChangeStreamDocument>({
      db: database.db,
      collections: ['events'],
      start,
      logger: pino({ level: 'silent' }),
      clock,
      restMs: () => 0,
      onInterrupted: () => undefined,
      onHistoryLost: () => Promise.reject(new Error('lost')),
      read: (change) => {
        read?.();
        return change;
      },
      onBatch,
    });
  }

  const nameOf = (change: ChangeStreamDocument): string =>
    'fullDocument' in change ? String(change.fullDocument?.name) : '';

  it('[FEED-24] of many changes a hundred are handed over in a turn, but a transaction in one', async () => {
    const events = database.db.collection('events');
    await database.db.createCollection('events');
    const { start } = await openingPoint(database.db, 0);
    const names = Array.from({ length: 1_000 }, (_, n) => `n${n}`);
    await events.insertMany(names.map((name) => ({ name })));
    await insertTransaction(400);
    await events.insertOne({ name: 'last' });

    const batches: { names: string[]; turn: number; completeThrough: string }[] = [];
    let turn = 0;
    const ticking = setInterval(() => (turn += 1), 0);
    const stop = watch(start, {
      onBatch: ({ changes, completeThrough }) => {
        if (changes.length > 0) batches.push({ names: changes.map(nameOf), turn, completeThrough });
      },
    });
    await until('the last change', () => batches.at(-1)?.names.at(-1) === 'last');
    clearInterval(ticking);
    await stop();
    expect(batches.flatMap((batch) => batch.names)).toEqual([...names, ...Array<string>(400).fill('together'), 'last']);
    const withTransaction = batches.filter((batch) => batch.names.includes('together'));
    expect(withTransaction).toHaveLength(1);
    expect(batches.filter((batch) => batch.names.length > 101 && batch !== withTransaction[0])).toEqual([]);
    // The event loop had a turn in between.
    expect(new Set(batches.map((batch) => batch.turn)).size).toBe(batches.length);
    expect(batches.map((batch) => batch.completeThrough)).toEqual(
      batches.map((batch) => batch.completeThrough).toSorted(),
    );
  });

  it('[FEED-27] long changes are read in slices, also those of a transaction, which is handed over whole', async () => {
    await database.db.createCollection('events');
    const { start } = await openingPoint(database.db, 0);
    await insertTransaction(100);

    // As if each change took longer than a slice.
    let nowMs = 0;
    const clock: Clock = { ...systemClock, monotonic: () => nowMs };
    let turn = 0;
    const turnsOfReads: number[] = [];
    const batches: number[] = [];
    const ticking = setInterval(() => (turn += 1), 0);
    const stop = watch(start, {
      clock,
      read: () => {
        nowMs += 10;
        turnsOfReads.push(turn);
      },
      onBatch: ({ changes }) => {
        if (changes.length > 0) batches.push(changes.length);
      },
    });
    await until('the transaction', () => batches.length > 0);
    clearInterval(ticking);
    await stop();
    expect(batches).toEqual([100]);
    // Nearly each in a turn of its own; a busy machine can let a tick of the counter out.
    expect(new Set(turnsOfReads).size).toBeGreaterThan(50);
  });
});
