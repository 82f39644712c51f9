import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { nowMs } from '../generator/delivery-record.ts';
import { Histogram } from '../generator/histogram.ts';
import { connectClients, drained, withScene, type Scene } from '../machinery/live-load.ts';
import { metricOf } from '../machinery/metrics.ts';
import { board } from '../machinery/subject.ts';
import type { Scenario } from './scenario.ts';

const clients = 500;
const slow = 50;
const perSecond = 300;

/** Aim 6: some clients stop reading, as a phone does that is put away. */
export const slowReaders: Scenario = {
  number: 6,
  title: 'Fifty of 500 clients stop to read for 30 s, at 300 changes a second',
  run: ({ mongod, quick, say }) =>
    withScene(mongod, board, async (scene) => {
      const { subject, generator, writer } = scene;
      const seconds = quick ? 10 : 30;
      // A client that the server has given up connects again, as a page does.
      await connectClients(scene, clients, { reconnects: true });
      writer.start(perSecond);
      await delay(5_000);
      say('all read …');
      const before = await watch(scene, seconds);
      say('fifty do not …');
      await generator.call('pauseSome', slow);
      const during = await watch(scene, seconds);
      await generator.call('resumeAll', null);
      const after = await watch(scene, 5);
      await writer.pause();
      const complete = await drained(generator, writer.acknowledged);
      const { outOfOrder, lost, caughtUp } = await generator.call('outcome', null);
      const takenOut = await metricOf(subject.url, 'board_feed_slow_readers_total');
      return {
        tables: [
          {
            columns: ['', 'p50 ms', 'p99 ms', 'resident MB at most', 'TCP buffers of the machine, MB'],
            rows: (
              [
                ['all read', before],
                ['fifty do not', during],
                ['they read again', after],
              ] as const
            ).map(([name, of]) => [
              name,
              of.latency.quantile(0.5),
              of.latency.quantile(0.99),
              of.residentBytes / 1e6,
              of.tcpBytes / 1e6,
            ]),
          },
        ],
        aims: [
          {
            what: 'resident memory above that before',
            relation: 'at most',
            limit: 60,
            measured: (during.residentBytes - before.residentBytes) / 1e6,
            unit: ' MB',
          },
          {
            what: 'p99 of the others, of that before',
            relation: 'at most',
            limit: 1.25,
            measured: during.latency.quantile(0.99) / before.latency.quantile(0.99),
            unit: '×',
          },
        ],
        plots: [
          {
            title: 'From insert to those who read',
            x: 'milliseconds',
            y: 'share of deliveries that took no longer',
            logarithmicX: true,
            series: [
              { name: 'all read', points: before.latency.distribution() },
              { name: 'fifty do not', points: during.latency.distribution() },
            ],
          },
        ],
        notes: [
          `The server took ${takenOut} of them out of the live frames; ${caughtUp} asked again by a pulse. In the end ${complete && outOfOrder === 0 ? 'all 500 had everything, in order' : 'NOT all had everything'}; ${lost} lost the connection.`,
          'What the kernel keeps for a connection that is not read (some MB on loopback) fills first, and is no memory of the process.',
        ],
      };
    }),
};

async function watch({ subject, generator }: Scene, seconds: number) {
  const fromMs = nowMs();
  await generator.call('open', { fromMs, toMs: fromMs + seconds * 1000 });
  let [residentBytes, tcpBytes] = [0, 0];
  while (nowMs() < fromMs + seconds * 1000) {
    residentBytes = Math.max(residentBytes, subject.residentBytes());
    tcpBytes = Math.max(tcpBytes, tcpBufferBytes());
    await delay(250);
  }
  await delay(1_000);
  const { latency } = await generator.call('outcome', null);
  return { latency: Histogram.from(latency), residentBytes, tcpBytes };
}

function tcpBufferBytes(): number {
  return Number(/^TCP:.* mem (\d+)/m.exec(readFileSync('/proc/net/sockstat', 'utf8'))![1]) * 4096;
}
