import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import pino from 'pino';
import { startEmbeddedMongod } from '../../../server/database/embedded/embedded-mongod.ts';
import { freePort } from '../../../server/database/embedded/free-port.ts';
import { median } from '../../support/median.ts';
import { insertEvents } from '../../support/board/many-events.ts';
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
      // The first start does not count: it builds the indexes.
      await startOnce(dataDir);
      const starts: number[] = [];
      for (let turn = 0; turn < (quick ? 3 : 7); turn += 1) starts.push(await startOnce(dataDir));
      const middle = median(starts);
      return {
        tables: [
          {
            columns: ['', 'fastest, ms', 'median, ms', 'slowest, ms'],
            rows: [['`npm start` to ready', Math.min(...starts), middle, Math.max(...starts)]],
          },
        ],
        aims: [
          {
            what: 'from `npm start` to ready, median',
            relation: 'at most',
            limit: 2_500,
            measured: middle,
            unit: ' ms',
          },
        ],
        plots: [],
        notes: [
          `${starts.length} starts, each ended politely and gone before the next; the events were written moments before, so each start reads them again as the stream’s last minutes. Ready is what \`/readyz\` says. npm, the check whether a build is stale, and mongod’s own start are part of it.`,
        ],
      };
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function prepare(dataDir: string): Promise<void> {
  const database = 'community_board';
  const logger = pino({ level: 'warn' });
  const mongod = await startEmbeddedMongod({ dataDir, database, logger, progress: () => {} });
  const client = await MongoClient.connect(mongod.uri);
  await insertEvents(client.db(database), 10_000);
  await client.close();
  await mongod.stop();
  // It says that this process, which goes on, works on the folder.
  await rm(join(dataDir, 'board.json'));
}

async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort(null);
  const begunMs = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const started = onceSaid(child.stdout, 'Community Board is at');
  try {
    while (performance.now() < begunMs + deadlineMs) {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
      const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      );
      if (isReady) return performance.now() - begunMs;
      await delay(10);
    }
    throw new Error(`not ready after ${deadlineMs / 1000} s`);
  } finally {
    // Before that it would end without a goodbye, and the next start would have to wait for its mongod to be gone.
    await Promise.race([started, delay(deadlineMs, undefined, { ref: false })]);
    await endGroup(child.pid!);
  }
}

async function onceSaid(output: Readable, words: string): Promise<void> {
  for await (const line of createInterface({ input: output })) if (line.includes(words)) return;
}

/** npm and what it has started; it is npm that ends first. */
async function endGroup(leader: number): Promise<void> {
  const untilMs = performance.now() + deadlineMs;
  for (let signal: NodeJS.Signals | 0 = 'SIGTERM'; performance.now() < untilMs; signal = 0) {
    try {
      process.kill(-leader, signal);
    } catch {
      return;
    }
    await delay(10);
  }
  throw new Error(`what npm start began is still there after ${deadlineMs / 1000} s`);
}
