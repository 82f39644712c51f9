import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, inject, it, type TestContext } from 'vitest';
import { isRunning } from '../../../server/database/embedded/process-mark.ts';
import { feedClient } from '../../support/board/feed-client.ts';
import { Visitor } from '../../support/board/http-client.ts';
import {
  logLines,
  runServerProcess,
  startServerProcess,
  temporaryFolder,
  type LogLine,
  type ServerProcess,
} from '../../support/server-process.ts';
import { until } from '../../support/until.ts';

const testSecret = 'a secret of the tests that is long enough';

/** A board of two workers on the tests' MongoDB, both of which serve. */
async function startTwo({ onTestFinished }: TestContext, env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServerProcess({
    env: {
      MONGODB_URI: inject('mongoUri'),
      MONGODB_DATABASE: `test-workers-${process.pid}-${Math.random().toString(36).slice(2)}`,
      SESSION_SECRET: testSecret,
      WORKERS: '2',
      LIMIT_PER_PERSON: '100000',
      LIMIT_PER_ADDRESS: '100000',
      ...env,
    },
  });
  onTestFinished(async () => {
    await server.kill('SIGTERM');
  });
  await twoServe(server);
  return server;
}

async function metric({ url }: ServerProcess, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

async function twoServe(server: ServerProcess): Promise<void> {
  await until('two workers to serve', async () => (await metric(server, 'board_processes')) === 2);
}

type WorkerLine = LogLine & { worker?: number; pid: number; path?: string };

/** The processes that have answered, by what the log says of each request. New connections go to all in turn. */
async function workerPids(server: ServerProcess): Promise<number[]> {
  const pids = (lines: LogLine[]): number[] =>
    [...new Set((lines as WorkerLine[]).filter(({ worker }) => worker !== undefined).map(({ pid }) => pid))].sort();
  const before = logLines(server.output()).length;
  return until('requests to two workers', async () => {
    await fetch(`${server.url}/healthz`, { headers: { connection: 'close' } });
    const found = pids(logLines(server.output()).slice(before));
    return found.length >= 2 && found;
  });
}

it.concurrent(
  '[START-12] [START-13] two workers serve one port and one board, and their metrics add up',
  async (context) => {
    const server = await startTwo(context, { LOG_LEVEL: 'debug' });
    const pids = await workerPids(server);
    expect(pids).toHaveLength(2);
    expect(pids).not.toContain(server.pid);

    // Sockets go to both in turn.
    const followers = Array.from({ length: 6 }, () => feedClient(server.url));
    for (const { stop } of followers) context.onTestFinished(stop);
    const { id } = await new Visitor(server.url).post({ name: 'Bake sale' });
    await until('all followers to show the post', () =>
      followers.every(({ feed }) => feed.events.get(id) !== undefined),
    );
    await until('all followers to be counted', async () => (await metric(server, 'board_viewers')) === 6);
    await until('everybody to know of six viewers', () => followers.every(({ feed }) => feed.viewers === 6));
    // Each worker reads the change stream.
    expect(await metric(server, 'board_feed_changes_total')).toBe(2);
  },
);

it.concurrent(
  '[START-12] a worker is killed under load: nothing acknowledged is lost, its screens come back, and another takes its place',
  async (context) => {
    const server = await startTwo(context, { LOG_LEVEL: 'debug' });
    const followers = Array.from({ length: 10 }, () => feedClient(server.url));
    for (const { stop } of followers) context.onTestFinished(stop);
    await until('all followers to be live', () => followers.every(({ feed }) => feed.status.state === 'live'));
    const subscriptions = await metric(server, 'board_feed_subscriptions_total');

    const acknowledged: string[] = [];
    const load = { isOver: false };
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      const visitor = new Visitor(server.url);
      for (let n = 0; !load.isOver; n += 1) {
        // A post that meets the killed worker fails; what counts are those with an answer.
        const answer = await visitor
          .call('POST', '/api/boards/main/events', {
            body: { name: `${writer}/${n}`, start: '2026-12-01T18:30', guestName: `Lena ${writer}` },
          })
          .catch(() => null);
        if (answer?.status === 201) acknowledged.push(answer.body.event.id);
      }
    });
    await until('twenty posts', () => acknowledged.length >= 20);
    const [victim] = await workerPids(server);
    const killedAt = performance.now();
    process.kill(victim!, 'SIGKILL');

    const lost = await until('followers to notice', () => {
      const away = followers.filter(({ feed }) => feed.status.state !== 'live').length;
      return away > 0 && away;
    });
    await until('all followers to be live again', () => followers.every(({ feed }) => feed.status.state === 'live'));
    console.log(`${lost} followers or more were live again after ${Math.round(performance.now() - killedAt)} ms`);
    const later = acknowledged.length;
    await until('more posts', () => acknowledged.length >= later + 20);
    await twoServe(server);
    load.isOver = true;
    await Promise.all(writers);

    await until('all followers to show every acknowledged post', () =>
      followers.every(({ feed }) => acknowledged.every((id) => feed.events.get(id) !== undefined)),
    );
    const { body } = await new Visitor(server.url).get('/api/boards/main/snapshot');
    const stored = new Set((body.events as { id: string }[]).map(({ id }) => id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(logLines(server.output())).toContainEqual(
      expect.objectContaining({ msg: 'a worker has ended; another takes its place', signal: 'SIGKILL' }),
    );
    // What the killed one had counted still counts.
    expect(await metric(server, 'board_feed_subscriptions_total')).toBeGreaterThan(subscriptions);
  },
);

it.concurrent(
  '[START-1] [START-12] with workers too: one line, and SIGTERM or a killed parent leave nothing behind',
  async (context) => {
    const { path, remove } = await temporaryFolder();
    context.onTestFinished(remove);
    const settings = { MONGODB_URI: '', MONGODB_DATABASE: 'board', DATA_DIR: path };
    const server = await startTwo(context, settings);
    const { id } = await new Visitor(server.url).post({ name: 'Bake sale' });
    const owner = JSON.parse(await readFile(join(path, 'board.json'), 'utf8')) as {
      server: { pid: number };
      mongod: { pid: number; startedAt: string };
      address: string;
    };
    expect([owner.server.pid, owner.address]).toEqual([server.pid, server.url]);
    const exit = await server.kill('SIGTERM');
    expect(exit).toMatchObject({ code: 0, signal: null });
    expect(logLines(exit.output)).toEqual([
      expect.objectContaining({ level: 30, url: server.url, msg: `Community Board is at ${server.url}` }),
    ]);
    expect(await isRunning(owner.mongod)).toBe(false);

    const next = await startTwo(context, { ...settings, LOG_LEVEL: 'debug' });
    expect((await new Visitor(next.url).get(`/api/events/${id}`)).status).toBe(200);
    const pids = await workerPids(next);
    await next.kill('SIGKILL');
    for (const pid of pids)
      await until('the worker to be gone', async () => !(await isRunning({ pid, startedAt: null })));
    const { mongod } = JSON.parse(await readFile(join(path, 'board.json'), 'utf8')) as typeof owner;
    await until('mongod to be gone', async () => !(await isRunning(mongod)));
  },
);

it.concurrent('[START-4] [START-12] with workers too, one message says why it cannot start', async (context) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  context.onTestFinished(() => new Promise((resolve) => other.close(() => resolve())));
  const port = String((other.address() as AddressInfo).port);
  const env = { MONGODB_URI: inject('mongoUri'), SESSION_SECRET: testSecret, WORKERS: '2', PORT: port };
  const { code, output } = await runServerProcess({ env });
  expect([code, logLines(output).map(({ level, msg }) => [level, msg])]).toEqual([
    1,
    [[60, `Port ${port} is taken by another program. Stop that one, or set PORT to another number.`]],
  ]);
});
