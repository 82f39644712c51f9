import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { guard } from './guard.ts';

export type MongodProcess = {
  pid: number;
  /** Resolves with the reason, as mongod gave it, once the process has ended in whatever way. */
  ended: Promise<string>;
  /** Shuts it down cleanly; resolves once it is gone. */
  stop: () => Promise<void>;
};

export type MongodLaunch = { binary: string; dbPath: string; port: number; args: string[] };

/** mongod ended before it took connections. */
export class MongodLaunchError extends Error {
  readonly reason: 'port-taken' | 'folder-taken' | 'other-version' | 'other';

  constructor(message: string, exitCode: number | null) {
    super(message);
    this.name = 'MongodLaunchError';
    if (/Address already in use/.test(message)) this.reason = 'port-taken';
    else if (/DBPathInUse/.test(message)) this.reason = 'folder-taken';
    else if (exitCode === exitNeedsOtherVersion || /featureCompatibilityVersion/i.test(message))
      this.reason = 'other-version';
    else this.reason = 'other';
  }
}

const exitNeedsOtherVersion = 62;
/** After a crash mongod first reads its journal; that much data takes far less. */
const launchDeadlineMs = 120_000;
/** A clean shutdown takes 1 s. What mongod has acknowledged is in its journal, so that even SIGKILL loses nothing. */
const stopDeadlineMs = 8_000;

/**
 * Starts mongod; resolves once it takes connections. It dies with this process, however that ends.
 *
 * Not by mongodb-memory-server's `MongoInstance`: that parses whole chunks of output as one JSON line, and throws
 * where nobody can catch it when mongod refuses a folder in use.
 */
export async function launchMongod({ binary, dbPath, port, args }: MongodLaunch): Promise<MongodProcess> {
  const child = spawn(binary, ['--dbpath', dbPath, '--port', String(port), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a group of its own: Ctrl-C reaches us alone, and we stop it when we are done with it.
    detached: true,
    windowsHide: true,
  });
  const output = readOutput(child.stdout, child.stderr);
  const ended = new Promise<{ message: string; exitCode: number | null }>((resolve) => {
    child.once('error', (error) => resolve({ message: error.message, exitCode: null }));
    child.once('close', (exitCode, signal) =>
      resolve({ message: output.complaint() ?? `it ended with ${signal ?? `exit code ${exitCode}`}`, exitCode }),
    );
  });
  if (child.pid === undefined) throw new MongodLaunchError((await ended).message, null);

  const release = guard(child.pid);
  void ended.then(release);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs);
    await ended;
    clearTimeout(insist);
  };

  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, launchDeadlineMs, 'late');
  });
  const outcome = await Promise.race([output.listening, ended, late]);
  clearTimeout(timer);
  if (outcome === 'late') await stop();
  if (outcome !== 'listening') {
    const { message, exitCode } = await ended;
    throw new MongodLaunchError(
      outcome === 'late' ? `it took no connections within ${launchDeadlineMs / 1000} s` : message,
      exitCode,
    );
  }
  return { pid: child.pid, ended: ended.then(({ message }) => message), stop };
}

type LogLine = { s?: string; id?: number; msg?: string; attr?: { error?: unknown } };
const waitingForConnections = 23016;

/** Reads mongod's log, one JSON document a line, and keeps what it complained of. */
function readOutput(
  stdout: Readable,
  stderr: Readable,
): { listening: Promise<'listening'>; complaint: () => string | null } {
  const complaints: string[] = [];
  const lines = createInterface({ input: stdout });
  const listening = new Promise<'listening'>((resolve) => {
    lines.on('line', (text) => {
      const line = parseLine(text);
      if (line?.id === waitingForConnections) resolve('listening');
      if (line?.s === 'E' || line?.s === 'F') complaints.push(describe(line));
    });
  });
  // Not mongod but the loader speaks here: a library that is missing, for one.
  createInterface({ input: stderr }).on('line', (text) => complaints.push(text));
  return { listening, complaint: () => complaints[0] ?? null };
}

function parseLine(text: string): LogLine | null {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return null;
  }
}

function describe({ msg = '', attr }: LogLine): string {
  const error = attr?.error;
  if (error === undefined) return msg;
  return `${msg}: ${typeof error === 'string' ? error : ((error as { errmsg?: string }).errmsg ?? JSON.stringify(error))}`;
}
