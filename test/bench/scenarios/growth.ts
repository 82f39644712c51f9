import { median, ratios } from '../../support/median.ts';
import { nowMs } from '../generator/delivery-record.ts';
import type { BenchMongod } from '../machinery/bench-mongod.ts';
import { insertEvents } from '../../support/board/many-events.ts';
import {
  connectClients,
  firstPosition,
  measureLive,
  withScene,
  withScenes,
  type LiveFigures,
  type Scene,
} from '../machinery/live-load.ts';
import { cpuBetween, type CpuTime } from '../machinery/process-figures.ts';
import { board, startSubject, type Subject } from '../machinery/subject.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { startGenerator } from '../machinery/generator-process.ts';
import { Histogram } from '../generator/histogram.ts';
import type { Table } from '../report/findings.ts';
import type { BenchContext, Scenario } from './scenario.ts';

/** Aim 12: how cost grows with clients, events and processes. */
export const growth: Scenario = {
  number: 12,
  title: 'Growth: clients, events, server processes',
  async run(context) {
    const byClients = await growClients(context);
    const byEvents = await growEvents(context);
    const byProcesses = await growProcesses(context);
    const [fewest, most] = [byClients[0]!, byClients.at(-1)!];
    const [few, many] = [byEvents[0]!, byEvents.at(-1)!];
    return {
      tables: [
        {
          title: 'Clients, at 100 changes a second',
          columns: ['clients', 'µs a delivery', 'server', 'frames/s', 'p50 ms', 'p99 ms', 'MB', 'delivered'],
          rows: byClients.map(({ clients, of }) => [
            clients.toLocaleString('en-US'),
            of.serverMicrosecondsPerDelivery,
            `${Math.round(of.serverShare * 100)} %`,
            of.framesPerSecond,
            of.latency.quantile(0.5),
            of.latency.quantile(0.99),
            of.memoryBytes / 1e6,
            of.complete ? 'all' : 'NOT ALL',
          ]),
        },
        {
          title: 'Events on the board',
          columns: ['events', 'µs of server a change', 'ms of server a join', 'MB', 'first snapshot, ms'],
          rows: byEvents.map((of) => [
            of.events.toLocaleString('en-US'),
            median(of.changeMicroseconds),
            median(of.joinMilliseconds),
            of.residentBytes / 1e6,
            of.firstSnapshotMs,
          ]),
        },
        processesTable(byProcesses),
      ],
      aims: [
        {
          what: `server CPU a delivery at ${most.clients.toLocaleString('en-US')} clients, of that at ${fewest.clients}`,
          relation: 'at most',
          limit: 1,
          measured: most.of.serverMicrosecondsPerDelivery / fewest.of.serverMicrosecondsPerDelivery,
          unit: '×',
        },
        {
          what: `server CPU a change at ${many.events.toLocaleString('en-US')} events, of that at ${few.events.toLocaleString('en-US')}`,
          relation: 'at most',
          limit: 1.25,
          measured: median(ratios(many.changeMicroseconds, few.changeMicroseconds)),
          unit: '×',
        },
        {
          what: `server CPU a join at ${many.events.toLocaleString('en-US')} events, of that at ${few.events.toLocaleString('en-US')}`,
          relation: 'at most',
          limit: 1.25,
          measured: median(ratios(many.joinMilliseconds, few.joinMilliseconds)),
          unit: '×',
        },
      ],
      plots: [
        {
          title: 'CPU of the server by clients, 100 changes a second',
          x: 'clients',
          y: 'share of a core',
          series: [{ name: board.name, points: byClients.map(({ clients, of }) => [clients, of.serverShare]) }],
        },
        {
          title: 'CPU of the server by events on the board',
          x: 'events',
          y: 'µs',
          logarithmicX: true,
          series: [
            { name: 'a change', points: byEvents.map((of) => [of.events, median(of.changeMicroseconds)]) },
            { name: 'a join', points: byEvents.map((of) => [of.events, median(of.joinMilliseconds) * 1000]) },
          ],
        },
        {
          title: 'CPU by server processes, 1,000 clients in all',
          x: 'processes',
          y: 'share of a core',
          series: [
            { name: 'all together', points: byProcesses.map((of) => [of.processes, of.totalShare]) },
            { name: 'mongod', points: byProcesses.map((of) => [of.processes, of.mongodShare]) },
          ],
        },
      ],
      notes: [
        'A join is a connection and its `subscribe`, without the snapshot. The cost of a change is measured with 10 clients at 200 changes a second. The boards of all sizes are there at once and take turns; a ratio is the median of those of one round.',
      ],
    };
  },
};

async function growClients({ mongod, quick, say }: BenchContext): Promise<{ clients: number; of: LiveFigures }[]> {
  const figures = [];
  for (const clients of quick ? [100, 500, 1_000] : [100, 500, 1_000, 2_500, 5_000]) {
    say(`${clients} clients …`);
    figures.push({
      clients,
      of: await measureLive(mongod, board, { clients, perSecond: 100, warmUpSeconds: 5, seconds: quick ? 4 : 10 }),
    });
  }
  return figures;
}

type AtSize = {
  events: number;
  scene: Scene;
  firstSnapshotMs: number;
  changeMicroseconds: number[];
  joinMilliseconds: number[];
  residentBytes: number;
};

/** Runs all sizes at once and measures them turn by turn. */
async function growEvents({ mongod, quick, say }: BenchContext): Promise<AtSize[]> {
  const sizes = quick ? [1_000, 10_000] : [1_000, 10_000, 30_000, 100_000];
  return withScenes(
    mongod,
    sizes.map(() => board),
    async (scenes) => {
      const found: AtSize[] = [];
      for (const [index, events] of sizes.entries()) {
        say(`${events} events …`);
        found.push({
          events,
          scene: scenes[index]!,
          firstSnapshotMs: await fill(mongod, scenes[index]!, events),
          changeMicroseconds: [],
          joinMilliseconds: [],
          residentBytes: 0,
        });
      }
      const turns = quick ? 2 : 5;
      for (let turn = 0; turn <= turns; turn += 1) {
        say(turn === 0 ? 'warming up …' : `turn ${turn} of ${turns} …`);
        for (const of of found) {
          const [join, change] = [await costOfJoin(of.scene), await costOfChange(mongod, of)];
          if (turn === 0) continue;
          of.joinMilliseconds.push(join);
          of.changeMicroseconds.push(change);
        }
      }
      for (const of of found) of.residentBytes = of.scene.subject.residentBytes();
      return found;
    },
  );
}

/** Returns how long the first snapshot of this many events takes, in ms. */
async function fill(mongod: BenchMongod, { subject, database }: Scene, events: number): Promise<number> {
  await insertEvents(mongod.client.db(database), events);
  await allSeen(subject, events);
  const begunMs = performance.now();
  await firstPosition(subject);
  return performance.now() - begunMs;
}

/** In ms of the server's CPU. */
async function costOfJoin(scene: Scene): Promise<number> {
  const joins = 500;
  const position = await firstPosition(scene.subject);
  // The first snapshot leaves the whole board as one string; it is collected while the first clients come and go.
  await connectClients(scene, joins, { position });
  await scene.generator.call('disconnect', null);
  await delay(2_000);
  const before = scene.subject.cpu();
  await connectClients(scene, joins, { position });
  const { totalMs } = cpuBetween(before, scene.subject.cpu());
  await scene.generator.call('disconnect', null);
  return totalMs / joins;
}

/** In µs of the server's CPU. */
async function costOfChange(mongod: BenchMongod, { events, scene }: Pick<AtSize, 'events' | 'scene'>): Promise<number> {
  const { subject, generator, writer, database } = scene;
  await connectClients(scene, 10);
  writer.start(200);
  await delay(1_000);
  const before = { cpu: subject.cpu(), changes: writer.acknowledged };
  await delay(3_000);
  const { totalMs } = cpuBetween(before.cpu, subject.cpu());
  const changes = writer.acknowledged - before.changes;
  await writer.pause();
  await generator.call('disconnect', null);
  // Each turn begins with the same number of events.
  await mongod.client.db(database).collection('events').deleteMany({ 'author.name': 'Bench' });
  await allSeen(subject, events);
  return (totalMs * 1000) / changes;
}

/** Waits until the server has read everything that was inserted. */
async function allSeen({ url }: Subject, events: number): Promise<void> {
  for (const deadline = nowMs() + 60_000; nowMs() < deadline; await delay(200)) {
    const { size } = (await (await fetch(`${url}/api/boards/main/snapshot`)).json()) as { size: number };
    if (size === events) return;
  }
  throw new Error('the server has not read all events after 60 s');
}

type AtProcesses = {
  processes: number;
  totalShare: number;
  eachShare: number;
  mongodShare: number;
  p50: number;
  p99: number;
};

/** The same board on several processes, the same clients spread over them. */
async function growProcesses({ mongod, quick, say }: BenchContext): Promise<AtProcesses[]> {
  const clients = 1_000;
  const seconds = quick ? 4 : 10;
  const found: AtProcesses[] = [];
  for (const processes of [1, 2, 3]) {
    say(`${processes} server processes …`);
    found.push(
      await withScene(mongod, board, async (scene) => {
        const mongo = { uri: mongod.uri, database: scene.database };
        const others = await Promise.all(
          Array.from({ length: processes - 1 }, async () => ({
            subject: await startSubject(board, mongo),
            generator: startGenerator(),
          })),
        );
        const all = [scene, ...others];
        try {
          for (const one of all) await connectClients(one, Math.round(clients / processes));
          scene.writer.start(200);
          await delay(4_000);
          const fromMs = nowMs();
          for (const { generator } of all) await generator.call('open', { fromMs, toMs: fromMs + seconds * 1000 });
          const before = { servers: all.map(({ subject }) => subject.cpu()), mongod: mongod.cpu() };
          await delay(seconds * 1000);
          const shareOf = (from: CpuTime, to: CpuTime): number => cpuBetween(from, to).totalMs / (nowMs() - fromMs);
          const shares = all.map(({ subject }, index) => shareOf(before.servers[index]!, subject.cpu()));
          const mongodShare = shareOf(before.mongod, mongod.cpu());
          await scene.writer.pause();
          await delay(1_000);
          const latency = Histogram.sum(
            await Promise.all(
              all.map(async ({ generator }) => Histogram.from((await generator.call('outcome', null)).latency)),
            ),
          );
          const totalShare = shares.reduce((sum, share) => sum + share, 0);
          return {
            processes,
            totalShare,
            eachShare: totalShare / processes,
            mongodShare,
            p50: latency.quantile(0.5),
            p99: latency.quantile(0.99),
          };
        } finally {
          for (const { subject, generator } of others) {
            generator.stop();
            await subject.end();
          }
        }
      }),
    );
  }
  return found;
}

function processesTable(found: AtProcesses[]): Table {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return {
    title: 'Server processes, 1,000 clients in all, 200 changes a second',
    columns: ['processes', 'each', 'all together', 'mongod', 'p50 ms', 'p99 ms'],
    rows: found.map((of) => [
      String(of.processes),
      percent(of.eachShare),
      percent(of.totalShare),
      percent(of.mongodShare),
      of.p50,
      of.p99,
    ]),
  };
}
