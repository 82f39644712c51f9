import { MongoClient, ObjectId, type Db } from 'mongodb';
import { inject } from 'vitest';

export type TestDatabase = {
  client: MongoClient;
  db: Db;
  /** Of the server; other processes add `name` as their database. */
  uri: string;
  name: string;
  /** Drops the database and closes the client. */
  close: () => Promise<void>;
};

/** A database of one's own on the run's mongod, empty and not yet set up; `await (await testDatabase()).close()` in the end. */
export async function testDatabase(): Promise<TestDatabase> {
  const uri = inject('mongoUri');
  const name = `test-${new ObjectId().toHexString()}`;
  const client = await MongoClient.connect(uri, {
    writeConcern: { w: 'majority' },
    readConcern: { level: 'majority' },
  });
  const db = client.db(name);
  return {
    client,
    db,
    uri,
    name,
    async close() {
      await db.dropDatabase();
      await client.close();
    },
  };
}
