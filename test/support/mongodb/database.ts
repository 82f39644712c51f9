import { MongoClient, ObjectId, type Db } from 'mongodb';
import { inject } from 'vitest';

export type TestDatabase = {
  client: MongoClient;
  db: Db;
  /** The server's URI; other processes name their database separately, with `name`. */
  uri: string;
  name: string;
  /** Drops the database and closes the client. */
  close: () => Promise<void>;
};

/** Creates an empty database on the run's mongod, without indexes. */
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
