import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Document } from 'mongodb';
import { setUpEvents } from '../../../server/database/set-up.ts';
import { liveSetFilter } from '../../../server/events/live-set-query.ts';
import { testDatabase, type TestDatabase } from '../../support/mongodb/database.ts';

describe('the query for a live set', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
    await setUpEvents(database.db);
    const event = { name: 'Choir', start: '2030-01-01' };
    await database.db.collection('events').insertMany([
      ...Array.from({ length: 50 }, () => ({ ...event })),
      ...Array.from({ length: 50 }, () => ({ ...event, board: 'main' })),
      ...Array.from({ length: 500 }, () => ({ ...event, board: 'main', archived: true })),
      ...Array.from({ length: 500 }, () => ({ ...event, board: 'other' })),
      // With arrays in both fields the index is less selective.
      { ...event, board: ['main'] },
      { ...event, board: 'main', archived: [true] },
    ]);
  });

  afterAll(() => database.close());

  it.each(['main', 'other'])('reads no more of the index than the live set of %s', async (board) => {
    const plan = await database.db.collection('events').find(liveSetFilter(board)).explain('executionStats');
    const stats = plan.executionStats as { nReturned: number; totalDocsExamined: number; totalKeysExamined: number };
    expect(indexNames(plan.queryPlanner as Document)).toContain('live-set');
    expect(stats.totalDocsExamined - stats.nReturned).toBeLessThanOrEqual(2);
    expect(stats.totalKeysExamined - stats.nReturned).toBeLessThanOrEqual(10);
  });
});

/** The names of the indexes in the winning plan. */
function indexNames({ winningPlan }: Document): string[] {
  return [...JSON.stringify(winningPlan).matchAll(/"indexName":"([^"]+)"/g)].map((match) => match[1]!);
}
