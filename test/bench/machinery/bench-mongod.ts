import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import pino from 'pino';
import { startEmbeddedMongod } from '../../../server/database/embedded/embedded-mongod.ts';
import { showProgress } from '../../../server/database/embedded/fetch-progress.ts';
import { cpuTime, type CpuTime } from './process-figures.ts';

export type BenchMongod = {
  uri: string;
  client: MongoClient;
  version: string;
  cpu: () => CpuTime;
  /** A database that nobody has used yet. */
  newDatabase: () => { uri: string; database: string };
  stop: () => Promise<void>;
};

/** Starts one mongod for the whole run, as the board does, in a folder that is removed afterwards. */
export async function startBenchMongod(): Promise<BenchMongod> {
  const dataDir = await mkdtemp(join(tmpdir(), 'community-board-bench-'));
  const mongod = await startEmbeddedMongod({
    dataDir,
    database: 'bench',
    logger: pino({ level: 'warn' }),
    progress: showProgress(process.stderr),
  });
  const client = await MongoClient.connect(mongod.adminUri, { writeConcern: { w: 'majority' } });
  const { version } = await client.db('admin').command({ buildInfo: 1 });
  const { pid } = await client.db('admin').command({ serverStatus: 1 });
  let databases = 0;
  return {
    uri: mongod.adminUri,
    client,
    version: String(version),
    cpu: () => cpuTime(Number(pid)),
    newDatabase: () => ({ uri: mongod.adminUri, database: `bench_${(databases += 1)}` }),
    async stop() {
      await client.close();
      await mongod.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
