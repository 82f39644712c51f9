import { MongoClient, ObjectId, type Document } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isDatabaseAway } from '../../../server/database/mongo-errors.ts';
import { GroupedInserts } from '../../../server/events/grouped-inserts.ts';
import { startTcpProxy, type TcpProxy } from '../../support/cluster/tcp-proxy.ts';
import { testDatabase, uriThrough, type TestDatabase } from '../../support/mongodb/database.ts';
import { until } from '../../support/until.ts';

const selectionMs = 500;

describe('documents that are inserted at the same moment', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let client: MongoClient;
  let commands: number[];
  let inserts: GroupedInserts;

  const stored = (): Promise<string[]> =>
    database.db
      .collection('events')
      .find({}, { sort: { n: 1 } })
      .map(({ n }) => String(n))
      .toArray();
  const document = (n: number, _id = new ObjectId()): Document & { _id: ObjectId } => ({ _id, n });
  const insertAll = (documents: (Document & { _id: ObjectId })[]) =>
    Promise.all(documents.map((one) => inserts.insert(one).catch((error: Error) => error)));

  beforeAll(async () => {
    database = await testDatabase();
    proxy = await startTcpProxy(Number(new URL(database.uri).port));
    client = await MongoClient.connect(uriThrough(proxy.port, database.uri), {
      monitorCommands: true,
      writeConcern: { w: 'majority' },
      serverSelectionTimeoutMS: selectionMs,
      heartbeatFrequencyMS: 500,
      minHeartbeatFrequencyMS: 50,
    });
    client.on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'insert') commands.push((command.documents as unknown[]).length);
    });
  });

  beforeEach(async () => {
    await database.db.collection('events').deleteMany({});
    commands = [];
    inserts = new GroupedInserts(client.db(database.name).collection('events'));
  });

  afterAll(async () => {
    await client.close();
    await proxy.close();
    await database.close();
  });

  it('[EVENT-14] the first is written at once, those that arrive meanwhile together', async () => {
    expect(await insertAll(Array.from({ length: 250 }, (_, n) => document(n)))).toEqual(Array(250).fill(true));
    expect(commands).toEqual([1, 100, 100, 49]);
    expect(await stored()).toHaveLength(250);
    expect(await inserts.insert(document(250))).toBe(true);
    expect(commands.at(-1)).toBe(1);
  });

  it('[EVENT-14] a taken id, from before or in the same group, refuses only its own document', async () => {
    const [taken, twice] = [new ObjectId(), new ObjectId()];
    expect(await inserts.insert(document(0, taken))).toBe(true);
    expect(
      await insertAll([document(1), document(2, twice), document(3, taken), document(4, twice), document(5)]),
    ).toEqual([true, true, false, false, true]);
    expect(await stored()).toEqual(['0', '1', '2', '5']);
  });

  it('[EVENT-14] one that is refused for another reason gets that reason, and the others are written', async () => {
    const collection = client.db(database.name).collection<Document & { _id: ObjectId }>('checked');
    await database.db.createCollection('checked', { validator: { n: { $ne: 2 } } });
    inserts = new GroupedInserts(collection);
    const taken = new ObjectId();
    await inserts.insert(document(0, taken));
    const [, , duplicate, refused, written] = await insertAll([
      document(1),
      document(3),
      document(4, taken),
      document(2),
      document(5),
    ]);
    expect([duplicate, written]).toEqual([false, true]);
    expect(refused).toMatchObject({ code: 121 });
  });

  it('[EVENT-14] if the majority does not confirm a group, none of it is reported as written', async () => {
    const collection = client
      .db(database.name)
      .collection<Document & { _id: ObjectId }>('events', { writeConcern: { w: 2, wtimeoutMS: 100 } });
    inserts = new GroupedInserts(collection);
    const answers = await insertAll([document(0), document(1), document(2)]);
    expect(answers.map((answer) => (answer as { code?: unknown }).code)).toEqual([100, 100, 100]);
  });

  it('[EVENT-14] without an answer every document is reported as “database away”, none as written; later inserts work again', async () => {
    proxy.refuse();
    for (const answer of await insertAll([0, 1, 2].map((n) => document(n)))) expect(isDatabaseAway(answer)).toBe(true);
    // Once more, now that the driver knows that the server is gone, as during an election.
    expect(isDatabaseAway(await inserts.insert(document(9)).catch((error: Error) => error))).toBe(true);
    proxy.restore();
    await until('an insert to succeed', () => inserts.insert(document(10)).catch(() => false));
    expect(await stored()).toEqual(['10']);
  });

  it('[EVENT-14] a group that hangs does not delay the next ones', async () => {
    const hanging: (() => void)[] = [];
    const slow = new GroupedInserts({
      insertMany: () =>
        new Promise<void>((resolve) => {
          hanging.push(resolve);
        }),
    } as never);
    const answers = [0, 1, 2].map((n) => slow.insert(document(n)));
    expect(hanging).toHaveLength(1);
    await until('the second group to be sent', () => hanging.length === 2);
    answers.push(slow.insert(document(3)));
    await until('the third group to be sent', () => hanging.length === 3);
    for (const release of hanging) release();
    expect(await Promise.all(answers)).toEqual([true, true, true, true]);
  });
});
