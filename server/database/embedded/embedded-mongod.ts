import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient, type Document } from 'mongodb';
import { MongoInstance, MongoInstanceEvents } from 'mongodb-memory-server-core/lib/util/MongoInstance.js';
import { StartError } from '../../start-error.ts';
import { DataFolder } from './data-folder.ts';
import { findMongod, type Progress } from './mongod-binary.ts';

export type EmbeddedMongod = { uri: string; stop: () => Promise<void> };

type EmbeddedMongodOptions = {
  dataDir: string;
  progress: Progress;
  /** Further arguments, for tests. */
  args?: string[];
};

const host = '127.0.0.1';
const replicaSet = 'board';
const launchTimeoutMs = 60_000;
const primaryDeadlineMs = 30_000;

/**
 * Runs the board's own mongod as a one-node replica set on loopback, its data in `dataDir/db`. A guard process ends
 * it when this process dies without stopping it.
 */
export async function startEmbeddedMongod({ dataDir, progress, args = [] }: EmbeddedMongodOptions): Promise<EmbeddedMongod> {
  const folder = await DataFolder.open(dataDir);
  const binary = await findMongod(progress);
  await folder.waitForOrphan();
  const port = await freePort(await folder.lastMongodPort());
  await folder.claim(port);
  const instance = await launch(binary, folder.databasePath, port, args);
  try {
    await ensurePrimary(port);
  } catch (error) {
    await instance.stop();
    throw error;
  }
  return {
    uri: `mongodb://${host}:${port}/?replicaSet=${replicaSet}`,
    stop: async () => { await instance.stop(); },
  };
}

async function launch(binary: string, dbPath: string, port: number, args: string[]): Promise<MongoInstance> {
  // Any version from 6.0 on will do; the library would warn of each that is not its own favourite.
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK ??= 'false';
  const output: string[] = [];
  const instance = new MongoInstance({
    binary: { systemBinary: binary },
    // In a group of its own: Ctrl-C reaches us alone, and we stop it when we are done with it.
    spawn: { detached: true },
    instance: {
      port,
      dbPath,
      ip: host,
      replSet: replicaSet,
      storageEngine: 'wiredTiger',
      launchTimeout: launchTimeoutMs,
      // A write that does not wait for the majority is seen by the change stream once it is in the journal.
      args: ['--journalCommitInterval', '5', '--networkMessageCompressors', 'disabled', '--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '990', '--quiet', ...args],
    },
  });
  instance.on(MongoInstanceEvents.instanceSTDOUT, (line: string) => { output.push(line); output.splice(0, output.length - 20); });
  try {
    await instance.start();
    return instance;
  } catch (error) {
    await instance.stop();
    throw new StartError(`mongod (${binary}) did not start on ${dbPath}: ${reasonOf(output) ?? (error as Error).message}`, { cause: error });
  }
}

/** The last error that mongod itself gave, out of its JSON log lines. */
function reasonOf(output: string[]): string | null {
  const lines = output.join('\n').split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as { s?: string; msg?: string; attr?: { error?: unknown } }];
    } catch {
      return [];
    }
  });
  const worst = lines.findLast(({ s }) => s === 'F' || s === 'E');
  if (worst === undefined) return null;
  const detail = worst.attr?.error;
  return `${worst.msg}${detail === undefined ? '' : ` ${typeof detail === 'string' ? detail : JSON.stringify(detail)}`}`;
}

/** Initiates the set on the first start; configures it anew where mongod listens on another port than the last time. */
async function ensurePrimary(port: number): Promise<void> {
  const client = await MongoClient.connect(`mongodb://${host}:${port}/?directConnection=true`);
  try {
    const admin = client.db('admin');
    const member = { _id: 0, host: `${host}:${port}` };
    const config = await readConfig(client);
    if (config === null) await admin.command({ replSetInitiate: { _id: replicaSet, members: [member] } });
    else if (config.members[0].host !== member.host) {
      await admin.command({ replSetReconfig: { ...config, members: [{ ...config.members[0], ...member }], version: config.version + 1 }, force: true });
    }
    const deadline = Date.now() + primaryDeadlineMs;
    while ((await admin.command({ hello: 1 })).isWritablePrimary !== true) {
      if (Date.now() > deadline) throw new StartError('The embedded mongod did not become writable within 30 s.');
      await delay(20);
    }
  } finally {
    await client.close();
  }
}

async function readConfig(client: MongoClient): Promise<Document | null> {
  const [config] = await client.db('local').collection('system.replset').find().toArray();
  return config ?? null;
}

/** The preferred port if nobody listens on it, else any. */
async function freePort(preferred: number | null): Promise<number> {
  for (const candidate of [preferred ?? 0, 0]) {
    const port = await tryPort(candidate);
    if (port !== null) return port;
  }
  throw new StartError('No free port was found for the embedded mongod.');
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
