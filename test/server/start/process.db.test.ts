import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, type TestContext } from 'vitest';
import { isRunning } from '../../../server/database/embedded/process-mark.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { logLines, startServerProcess, temporaryFolder, type ServerProcess } from '../../support/server-process.ts';
import { until } from '../../support/until.ts';

type Owner = { mongod: { pid: number; startedAt: string }; mongodPort: number };

async function dataFolder({ onTestFinished }: TestContext): Promise<string> {
  const { path, remove } = await temporaryFolder();
  onTestFinished(remove);
  return path;
}

async function owner(dataDir: string): Promise<Owner> {
  return JSON.parse(await readFile(join(dataDir, 'board.json'), 'utf8')) as Owner;
}

/** Starts a board on the folder. When the test is over the board is stopped, whatever happened. */
async function start({ onTestFinished }: TestContext, dataDir: string): Promise<ServerProcess> {
  const server = await startServerProcess({ env: { DATA_DIR: dataDir } });
  const { mongod } = await owner(dataDir);
  onTestFinished(async () => {
    await server.kill('SIGTERM');
    await until('mongod to be gone', async () => !(await isRunning(mongod)));
  });
  return server;
}

async function names({ url }: ServerProcess): Promise<string[]> {
  return (await new Visitor(url).get('/api/boards/main/events')).body.events.map(({ name }) => name);
}

it.concurrent(
  '[START-1] prints one line, and ends cleanly on SIGTERM: nothing runs on, nothing is lost',
  async (context) => {
    const dataDir = await dataFolder(context);
    const server = await start(context, dataDir);
    await new Visitor(server.url).post({ name: 'Bake sale' });
    const { mongod } = await owner(dataDir);

    const exit = await server.kill('SIGTERM');
    expect(exit).toMatchObject({ code: 0, signal: null });
    expect(logLines(exit.output)).toEqual([
      expect.objectContaining({ level: 30, url: server.url, msg: `Community Board is at ${server.url}` }),
    ]);
    expect(await isRunning(mongod)).toBe(false);

    expect(await names(await start(context, dataDir))).toEqual(['Bake sale']);
  },
);

it.concurrent('[START-1] ends cleanly on Ctrl-C, also when npm passes the signal on a second time', async (context) => {
  const dataDir = await dataFolder(context);
  const server = await start(context, dataDir);
  const { mongod } = await owner(dataDir);
  process.kill(server.pid, 'SIGINT');
  expect(await server.kill('SIGINT')).toMatchObject({ code: 0, signal: null });
  expect(await isRunning(mongod)).toBe(false);
});

it.concurrent('[START-2] leaves no mongod behind when killed, and the next start has every post', async (context) => {
  const dataDir = await dataFolder(context);
  const killed = await start(context, dataDir);
  await new Visitor(killed.url).post({ name: 'Choir try-outs' });
  const { mongod } = await owner(dataDir);
  await killed.kill('SIGKILL');

  // Start again at once, while mongod is still ending.
  const next = await start(context, dataDir);
  expect(await isRunning(mongod)).toBe(false);
  expect(await names(next)).toEqual(['Choir try-outs']);

  const { mongod: second } = await owner(dataDir);
  await next.kill('SIGKILL');
  await until('the guard to end mongod', async () => !(await isRunning(second)), 5_000);
});

it.concurrent('[START-2] ends a mongod that was left behind without its guard', async (context) => {
  const dataDir = await dataFolder(context);
  const killed = await start(context, dataDir);
  const { mongod } = await owner(dataDir);
  // While mongod is stopped, the guard's SIGTERM has to wait, as if there were no guard.
  process.kill(mongod.pid, 'SIGSTOP');
  await killed.kill('SIGKILL');
  const next = start(context, dataDir);
  process.kill(mongod.pid, 'SIGCONT');
  await next;
  expect(await isRunning(mongod)).toBe(false);
});

it.concurrent('[START-3] starts mongod on another port if the former one is taken', async (context) => {
  const dataDir = await dataFolder(context);
  const first = await start(context, dataDir);
  await new Visitor(first.url).post({ name: 'Science fair' });
  const { mongodPort } = await owner(dataDir);
  await first.kill('SIGTERM');

  const squatter = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => squatter.listen(mongodPort, '127.0.0.1', resolve));
  context.onTestFinished(() => new Promise((resolve) => squatter.close(() => resolve())));
  const second = await start(context, dataDir);
  expect((await owner(dataDir)).mongodPort).not.toBe(mongodPort);
  expect(await names(second)).toEqual(['Science fair']);
});

it.concurrent(
  '[START-3] does not mistake another program with the same pid for the board that had the folder',
  async (context) => {
    const dataDir = await dataFolder(context);
    const first = await start(context, dataDir);
    await first.kill('SIGTERM');
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    context.onTestFinished(() => {
      stranger.kill('SIGKILL');
    });
    const file = join(dataDir, 'board.json');
    const former = JSON.parse(await readFile(file, 'utf8')) as { server: { pid: number }; mongod: { pid: number } };
    former.server.pid = former.mongod.pid = stranger.pid!;
    await writeFile(file, JSON.stringify(former));

    await start(context, dataDir);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  },
);

it.concurrent('[START-1] ends at once on a signal before it is ready, and leaves nothing behind', async (context) => {
  const dataDir = await dataFolder(context);
  const started = startServerProcess({ env: { DATA_DIR: dataDir } });
  const failed = started.then(
    () => null,
    (error: Error) => error,
  );
  const early = await until('mongod to be launched', () => owner(dataDir).catch(() => null));
  const { server } = early as Owner & { server: { pid: number } };
  process.kill(server.pid, 'SIGTERM');
  expect((await failed)?.message).toMatch('the server ended with 0');
  await until('mongod to be gone', async () => !(await isRunning(early.mongod)), 5_000);
});
