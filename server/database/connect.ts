import { MongoClient, MongoServerSelectionError, type Db, type Document } from 'mongodb';
import { StartError } from '../base/start-error.ts';
import { placeOf } from '../config/mongo-uri.ts';
import { isLoginRefused } from './mongo-errors.ts';

export type Database = { client: MongoClient; db: Db; close: () => Promise<void> };

/** How long a request waits for a primary before the answer says that the database is away. */
const serverSelectionTimeoutMs = 5_000;
/** If the majority has not confirmed a write by then, the answer is 503. Nobody knows if it will last; its id makes a retry safe. */
const majorityDeadlineMs = 8_000;

/** Connects to a replica set of MongoDB 6.0 or later. Throws a `StartError` that says what is wrong with it. */
export async function connectDatabase({ uri, database }: { uri: string; database: string }): Promise<Database> {
  const place = placeOf(uri);
  const client = createClient(uri, place);
  try {
    await client.connect();
    await checkServer(client, place);
  } catch (error) {
    await client.close();
    throw error instanceof StartError ? error : explain(error, place);
  }
  return { client, db: client.db(database), close: () => client.close() };
}

function createClient(uri: string, place: string): MongoClient {
  try {
    return new MongoClient(uri, {
      appName: 'community-board',
      serverSelectionTimeoutMS: serverSelectionTimeoutMs,
      heartbeatFrequencyMS: 5_000,
      connectTimeoutMS: 5_000,
      // Every call takes less, the change stream's too. One that takes longer hangs on a dead connection.
      socketTimeoutMS: 20_000,
      writeConcern: { w: 'majority', wtimeoutMS: majorityDeadlineMs },
      readConcern: { level: 'majority' },
    });
  } catch (error) {
    throw explainUri(error as Error, place);
  }
}

async function checkServer(client: MongoClient, place: string): Promise<void> {
  const admin = client.db('admin');
  const hello: Document = await admin.command({ hello: 1 });
  if (hello.setName === undefined && hello.msg !== 'isdbgrid') {
    throw new StartError(
      `The MongoDB at ${place} is no replica set, and only those have change streams. Start it with --replSet and run rs.initiate() once; one node is enough.`,
    );
  }
  const { version, versionArray } = (await admin.command({ buildInfo: 1 })) as {
    version: string;
    versionArray: number[];
  };
  if ((versionArray[0] ?? 0) < 6) {
    throw new StartError(`The MongoDB at ${place} is version ${version}; the board needs 6.0 or later.`);
  }
}

function explain(error: unknown, place: string): StartError {
  const options = { cause: error };
  const { message } = error as Error;
  if (isLoginRefused(error)) {
    return new StartError(
      `The MongoDB at ${place} refused the user name or password. Check MONGODB_URI, MONGO_USERNAME and MONGO_PASSWORD.`,
      options,
    );
  }
  if (error instanceof MongoServerSelectionError) {
    const said = [...(error.reason?.servers.values() ?? [])].find((server) => server.error !== null)?.error?.message;
    if (said === undefined && (error.reason?.servers.size ?? 0) > 0) {
      return new StartError(
        `The MongoDB at ${place} answers, but no server of it is the primary of the replica set “${error.reason?.setName ?? ''}”. Check rs.status() there, and \`replicaSet\` in MONGODB_URI.`,
        options,
      );
    }
    // The driver itself refuses a server that is far too old.
    if (/maximum wire version/.test(said ?? ''))
      return new StartError(`The MongoDB at ${place} is too old; the board needs 6.0 or later.`, options);
    return new StartError(
      `No MongoDB answers at ${place}${said === undefined ? '' : ` (${said})`}.\nCheck MONGODB_URI, that the server runs, and that this machine may reach it (for Atlas: its IP access list).`,
      options,
    );
  }
  if (/querySrv|queryTxt|ENOTFOUND|ETIMEOUT|ESERVFAIL/.test(message)) {
    return new StartError(
      `The name in ${place} cannot be found (${message}). Check MONGODB_URI and this machine’s network.`,
      options,
    );
  }
  return new StartError(`The MongoDB at ${place} cannot be used: ${message}`, options);
}

function explainUri(error: Error, place: string): StartError {
  const hint = /unescaped|malformed|Invalid connection string|Unable to parse/i.test(error.message)
    ? ' If its user name or password has special characters, put them into MONGO_USERNAME and MONGO_PASSWORD as they are.'
    : '';
  // The driver's own message may quote parts of the URI.
  const reason = hint === '' ? `: ${error.message}.` : ' is no MongoDB address.';
  return new StartError(`MONGODB_URI (${place})${reason}${hint}`, { cause: error });
}
