import { MongoClient, ObjectId, type Document } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GroupedInserts } from '../../../server/database/grouped-inserts.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';

describe('documents that are inserted at the same moment', () => {
  let database: TestDatabase;
  let client: MongoClient;
  let commands: number[];
  let inserts: GroupedInserts;

  const stored = (): Promise<string[]> => database.db.collection('events').find({}, { sort: { n: 1 } }).map(({ n }) => String(n)).toArray();
  const document = (n: number, _id = new ObjectId()): Document & { _id: ObjectId } => ({ _id, n });

  beforeAll(async () => {
    database = await testDatabase();
    client = await MongoClient.connect(database.uri, { monitorCommands: true, writeConcern: { w: 'majority' } });
    client.on('commandStarted', ({ commandName, command }) => { if (commandName === 'insert') commands.push((command.documents as unknown[]).length); });
  });

  beforeEach(async () => {
    await database.db.collection('events').deleteMany({});
    commands = [];
    inserts = new GroupedInserts(client.db(database.name).collection('events'));
  });

  afterAll(async () => {
    await client.close();
    await database.close();
  });

  it('[EVENT-14] the first goes at once, those that come meanwhile go together', async () => {
    expect(await Promise.all(Array.from({ length: 250 }, (_, n) => inserts.insert(document(n))))).toEqual(Array(250).fill(true));
    expect(commands).toEqual([1, 100, 100, 49]);
    expect(await stored()).toHaveLength(250);
    expect(await inserts.insert(document(250))).toBe(true);
    expect(commands.at(-1)).toBe(1);
  });

  it('[EVENT-14] an id that is taken, before or in the same group, refuses nobody else', async () => {
    const [taken, twice] = [new ObjectId(), new ObjectId()];
    expect(await inserts.insert(document(0, taken))).toBe(true);
    const answers = await Promise.all([document(1), document(2, twice), document(3, taken), document(4, twice), document(5)].map((one) => inserts.insert(one)));
    expect(answers).toEqual([true, true, false, false, true]);
    expect(await stored()).toEqual(['0', '1', '2', '5']);
  });

  it('[EVENT-14] where the connection breaks off nobody is told that it was written, and the next are', async () => {
    const admin = database.client.db('admin');
    const fail = (mode: unknown): Promise<unknown> => admin.command({ configureFailPoint: 'failCommand', mode, data: { failCommands: ['insert'], closeConnection: true, namespace: `${database.name}.events` } });
    // The driver tries a second time by itself.
    await fail({ times: 2 });
    try {
      const [alone, ...together] = [0, 1, 2].map((n) => inserts.insert(document(n)).catch((error: Error) => error));
      expect(await alone).toBeInstanceOf(Error);
      expect(await Promise.all(together)).toEqual([true, true]);
    } finally {
      await fail('off');
    }
    expect(await stored()).toEqual(['1', '2']);
  });

  it('[EVENT-14] where the majority does not answer in time nobody of the group is told that it was written', async () => {
    const admin = database.client.db('admin');
    const fail = (mode: unknown): Promise<unknown> => admin.command({
      configureFailPoint: 'failCommand', mode, data: { failCommands: ['insert'], writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' }, namespace: `${database.name}.events` },
    });
    const first = inserts.insert(document(0));
    const group = [1, 2].map((n) => inserts.insert(document(n)).then(() => 'written', (error: { code?: unknown }) => error.code));
    await fail('alwaysOn');
    try {
      await first.catch(() => undefined);
      expect(await Promise.all(group)).toEqual([64, 64]);
    } finally {
      await fail('off');
    }
  });
});
