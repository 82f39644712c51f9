import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { TestProject } from 'vitest/node';
import { startEmbeddedMongod } from '../../../server/database/embedded/embedded-mongod.ts';
import { showProgress } from '../../../server/database/embedded/fetch-progress.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The one-node replica set that all tests of a run share; `testDatabase()` creates a database on it. */
    mongoUri: string;
  }
}

type Shared = { users: number; started: Promise<{ uri: string; stop: () => Promise<void> }> };

/** Each Vitest project that lists this file runs its own copy in the same process; this is what they share. */
const shared = globalThis as typeof globalThis & { communityBoardTestMongod?: Shared };

/** Starts one mongod for the whole run, as the board does, in a folder that is removed afterwards. */
export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
  const mongod = (shared.communityBoardTestMongod ??= { users: 0, started: startTestMongod() });
  mongod.users++;
  provide('mongoUri', (await mongod.started).uri);
  return async () => {
    if (--mongod.users > 0) return;
    delete shared.communityBoardTestMongod;
    await (await mongod.started).stop();
  };
}

async function startTestMongod(): Promise<{ uri: string; stop: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'community-board-tests-'));
  // Allows the fail points that some tests set.
  const mongod = await startEmbeddedMongod({
    dataDir,
    database: 'test',
    logger: pino({ level: 'warn' }),
    progress: showProgress(process.stderr),
    args: ['--setParameter', 'enableTestCommands=1'],
  });
  return {
    // Each test has a database of its own.
    uri: mongod.adminUri,
    async stop() {
      await mongod.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
