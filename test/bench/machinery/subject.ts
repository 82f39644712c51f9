import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../../server/database/embedded/free-port.ts';
import type { Protocol } from '../generator/light-client.ts';
import { metricOf } from './metrics.ts';
import { cpuTime, cpuTimeOfAll, residentBytes, type CpuTime } from './process-figures.ts';

/** A running server that is measured. */
export type Subject = {
  name: string;
  protocol: Protocol;
  url: string;
  port: number;
  pid: number;
  cpu: () => CpuTime;
  residentBytes: () => number;
  kill: (signal: NodeJS.Signals) => Promise<void>;
  /** When its figures have been taken. */
  end: () => Promise<void>;
};

export type SubjectKind = {
  name: string;
  protocol: Protocol;
  /** A script for Node, or a command of another kind. */
  program?: string;
  command?: string[];
  env?: Record<string, string>;
  /** How it is ended where killing it would leave others. */
  stopSignal?: NodeJS.Signals;
};

const root = join(import.meta.dirname, '../../..');
const startDeadlineMs = 60_000;
/** `BENCH_PROFILE=<folder>` leaves a CPU profile of each server there, for Chromium's or an editor's viewer. */
const { BENCH_PROFILE } = process.env;
const nodeArguments = BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${BENCH_PROFILE}`];

/** The board as `npm start` runs it, without the limits per address: all clients come from one. */
export const board: SubjectKind = {
  name: 'Community Board',
  protocol: 'board',
  program: 'dist/server/main.js',
  env: {
    LIMIT_PER_PERSON: '1000000',
    LIMIT_PER_ADDRESS: '1000000',
    SOCKETS_PER_ADDRESS: '100000',
    BOARD_TIME_ZONE: 'Europe/Berlin',
    SESSION_SECRET: 'a secret of the bench that is long enough',
  },
};
/** The same by two processes on one port. */
export const twoWorkers: SubjectKind = {
  ...board,
  name: 'Community Board, WORKERS=2',
  env: { ...board.env, WORKERS: '2' },
};
export const naive: SubjectKind = {
  name: 'naive Socket.IO',
  protocol: 'naive',
  program: 'test/bench/peers/naive-socket-io.mjs',
};
/** Accepts connections and does nothing else. */
export const silent: SubjectKind = { ...naive, name: 'silent Socket.IO', env: { SILENT: '1' } };
export const bareWs = (frameIntervalMs: number): SubjectKind => ({
  name: 'bare ws',
  protocol: 'bare',
  program: 'test/bench/peers/bare-ws.mjs',
  env: { FRAME_INTERVAL_MS: String(frameIntervalMs) },
});
export const rawWrites = (frameIntervalMs: number): SubjectKind => ({
  name: 'raw writes',
  protocol: 'bare',
  program: 'test/bench/peers/bare-ws.mjs',
  env: { FRAME_INTERVAL_MS: String(frameIntervalMs), RAW_WRITES: '1' },
});

/** Starts a server in its own process; resolves once it prints its address. */
export async function startSubject(
  {
    name,
    protocol,
    program = '',
    command = [process.execPath, ...nodeArguments, join(root, program)],
    env = {},
    stopSignal = 'SIGKILL',
  }: SubjectKind,
  mongo: { uri: string; database: string },
  port = 0,
): Promise<Subject> {
  const { PATH, HOME } = process.env;
  const child = spawn(command[0]!, command.slice(1), {
    cwd: tmpdir(),
    env: {
      PATH,
      HOME,
      NODE_ENV: 'production',
      PORT: String(port || (await freePort(null))),
      HOST: '127.0.0.1',
      MONGODB_URI: mongo.uri,
      MONGODB_DATABASE: mongo.database,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    const deadline = setTimeout(() => {
      child.kill('SIGKILL');
    }, startDeadlineMs);
    const note = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-10_000);
      const found = /is at (http:[^\s"]+)[\s"]/.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(deadline);
      resolve(found);
    };
    child.stdout.on('data', note);
    child.stderr.on('data', note);
    void exited.then(() => reject(new Error(`${name} did not start:\n${output}`)));
  });
  const pid = child.pid!;
  // The address is there with the first; those who connect before the last would all be the first one's.
  const workers = Number(env.WORKERS ?? 1);
  if (workers > 1) while ((await metricOf(url, 'board_processes')) < workers) await delay(100);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return {
    name,
    protocol,
    url,
    port: Number(new URL(url).port),
    pid,
    cpu: () => (workers > 1 ? cpuTimeOfAll(pid) : cpuTime(pid)),
    residentBytes: () => residentBytes(pid),
    kill: end,
    // Only a process that ends by itself writes its profile.
    end: () => end(BENCH_PROFILE === undefined ? stopSignal : 'SIGTERM'),
  };
}
