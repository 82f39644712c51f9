import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ObjectId, type Document } from 'mongodb';
import { setUpEvents } from '../../server/database/set-up.ts';
import { nativeFields } from '../support/cluster/random-writers.ts';
import { startBalancer } from '../support/cluster/balancer.ts';
import { startTcpProxy } from '../support/cluster/tcp-proxy.ts';
import { until } from '../support/until.ts';
import type { Scene } from './scene.ts';

/** How long a scenario goes on: the short form runs with the tests, the long one in a soak. */
export type Effort = { rounds: number; seconds: number; crowd: number };
export const shortEffort: Effort = { rounds: 2, seconds: 3, crowd: 250 };
export const longEffort: Effort = { rounds: 4, seconds: 15, crowd: 1_000 };

export type Scenario = { name: string; rules: string; run: (scene: Scene, effort: Effort) => Promise<void> };

/** Throws unless the fault really happened. */
function injected(what: string, so: boolean): void {
  if (!so) throw new Error(`the fault was not injected: ${what}`);
}

async function stepDowns(scene: Scene, { rounds }: Effort): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const term = await scene.set.term();
    await scene.set.stepDown();
    injected('the term did not rise', (await scene.set.term()) > term);
    scene.count('primary stepped down');
    await scene.recover('step-down');
  }
}

async function killedPrimary(scene: Scene): Promise<void> {
  const primary = await scene.set.primary();
  await primary.kill();
  scene.count('primary killed');
  await scene.set.primary([primary]);
  await scene.recover('primary killed');
  await primary.restart();
  await scene.roundTrip();
}

/**
 * Cuts the primary off, so that writes without majority concern stay on it alone; then freezes it. The others elect a new
 * primary and go on, and the old one has to roll its writes back.
 */
async function rolledBack(scene: Scene, { seconds }: Effort): Promise<void> {
  const primary = await scene.set.primary();
  primary.proxy.blackHole();
  const documents = Array.from({ length: 20 }, () => ({
    _id: new ObjectId(),
    ...nativeFields('rolled back', scene.random),
    status: 'live',
  }));
  let taken = 0;
  await primary
    .direct(async (_admin, client) => {
      for (const document of documents) {
        await client
          .db('faults')
          .collection('events')
          .insertOne(document, { writeConcern: { w: 1 } });
        taken += 1;
      }
    })
    .catch(() => undefined);
  injected('the primary took no write', taken > 0);
  primary.freeze();
  await scene.set.primary([primary]);
  await scene.roundTrip();
  await delay(seconds * 1_000);
  primary.thaw();
  primary.proxy.cut();
  primary.proxy.restore();
  scene.count('primary frozen, its writes rolled back');
  await scene.recover('primary frozen');
  const ids = documents.map(({ _id }) => _id);
  await until(
    'the writes are rolled back',
    async () => (await scene.db.collection('events').countDocuments({ _id: { $in: ids } })) === 0,
    20_000,
  );
  for (const { client } of scene.clients)
    injected(
      'what was rolled back is shown',
      ids.every((id) => client.feed.events.get(id.toHexString()) === undefined),
    );
}

/** After this long without a confirmation by the majority a feed is not live, as in `server/feed/feed.ts`. */
const majorityLagMs = 3_000;

async function noMajority(scene: Scene, { seconds }: Effort): Promise<void> {
  const readiness = (): Promise<boolean[]> => Promise.all(scene.servers.map((server) => server.isReady()));
  // Otherwise an earlier scenario could cause what is seen below.
  await until('all servers are ready', async () => (await readiness()).every(Boolean), 30_000);
  const secondaries = await scene.set.secondaries();
  for (const secondary of secondaries) secondary.freeze();
  try {
    scene.count('both secondaries frozen');
    // On a busy machine a server can be late for a moment by itself; only a missing majority lasts.
    await delay(majorityLagMs);
    await until('no server says it is ready', async () => (await readiness()).every((ready) => !ready), 20_000);
    await delay(seconds * 1_000);
    const response = await fetch(`${scene.servers[0]!.url}/api/boards/main/snapshot`);
    injected(`a snapshot was served without a majority (${response.status})`, response.status === 503);
  } finally {
    // In any case: later scenarios need the majority.
    for (const secondary of secondaries) secondary.thaw();
  }
  await scene.set.primary();
  await scene.recover('no majority');
  await until('all servers are ready again', async () => (await readiness()).every(Boolean), 30_000);
}

/** https://github.com/mongodb/specifications/blob/master/source/change-streams/change-streams.md#resumable-error */
const resumableCodes = [6, 7, 43, 63, 89, 91, 133, 150, 189, 234, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436];

async function resumableErrors(scene: Scene, { rounds }: Effort): Promise<void> {
  const restarts = async (): Promise<number> =>
    (await Promise.all(scene.servers.map((server) => server.metric('board_feed_stream_restarts_total')))).reduce(
      (sum, one) => sum + one,
      0,
    );
  // Look it up each time: there may be an election in between.
  const fail = async (data: Document, mode: Document | string): Promise<unknown> =>
    (await scene.set.primary()).direct((admin) =>
      admin.command({ configureFailPoint: 'failCommand', mode, data: { appName: 'community-board', ...data } }),
    );
  const codes = rounds > 2 ? resumableCodes : resumableCodes.filter((_, index) => index % 3 === 0);
  for (const errorCode of codes) {
    await fail({ failCommands: ['getMore'], errorCode, errorLabels: ['ResumableChangeStreamError'] }, { times: 1 });
    scene.count('resumable error');
    await scene.roundTrip();
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const [what, how] of [
      ['resumption failed', { errorCode: 11602, errorLabels: ['ResumableChangeStreamError'] }],
      ['resumption cut off', { closeConnection: true }],
    ] as const) {
      const before = await restarts();
      // Until the driver gives up; the number of failures depends on other readers.
      // On every member, since there may be an election in between.
      await scene.set.failPoint('failCommand', 'alwaysOn', {
        appName: 'community-board',
        failCommands: ['getMore', 'aggregate'],
        ...how,
      });
      scene.count(what);
      try {
        await until('the driver to give up, and a new stream to open', async () => (await restarts()) > before, 20_000);
      } finally {
        await scene.set.failPoint('failCommand', 'off');
      }
      await scene.roundTrip();
    }
  }
}

async function collectionReplaced(scene: Scene, { rounds }: Effort): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const resets = await scene.servers[0]!.metric('board_feed_resets_total');
    await patiently(() => scene.db.collection('events').drop());
    scene.count('collection dropped');
    await until(
      'the reset is counted',
      async () => (await scene.servers[0]!.metric('board_feed_resets_total')) > resets,
      20_000,
    );
    await patiently(() => setUpEvents(scene.db));
    await scene.recover('collection dropped');
  }
  const resets = await scene.servers[0]!.metric('board_feed_resets_total');
  // Left over if an earlier scenario was cut short.
  await patiently(() => scene.db.collection('events_of_yore').drop());
  await patiently(() => scene.db.collection('events').rename('events_of_yore'));
  await until(
    'the reset is counted',
    async () => (await scene.servers[0]!.metric('board_feed_resets_total')) > resets,
    20_000,
  );
  scene.count('collection renamed');
  await patiently(() => setUpEvents(scene.db));
  await scene.recover('collection renamed');
  await patiently(() => scene.db.collection('events_of_yore').drop());
}

const indexBuildRunning = 12587;

/** MongoDB refuses to change a collection while the servers build its indexes. */
async function patiently(action: () => Promise<unknown>): Promise<void> {
  await until(
    'no index is being built',
    () =>
      action().then(
        () => true,
        (error: unknown) => {
          if ((error as { code?: unknown }).code === indexBuildRunning) return false;
          throw error;
        },
      ),
    30_000,
  );
}

async function crowd(scene: Scene, { crowd: size }: Effort): Promise<void> {
  const reads = async (): Promise<number> =>
    (await Promise.all(scene.servers.map((server) => server.metric('board_feed_database_snapshots_total')))).reduce(
      (sum, one) => sum + one,
      0,
    );
  const before = await reads();
  let newcomers = Array.from({ length: size }, () => scene.join());
  scene.count('client joined', size);
  // A client that has joined leaves again: this tests joining, and one process has to play all clients.
  await until(
    'everybody is in',
    () => {
      const [live, waiting] = [newcomers.filter(isLive), newcomers.filter((newcomer) => !isLive(newcomer))];
      for (const newcomer of live) scene.leave(newcomer);
      newcomers = waiting;
      return waiting.length === 0;
    },
    90_000,
  );
  await scene.roundTrip();
  const read = (await reads()) - before;
  injected(`${size} joins cost ${read} database reads`, read <= 4);
}

function isLive({ client }: Scene['clients'][number]): boolean {
  return client.feed.status.state === 'live';
}

async function withinAMillisecond(scene: Scene, { rounds }: Effort): Promise<void> {
  const events = scene.db.collection('events');
  for (let round = 0; round < rounds * 20; round += 1) {
    const _id = new ObjectId();
    const touch = { updateOne: { filter: { _id }, update: { $inc: { version: 1 }, $set: { place: `${round}` } } } };
    await events.bulkWrite([
      { insertOne: { document: { _id, ...nativeFields('quick', scene.random), status: 'live' } } },
      touch,
      touch,
      { deleteOne: { filter: { _id } } },
    ]);
    scene.checker.wrote({ writer: 'the scene', id: _id.toHexString(), version: null, outcome: 'acknowledged' });
    scene.count('update, update, delete');
  }
  await scene.roundTrip();
}

async function bulkWithCuts(scene: Scene, { rounds }: Effort): Promise<void> {
  const cutAll = (): void => {
    for (const { proxy } of scene.servers) proxy.cut();
    for (const { proxy } of scene.set.members) proxy.cut();
    scene.count('connections cut in a bulk write');
  };
  const fresh = (count: number): Document[] =>
    Array.from({ length: count }, () => ({
      _id: new ObjectId(),
      ...nativeFields('bulk', scene.random),
      status: 'live',
    }));
  for (let round = 0; round < rounds; round += 1) {
    const documents = fresh(1_000);
    const written = scene.db
      .collection('events')
      .insertMany(documents, { ordered: false })
      .catch(() => undefined);
    cutAll();
    await written;
    const transaction = scene.db.client
      .withSession((session) =>
        session.withTransaction(async () => {
          await scene.db.collection('events').insertMany(fresh(500), { session });
        }),
      )
      .catch(() => undefined);
    cutAll();
    await transaction;
    await scene.set.primary();
    await scene.roundTrip();
    await scene.db.collection('events').deleteMany({ name: /^bulk / });
    await scene.roundTrip();
  }
}

async function wanderingClients(scene: Scene, { seconds }: Effort): Promise<void> {
  const deadline = Date.now() + seconds * 1_000;
  while (Date.now() < deadline) {
    await delay(scene.random.next() * 250);
    const named = scene.random.pick(scene.clients.filter(({ server }) => server !== null));
    const dice = scene.random.next();
    if (dice < 0.55) {
      scene.move(named);
      scene.count('client moved to another server');
    } else if (dice < 0.7) {
      scene.servers[named.server!]!.proxy.cut();
      scene.count('all connections of a server cut');
    } else if (dice < 0.85) {
      scene.leave(named);
      scene.join({ way: scene.random.pick(['socket', 'http', 'cached']) });
      scene.count('client left, another came');
    } else {
      named.client.sleep();
      await delay(scene.random.next() * 600);
      named.client.wake();
      scene.count('client slept');
    }
  }
  await scene.recover('clients moved');
}

async function rollingRestarts(scene: Scene, { rounds }: Effort): Promise<void> {
  for (let round = 0; round < rounds / 2; round += 1) {
    for (const [index, server] of scene.servers.entries()) {
      const politely = (round + index) % 2 === 0;
      if (politely) await server.stop();
      else await server.kill();
      scene.count(politely ? 'server stopped politely' : 'server killed');
      await server.start();
      await until('the server is ready', () => server.isReady(), 30_000);
      await scene.recover('server restart');
    }
  }
}

async function rollingUpdate(scene: Scene): Promise<void> {
  const balancer = await startBalancer(scene.servers.map(({ directUrl }) => Number(new URL(directUrl).port)));
  const followers = Array.from({ length: 20 }, () => scene.join({ url: balancer.url, way: 'socket' }));
  try {
    await scene.allLive();
    const seen = new Set<string>();
    for (const { client } of followers) client.feed.onChange(() => seen.add(client.feed.status.state));
    for (const server of scene.servers) {
      await server.stop();
      scene.count('server updated, its screens moved');
      await server.start();
      await until('the server is ready', () => server.isReady(), 30_000);
      await scene.recover('server update');
    }
    injected(`the states of those that moved: ${[...seen].join(', ')}`, seen.size === 1 && seen.has('live'));
  } finally {
    for (const follower of followers) scene.leave(follower);
    await balancer.close();
  }
}

async function deafReaders(scene: Scene, { seconds }: Effort): Promise<void> {
  const [server] = scene.servers;
  const proxy = await startTcpProxy(Number(new URL(server!.directUrl).port));
  const readers = Array.from({ length: 50 }, () =>
    scene.join({ url: `http://127.0.0.1:${proxy.port}`, way: 'socket' }),
  );
  try {
    await scene.allLive();
    const others = scene.clients.filter((named) => !readers.includes(named));
    const before = await residentBytes(server!.pid);
    proxy.blackHole();
    scene.count('reader stopped reading', readers.length);
    const quietAt = Date.now() + seconds * 1_000;
    const details = 'x'.repeat(1_800);
    const slowest: number[] = [];
    while (Date.now() < quietAt) {
      const documents = Array.from({ length: 40 }, () => ({
        _id: new ObjectId(),
        ...nativeFields('noise', scene.random),
        status: 'live',
        details,
      }));
      const begun = Date.now();
      await scene.db.collection('events').insertMany(documents);
      const last = documents.at(-1)!._id.toHexString();
      await until(
        'those who read are not held up',
        () => others.every(({ client }) => client.feed.events.get(last) !== undefined),
        10_000,
      );
      slowest.push(Date.now() - begun);
      await scene.db.collection('events').deleteMany({ _id: { $in: documents.map(({ _id }) => _id) } });
    }
    const grown = (await residentBytes(server!.pid)) - before;
    injected(`the server grew by ${Math.round(grown / 1e6)} MB`, grown < 60e6);
    proxy.restore();
    await scene.roundTrip();
  } finally {
    for (const reader of readers) scene.leave(reader);
    await proxy.close();
  }
}

async function residentBytes(pid: number): Promise<number> {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

async function blackHoles(scene: Scene, { seconds }: Effort): Promise<void> {
  const [server] = scene.servers;
  server!.proxy.blackHole();
  scene.count('black hole between clients and server');
  await delay(seconds * 1_000);
  server!.proxy.restore();
  await scene.roundTrip();
  const primary = await scene.set.primary();
  primary.proxy.blackHole();
  scene.count('black hole before the primary');
  await delay(seconds * 1_000);
  primary.proxy.restore();
  await scene.set.primary();
  await scene.recover('black hole');
}

async function databaseAway(scene: Scene, { seconds }: Effort): Promise<void> {
  const sizes = scene.clients.map(({ client }) => client.feed.events.size);
  for (const { proxy } of scene.set.members) proxy.refuse();
  scene.count('MongoDB away altogether');
  const begun = Date.now();
  const response = await fetch(`${scene.servers[0]!.url}/api/boards/main/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Meanwhile', start: '2027-01-01', guestName: 'Lena' }),
    signal: AbortSignal.timeout(20_000),
  });
  const problem = (await response.json()) as { code: string; detail: string };
  injected(
    `a post was answered ${response.status} ${problem.code} after ${Date.now() - begun} ms`,
    response.status === 503 && problem.code === 'unavailable' && Date.now() - begun < 15_000,
  );
  await delay(seconds * 1_000);
  injected(
    'a board lost what it showed',
    scene.clients.every(({ client }, index) => client.feed.events.size > 0 || sizes[index] === 0),
  );
  injected('a server says it is ready', !(await scene.servers[0]!.isReady()));
  for (const { proxy } of scene.set.members) proxy.restore();
  await scene.set.primary();
  await scene.recover('MongoDB away');
}

/** The scenarios that share a replica set of three. Each runs under random load. */
export const scenarios: readonly Scenario[] = [
  { name: 'the primary steps down, again and again', rules: '[FEED-9]', run: stepDowns },
  { name: 'the primary is killed and comes back', rules: '[FEED-9]', run: killedPrimary },
  {
    name: 'the primary hangs while writes hit it that no majority has: what is rolled back is never shown',
    rules: '[FEED-9] [FEED-19]',
    run: rolledBack,
  },
  {
    name: 'both secondaries hang: the board says that it is behind, then catches up',
    rules: '[FEED-12]',
    run: noMajority,
  },
  { name: 'every resumable error, then the resumption failing itself', rules: '[FEED-9]', run: resumableErrors },
  { name: 'the collection is dropped and renamed, and created again', rules: '[FEED-9]', run: collectionReplaced },
  { name: 'a crowd joins in the middle of full-speed writing', rules: '[FEED-15]', run: crowd },
  { name: 'update, update, delete of one event within a millisecond', rules: '[FEED-2]', run: withinAMillisecond },
  {
    name: 'a bulk insert and a transaction with all connections cut in the middle',
    rules: '[FEED-16]',
    run: bulkWithCuts,
  },
  {
    name: 'clients are cut off, sleep, leave, and come back to another server',
    rules: '[FEED-1] [FEED-5]',
    run: wanderingClients,
  },
  { name: 'all servers are restarted, politely and not', rules: '[FEED-4]', run: rollingRestarts },
  {
    name: 'the servers behind a balancer are updated one after the other: their followers stay live',
    rules: '[FEED-30]',
    run: rollingUpdate,
  },
  { name: 'fifty readers stop reading', rules: '[FEED-6]', run: deafReaders },
  { name: 'black holes on either side', rules: '[FEED-12]', run: blackHoles },
  {
    name: 'MongoDB is away altogether: posts get a clear 503, boards keep what they show',
    rules: '[FEED-19]',
    run: databaseAway,
  },
];
