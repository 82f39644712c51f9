import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from '../../server/database/embedded/guard.ts';

export type Exit = { code: number | null; signal: NodeJS.Signals | null; output: string };

export type ServerProcess = {
  /** The address that the server printed. */
  url: string;
  pid: number;
  /** Sends the signal and resolves once the process has ended. */
  kill: (signal: NodeJS.Signals) => Promise<Exit>;
  exited: Promise<Exit>;
  /** Everything it has written, stdout and stderr together: JSON lines, since neither is a terminal. */
  output: () => string;
};

type ServerProcessOptions = {
  /** Settings by their names in the environment. A developer's own settings do not reach the process. */
  env?: Record<string, string>;
  /** Runs the built server instead of the sources, which starts sooner. The Vitest project must have built it. */
  built?: boolean;
};

type Launched = {
  pid: number;
  kill: (signal: NodeJS.Signals) => void;
  exited: Promise<Exit>;
  output: () => string;
  ready: Promise<string>;
};

const root = join(import.meta.dirname, '../..');
const startDeadlineMs = 30_000;
/** The parts of the environment that a process needs to run, and to find what was downloaded before. */
const passedOn = [
  'PATH',
  'HOME',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'MONGOMS_SYSTEM_BINARY',
  'SystemRoot',
  'LOCALAPPDATA',
  'USERPROFILE',
];

/** Starts the server in its own process, on a free port. */
export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const { pid, kill, exited, output, ready } = launch(options);
  const first = await Promise.race([ready, exited]);
  if (typeof first !== 'string')
    throw new Error(`the server ended with ${first.signal ?? first.code}:\n${first.output}`);
  return {
    url: first,
    pid,
    exited,
    output,
    kill: async (signal) => {
      kill(signal);
      return exited;
    },
  };
}

/** Runs a server that is expected not to start; resolves with how it ended. */
export async function runServerProcess(options: ServerProcessOptions = {}): Promise<Exit> {
  const { exited, kill, ready } = launch(options);
  const url = await Promise.race([ready, exited.then(() => null)]);
  if (url !== null) {
    kill('SIGTERM');
    await exited;
    throw new Error('the server started, and was expected not to');
  }
  return exited;
}

function launch({ env = {}, built = false }: ServerProcessOptions): Launched {
  const base = Object.fromEntries(
    passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  const program = built
    ? [join(root, 'dist/server/main.js')]
    : ['--import', import.meta.resolve('tsx'), join(root, 'server/main.ts')];
  const child = spawn(process.execPath, program, {
    // Not in a folder with a developer's `.env`.
    cwd: tmpdir(),
    env: { ...base, PORT: '0', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid === undefined) throw new Error('the server process could not be spawned');
  let written = '';
  const exited = new Promise<Exit>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, output: written })),
  );
  const deadline = setTimeout(() => child.kill('SIGKILL'), startDeadlineMs);
  const release = guard(child.pid);
  void exited.then(() => {
    clearTimeout(deadline);
    release();
  });
  const ready = new Promise<string>((resolve) => {
    const note = (chunk: Buffer): void => {
      written += chunk.toString();
      const url = /Community Board is at ([^\s"]+)"/.exec(written)?.[1];
      if (url === undefined) return;
      clearTimeout(deadline);
      resolve(url);
    };
    child.stdout.on('data', note);
    child.stderr.on('data', note);
  });
  return {
    pid: child.pid,
    kill: (signal) => {
      child.kill(signal);
    },
    exited,
    output: () => written,
    ready,
  };
}

export type LogLine = { level: number; msg: string; err?: { type: string; message: string; stack?: string } };

/** The lines of a process's output. Throws if one of them is not JSON. */
export function logLines(output: string): LogLine[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogLine);
}

/** Creates a temporary folder. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'community-board-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
