import { setTimeout as delay } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { median, ratios } from '../../support/median.ts';
import { nowMs } from '../generator/delivery-record.ts';
import { connectClients, drained, withScene } from '../machinery/live-load.ts';
import { metricOf } from '../machinery/metrics.ts';
import { board, naive, silent, startSubject, type SubjectKind } from '../machinery/subject.ts';
import type { Findings } from '../report/findings.ts';
import type { BenchContext, Scenario } from './scenario.ts';

const changesPerSecond = 100;
const deadlineMs = 60_000;

type Return = {
  name: string;
  readyMs: number;
  allMs: number;
  finds: number;
  outOfOrder: number;
  refused: number;
  complete: boolean;
  boardReads: number;
};

/** Aim 5: all clients lose the server at once and come back. */
export const storm: Scenario = {
  number: 5,
  title: 'Storm: 2,000 clients lose the server while writes go on',
  async run(context) {
    const clients = context.quick ? 500 : 2_000;
    const ours: Return[] = [];
    const bare: Return[] = [];
    for (let storms = 0; storms < (context.quick ? 1 : 5); storms += 1) {
      ours.push(await returnOf(context, board, clients));
      bare.push(await returnOf(context, silent, clients));
    }
    const emitting = await returnOf(context, naive, clients);
    return findingsOf(clients, ours, bare, emitting);
  },
};

function findingsOf(
  clients: number,
  ours: Return[],
  bare: Return[],
  emitting: Return,
): Omit<Findings, 'number' | 'title'> {
  const ofBare = ratios(
    ours.map(({ allMs }) => allMs),
    bare.map(({ allMs }) => allMs),
  );
  const finds = Math.max(...ours.map((of) => of.finds));
  return {
    tables: [
      {
        columns: [
          '',
          'server is back after, ms',
          'all are back after, ms',
          'of that after it was back, ms',
          'queries to MongoDB',
          'boards read',
          'missed nothing',
        ],
        rows: [...ours.flatMap((of, storm) => [of, bare[storm]!]), emitting].map((of) => [
          of.name,
          of.readyMs,
          Number.isFinite(of.allMs) ? of.allMs : `not within ${deadlineMs / 1000} s`,
          of.allMs - of.readyMs,
          of.finds,
          of.name === board.name ? of.boardReads : '',
          of.name === board.name ? (of.complete ? 'yes' : 'NO') : 'not tried',
        ]),
      },
    ],
    aims: [
      {
        what: `time from the kill until all ${clients.toLocaleString('en-US')} are provably current, of what a Socket.IO that tells them nothing takes to reconnect them, median`,
        relation: 'at most',
        limit: 1.5,
        measured: median(ofBare),
        unit: '×',
      },
      { what: 'queries to MongoDB for all of it', relation: 'at most', limit: 10, measured: finds, unit: '' },
    ],
    plots: [],
    notes: [
      `Killed and started again at once on the same port, ${changesPerSecond} inserts a second throughout. A client tries again as the page does: after 300 ms, then twice as long up to 4 s, with full jitter. When the last one comes back is as much chance as work, so there are ${ours.length} storms of each (${ofBare.map((ratio) => `${ratio.toFixed(2)}×`).join(', ')}).`,
      `${ours.reduce((sum, { refused }) => sum + refused, 0)} clients of the board had to begin again from a snapshot; ${ours.reduce((sum, { outOfOrder }) => sum + outOfOrder, 0)} messages did not continue what a client held.`,
    ],
  };
}

async function returnOf({ mongod, say }: BenchContext, kind: SubjectKind, clients: number): Promise<Return> {
  say(`${kind.name} …`);
  return withScene(mongod, kind, async (scene) => {
    const { generator, writer } = scene;
    const { subject } = scene;
    await connectClients(scene, clients, { reconnects: true });
    writer.start(changesPerSecond);
    await delay(4_000);

    const findsBefore = await findsOf(mongod.client, scene.database);
    const killedMs = nowMs();
    await subject.kill('SIGKILL');
    scene.subject = await startSubject(kind, { uri: mongod.uri, database: scene.database }, subject.port);
    const readyMs = nowMs() - killedMs;
    const allMs = (await allBack()) - killedMs;
    const finds = (await findsOf(mongod.client, scene.database)) - findsBefore;

    await writer.pause();
    const complete = kind.protocol === 'board' && (await drained(generator, writer.acknowledged));
    const { outOfOrder, refused } = await generator.call('outcome', null);
    const boardReads =
      kind.protocol === 'board' ? await metricOf(scene.subject.url, 'board_feed_database_snapshots_total') : 0;
    return {
      name: kind.name,
      readyMs,
      allMs,
      finds,
      outOfOrder: kind.protocol === 'board' ? outOfOrder : 0,
      refused,
      complete: complete && outOfOrder === 0,
      boardReads,
    };

    async function allBack(): Promise<number> {
      for (;;) {
        const current = await generator.call('currentSince', killedMs);
        if (current.clients === clients) return current.lastMs;
        if (nowMs() > killedMs + deadlineMs) return Number.POSITIVE_INFINITY;
        await delay(20);
      }
    }
  });
}

/** How many queries of this database MongoDB has answered; only the server asks it any. */
async function findsOf(client: MongoClient, database: string): Promise<number> {
  const { totals } = (await client.db('admin').command({ top: 1 })) as unknown as {
    totals: Record<string, { queries: { count: number } } | string>;
  };
  return Object.entries(totals).reduce(
    (sum, [name, of]) => sum + (name.startsWith(`${database}.`) && typeof of === 'object' ? of.queries.count : 0),
    0,
  );
}
