import type { Document, ObjectId } from 'mongodb';
import { expect, it } from 'vitest';
import { startBoard } from '../../support/board/start-board.ts';
import { member } from '../../support/board/people.ts';
import { testDatabase } from '../../support/mongodb/database.ts';

it('[START-10] a start does not wait for a transaction that a killed server left open', async ({ onTestFinished }) => {
  const database = await testDatabase();
  onTestFinished(() => database.close());
  const { client, db } = database;
  const before = await startBoard({ database });
  const lena = await member(before.url, 'Lena');
  await lena.post({ name: 'Choir' });
  await before.close();

  // A client that is gone neither commits nor aborts; MongoDB does it after a minute. It has written into every collection.
  const session = client.startSession();
  onTestFinished(() => session.endSession());
  session.startTransaction({ readConcern: { level: 'snapshot' } });
  const collections = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  const written = collections.filter((name) => !name.startsWith('system.'));
  expect(written).toEqual(expect.arrayContaining(['events', 'boards', 'users', 'sessions', 'deletions', 'deletedids']));
  const ids = new Map<string, ObjectId>();
  for (const name of written) {
    const { insertedId } = await db.collection<Document>(name).insertOne({ leftOpen: true }, { session });
    ids.set(name, insertedId as ObjectId);
  }

  const next = await startBoard({ database });
  onTestFinished(() => next.close());
  expect((await fetch(`${next.url}/readyz`)).status).toBe(200);
  // It is still open: the start did not outlast it.
  await session.commitTransaction();
  for (const [name, _id] of ids) expect(await db.collection(name).countDocuments({ _id }), name).toBe(1);
});
