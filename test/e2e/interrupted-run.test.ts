import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/server-process.ts';
import { until } from '../support/until.ts';

const root = join(import.meta.dirname, '../..');

type Process = { pid: number; parent: number; command: string };

/** All processes that still run. A process that has ended but was not waited for does not count. */
async function processes(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], { maxBuffer: 1e8 });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return state === undefined || state.startsWith('Z')
      ? []
      : [{ pid: Number(pid), parent: Number(parent), command: command! }];
  });
}

function descendants(all: readonly Process[], pid: number): Process[] {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...descendants(all, child.pid)]);
}

it.concurrent.for(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
  'a run that ends by %s leaves no mongod, no server and no Chromium behind',
  { timeout: 180_000 },
  async (signal) => {
    const folder = await temporaryFolder();
    const ready = join(folder.path, 'ready');
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
    const main = spawn(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/support/run/interrupted/vitest.config.ts'],
      { cwd: root, env: { ...env, READY_FILE: ready }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    for (const stream of [main.stdout, main.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    await until(
      'everything to run',
      () => {
        expect(main.exitCode, output).toBeNull();
        return existsSync(ready);
      },
      100_000,
    );
    const started = descendants(await processes(), main.pid!);
    const count = (what: RegExp): number => started.filter(({ command }) => what.test(command)).length;
    expect([count(/mongod.* --dbpath/), count(/server\/main\.ts/)]).toEqual([2, 1]);
    expect(count(/chrom.* --remote-debugging-pipe/i)).toBeGreaterThan(0);

    main.kill(signal);
    const pids = new Set(started.map(({ pid }) => pid));
    let left: Process[] = [];
    await until(
      'everything to be gone',
      async () => {
        left = (await processes()).filter(
          ({ pid, command }) => pids.has(pid) && started.some((one) => one.command === command),
        );
        return left.length === 0;
      },
      30_000,
    ).catch(() => undefined);
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
    expect(left.map(({ command }) => command.slice(0, 200))).toEqual([]);
    await folder.remove();
  },
);
