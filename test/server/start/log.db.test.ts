import { createServer, type AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { freePort } from '../../../server/database/embedded/free-port.ts';
import { logLines, runServerProcess, startServerProcess } from '../../support/server-process.ts';
import { until } from '../../support/until.ts';

const settings = (): Record<string, string> => ({
  MONGODB_URI: inject('mongoUri'),
  MONGODB_DATABASE: `test-log-${process.pid}-${Math.random().toString(36).slice(2)}`,
  SESSION_SECRET: 'a secret of the tests that is long enough',
});

/** A module for the server process that, at SIGUSR2, does this. */
const atSignal = (code: string): string =>
  `--import data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${code} })`)}`;

it.concurrent(
  '[LOG-5] every line is JSON: the start, a warning of Node, and an error that nothing caught',
  async () => {
    for (const thrown of ["throw new Error('a fault')", "throw 'a fault'", "Promise.reject(new Error('a fault'))"]) {
      const server = await startServerProcess({
        env: {
          ...settings(),
          NODE_OPTIONS: atSignal(`process.emitWarning('look out'); setImmediate(() => { ${thrown} })`),
        },
      });
      process.kill(server.pid, 'SIGUSR2');
      const { code, output } = await server.exited;
      expect([code, logLines(output).map(({ level, msg, err }) => [level, msg, err?.message])]).toEqual([
        1,
        [
          [30, `Community Board is at ${server.url}`, undefined],
          [40, 'warning', 'look out'],
          [60, 'unexpected error', 'a fault'],
        ],
      ]);
    }
  },
);

it.concurrent('[LOG-5] every line is JSON when the board cannot start', async ({ onTestFinished }) => {
  const mistake = await runServerProcess({ env: { ...settings(), PORT: 'three' } });
  expect(logLines(mistake.output).map(({ level }) => level)).toEqual([60]);
  expect(logLines(mistake.output)[0]!.msg).toMatch(/^Correct these settings.*\n {2}- PORT/);

  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => other.close(() => resolve())));
  const taken = await runServerProcess({
    env: { ...settings(), PORT: String((other.address() as AddressInfo).port) },
  });
  expect(logLines(taken.output).map(({ level, msg }) => [level, msg.includes('is taken')])).toEqual([[60, true]]);
});

const main = join(import.meta.dirname, '../../../server/main.ts');

it.skipIf(!existsSync('/dev/full')).concurrent('[LOG-6] a log that cannot be written ends the board', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...settings() },
    stdio: ['ignore', full, 'ignore'],
  });
  closeSync(full);
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBeGreaterThan(0);
});

it.concurrent('[LOG-6] the board goes on when the reader of its log has gone', async ({ onTestFinished }) => {
  const port = String(await freePort(null));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: port, LOG_LEVEL: 'debug', ...settings() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdout.destroy();
  child.stderr.destroy();
  const answers = async (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  await until('the board to be ready', answers, 30_000);
  // Each request is a line that nobody can read.
  for (let n = 0; n < 5; n += 1) expect(await answers()).toBe(true);
  expect(child.exitCode).toBeNull();
});
