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

/** The URI of the same server through another port, such as a proxy's, without a look at its replica set. */
export function uriThrough(port: number, uri: string): string {
  const through = new URL(uri);
  through.host = `127.0.0.1:${port}`;
  through.searchParams.set('directConnection', 'true');
  through.searchParams.delete('replicaSet');
  return through.href;
}
