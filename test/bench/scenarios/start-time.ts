import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import pino from 'pino';
import { startEmbeddedMongod } from '../../../server/database/embedded/embedded-mongod.ts';
import { freePort } from '../../../server/database/embedded/free-port.ts';
import { insertEvents } from '../machinery/events.ts';
import type { Scenario } from './scenario.ts';

const root = join(import.meta.dirname, '../../..');
const deadlineMs = 60_000;

/** Aim 11: a teacher types `npm start`. */
export const startTime: Scenario = {
  number: 11,
  title: 'Start: `npm start` with 10,000 events in its own database',
  async run({ quick, say }) {
    const dataDir = await mkdtemp(join(tmpdir(), 'community-board-bench-start-'));
    try {
      say('10,000 events …');
      await prepare(dataDir);
      // The first is not counted: it makes the indexes.
      await startOnce(dataDir);
      const starts: number[] = [];
      for (let turn = 0; turn < (quick ? 3 : 7); turn += 1) starts.push(await startOnce(dataDir));
      starts.sort((a, b) => a - b);
      const median = starts[Math.floor(starts.length / 2)]!;
      return {
        tables: [{ columns: ['', 'fastest, ms', 'median, ms', 'slowest, ms'], rows: [['`npm start` to ready', starts[0]!, median, starts.at(-1)!]] }],
        aims: [{ what: 'from `npm start` to ready, median', relation: 'at most', limit: 2_500, measured: median, unit: ' ms' }],
        plots: [],
        notes: [`${starts.length} starts, each ended politely before the next; ready is what \`/readyz\` says. npm, the check whether a build is stale, and mongod’s own start are part of it.`],
      };
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function prepare(dataDir: string): Promise<void> {
  const mongod = await startEmbeddedMongod({ dataDir, logger: pino({ level: 'warn' }), progress: () => {} });
  const client = await MongoClient.connect(mongod.uri);
  await insertEvents(client.db('community_board'), 10_000);
  await client.close();
  await mongod.stop();
  // It says that this process, which goes on, works on the folder.
  await rm(join(dataDir, 'board.json'));
}

async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort(null);
  const begunMs = performance.now();
  const child = spawn('npm', ['start'], { cwd: root, env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir }, stdio: 'ignore', detached: true });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  try {
    while (performance.now() < begunMs + deadlineMs) {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
      const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(({ status }) => status === 200, () => false);
      if (isReady) return performance.now() - begunMs;
      await delay(10);
    }
    throw new Error(`not ready after ${deadlineMs / 1000} s`);
  } finally {
    // npm hands the signal on to what it has started, if it is told as a group.
    if (child.exitCode === null) process.kill(-child.pid!, 'SIGTERM');
    await exited;
  }
}
