import { setTimeout as delay } from 'node:timers/promises';
import { fetchSnapshot } from '../../support/board/feed-client.ts';
import { Histogram } from '../generator/histogram.ts';
import { nowMs } from '../generator/delivery-record.ts';
import type { BenchMongod } from './bench-mongod.ts';
import { startGenerator, type GeneratorProcess } from './generator-process.ts';
import { cpuBetween } from './process-figures.ts';
import { startSubject, type Subject, type SubjectKind } from './subject.ts';
import { Writer } from './writer.ts';

export type Load = { clients: number; perSecond: number; warmUpSeconds: number; seconds: number };

/** What one server did under a load of inserts. */
export type LiveFigures = {
  name: string;
  /** Changes delivered within the measured time, all clients together. */
  deliveries: number;
  serverMicrosecondsPerDelivery: number;
  serverSystemShare: number;
  /** Of one core, in the measured time. */
  serverShare: number;
  generatorShare: number;
  generatorDelayMs: { p50: number; p99: number };
  framesPerSecond: number;
  bytesPerDelivery: number;
  latency: Histogram;
  /** From insert to the majority's acknowledgement: the same for all servers, so far as they do not disturb mongod. */
  acknowledgement: Histogram;
  /** Of the changes written in the measured time, what was delivered by the end, and what should have been. */
  delivered: number;
  expected: number;
  /** Whether all of it arrived, in order, at every client. */
  complete: boolean;
  outOfOrder: number;
  memoryBytes: number;
};

/** How long a server that has fallen behind may take to catch up. */
const drainSeconds = 10;

export type Scene = { subject: Subject; generator: GeneratorProcess; writer: Writer; database: string };

/** Starts a server with its own database, a generator and a writer, and stops them after the work. */
export async function withScene<T>(
  mongod: BenchMongod,
  kind: SubjectKind,
  work: (scene: Scene) => Promise<T>,
  settings: Record<string, string> = {},
): Promise<T> {
  const database = mongod.newDatabase();
  const scene = {
    subject: await startSubject({ ...kind, env: { ...kind.env, ...settings } }, database),
    generator: startGenerator(),
    writer: await Writer.connect(database),
    database: database.database,
  };
  try {
    return await work(scene);
  } finally {
    await scene.writer.close();
    scene.generator.stop();
    await scene.subject.end();
    await mongod.client.db(database.database).dropDatabase();
  }
}

/** Starts several scenes at once, to measure them turn by turn: other load on the machine then affects all of them alike. */
export function withScenes<T>(
  mongod: BenchMongod,
  [kind, ...others]: SubjectKind[],
  work: (scenes: Scene[]) => Promise<T>,
): Promise<T> {
  if (kind === undefined) return work([]);
  return withScene(mongod, kind, (scene) => withScenes(mongod, others, (scenes) => work([scene, ...scenes])));
}

/** The position at which a client of this server begins. */
export async function firstPosition({ protocol, url }: Subject): Promise<string> {
  switch (protocol) {
    case 'board':
      return (await fetchSnapshot(url, 'main', 'public', AbortSignal.timeout(20_000))).position;
    case 'naive':
      return '0';
    case 'bare':
      return 'start';
    default:
      return protocol satisfies never;
  }
}

export async function connectClients(
  { subject, generator }: Pick<Scene, 'subject' | 'generator'>,
  count: number,
  { reconnects = false, position }: { reconnects?: boolean; position?: string } = {},
): Promise<void> {
  await generator.call('connect', {
    port: subject.port,
    protocol: subject.protocol,
    count,
    position: position ?? (await firstPosition(subject)),
    reconnects,
  });
}

/** Lets clients follow a stream of inserts, and measures after a warm-up. */
export async function measureLive(mongod: BenchMongod, kind: SubjectKind, load: Load): Promise<LiveFigures> {
  return withScene(mongod, kind, async (scene) => {
    const { subject, generator, writer } = scene;
    await connectClients(scene, load.clients);
    writer.start(load.perSecond);
    await delay(load.warmUpSeconds * 1000);

    const fromMs = nowMs();
    await generator.call('open', { fromMs, toMs: fromMs + load.seconds * 1000 });
    const before = {
      server: subject.cpu(),
      generator: await generator.call('counters', null),
      acknowledged: writer.acknowledged,
    };
    await delay(load.seconds * 1000);
    const after = {
      server: subject.cpu(),
      generator: await generator.call('counters', null),
      acknowledged: writer.acknowledged,
    };
    const measuredMs = nowMs() - fromMs;
    const memoryBytes = subject.residentBytes();

    await writer.pause();
    const complete = await drained(generator, writer.acknowledged);
    const outcome = await generator.call('outcome', null);
    const server = cpuBetween(before.server, after.server);
    const deliveries = after.generator.deliveries - before.generator.deliveries;
    return {
      name: kind.name,
      deliveries,
      serverMicrosecondsPerDelivery: (server.totalMs * 1000) / deliveries,
      serverSystemShare: server.systemMs / server.totalMs,
      serverShare: server.totalMs / measuredMs,
      generatorShare: (after.generator.cpuMs - before.generator.cpuMs) / measuredMs,
      generatorDelayMs: outcome.ownDelayMs,
      framesPerSecond: ((after.generator.messages - before.generator.messages) / load.clients / measuredMs) * 1000,
      bytesPerDelivery: (after.generator.bytes - before.generator.bytes) / deliveries,
      latency: Histogram.from(outcome.latency),
      acknowledgement: writer.acknowledgement,
      delivered: outcome.inWindow,
      expected: Math.round((after.acknowledged - before.acknowledged) * load.clients),
      complete:
        complete &&
        outcome.outOfOrder === 0 &&
        outcome.lost === 0 &&
        outcome.seen === writer.acknowledged &&
        outcome.most === writer.acknowledged &&
        writer.failed === 0,
      outOfOrder: outcome.outOfOrder,
      memoryBytes,
    };
  });
}

/** Waits until each client has every change. */
export async function drained(generator: GeneratorProcess, changes: number): Promise<boolean> {
  for (const deadline = nowMs() + drainSeconds * 1000; nowMs() < deadline; await delay(50)) {
    if (await generator.call('allHave', changes)) return true;
  }
  return false;
}
