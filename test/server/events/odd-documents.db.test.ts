import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { ObjectId, type Document } from 'mongodb';
import { eventIndexes } from '../../../server/database/indexes.ts';
import { boardFilter, boardOf, isArchived, liveSetFilter } from '../../../server/events/live-set-query.ts';
import type { Feed } from '../../../server/feed/feed.ts';
import { Audience } from '../../../shared/feed-protocol.ts';
import { LiveSet } from '../../../shared/live-set.ts';
import { testDatabase, type TestDatabase } from '../../support/mongodb/database.ts';
import { oddFields } from '../../support/board/odd-documents.ts';
import { startFeed } from '../../support/board/start-feed.ts';
import { until } from '../../support/until.ts';

const boards = ['main', 'other'] as const;

/** The history of one document: another program writes each step; null deletes the document. */
const history = fc.array(fc.oneof({ weight: 6, arbitrary: oddFields }, { weight: 1, arbitrary: fc.constant(null) }), {
  minLength: 1,
  maxLength: 3,
});

/** Whether the board reads a document as one of its own. */
function isOf(board: string, archived: boolean | null) {
  return (document: Document): boolean =>
    boardOf(document) === board && (archived === null || isArchived(document) === archived);
}

describe('odd documents of other programs', () => {
  let database: TestDatabase;
  let running: Awaited<ReturnType<typeof startFeed>>;

  beforeAll(async () => {
    database = await testDatabase();
    running = await startFeed(database.db);
    // From now on the running feed learns of changes only from its stream.
    for (const board of boards) for (const audience of Audience.options) await running.feed.snapshot(board, audience);
  });

  afterAll(async () => {
    await running.close();
    await database.close();
  });

  it('[FEED-20] a server that ran while they were written shows the same as one that starts afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(history, { minLength: 4, maxLength: 20 }), async (histories) => {
        await write(histories);
        const started = await startFeed(database.db);
        try {
          for (const board of boards) {
            for (const audience of Audience.options) {
              const fresh = await liveSetOf(started.feed, board, audience);
              expect(await liveSetOf(running.feed, board, audience), `${board} for ${audience}`).toEqual(fresh);
            }
          }
        } finally {
          await started.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  it('[FEED-20] the queries for a board and for its live set find exactly the documents that are read as part of them', async () => {
    const events = database.db.collection('odd');
    await events.insertMany(fc.sample(oddFields, { numRuns: 3_000, seed: 11 }));
    await events.createIndexes(eventIndexes);
    const all = await events.find().toArray();
    for (const board of boards) {
      const idsOf = (documents: Document[]) => documents.map(({ _id }) => String(_id)).sort();
      expect(idsOf(await events.find(boardFilter(board)).toArray())).toEqual(idsOf(all.filter(isOf(board, null))));
      expect(idsOf(await events.find(liveSetFilter(board)).toArray())).toEqual(idsOf(all.filter(isOf(board, false))));
    }
  });

  /** Writes the documents, and waits until the running feed has received all changes. */
  async function write(histories: (Document | null)[][]): Promise<void> {
    const events = database.db.collection('events');
    // Start each run empty, so that a failure shrinks to the documents that cause it.
    await events.deleteMany({});
    for (const steps of histories) {
      const _id = new ObjectId();
      for (const fields of steps) {
        if (fields === null) await events.deleteOne({ _id });
        else await events.replaceOne({ _id }, fields, { upsert: true });
      }
    }
    const { insertedId } = await events.insertOne({ board: 'main', name: 'The last', start: '2030-01-01' });
    await until('the running feed to show the last event', async () => {
      const { events: shown } = await running.feed.snapshot('main', 'public');
      return shown.some(({ id }) => id === insertedId.toHexString());
    });
  }
});

async function liveSetOf(feed: Feed, board: string, audience: Audience) {
  const { events, size, checksum } = await feed.snapshot(board, audience);
  const set = new LiveSet();
  set.reset(events);
  expect({ size, checksum }).toEqual({ size: set.size, checksum: set.checksum });
  return { events: [...events].sort((a, b) => (a.id < b.id ? -1 : 1)), size, checksum };
}
