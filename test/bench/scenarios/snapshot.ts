import { withScene } from '../machinery/live-load.ts';
import { Histogram } from '../generator/histogram.ts';
import { RawHttpConnection } from '../generator/raw-http.ts';
import { insertEvents } from '../../support/board/many-events.ts';
import { metricOf } from '../machinery/metrics.ts';
import { cpuBetween } from '../machinery/process-figures.ts';
import { board } from '../machinery/subject.ts';
import type { Scenario } from './scenario.ts';

const path = '/api/boards/main/snapshot';

/** Aim 7: the snapshot that every page begins with. */
export const snapshot: Scenario = {
  number: 7,
  title: 'Snapshot of 10,000 events',
  run: ({ mongod, quick, say }) =>
    withScene(mongod, board, async ({ subject, generator, database }) => {
      say('10,000 events …');
      await insertEvents(mongod.client.db(database), 10_000);
      const connection = new RawHttpConnection(subject.port);
      const request = { method: 'GET', path, headers: { 'accept-encoding': 'gzip' } };
      const firstCpu = subject.cpu();
      const begunMs = performance.now();
      const first = await connection.ask(request, true);
      const firstMs = performance.now() - begunMs;
      const firstCpuMs = cpuBetween(firstCpu, subject.cpu()).totalMs;
      const again = await connection.ask(request, true);
      connection.close();
      const etag = /\r\netag: (\S+)/i.exec(first.head)![1]!;

      const measure = async (name: string, headers: Record<string, string>, expect: number) => {
        say(`${name} …`);
        const before = subject.cpu();
        const outcome = await generator.call('loadHttp', {
          port: subject.port,
          connections: 20,
          seconds: quick ? 3 : 10,
          request: { method: 'GET', path, headers },
          expect,
        });
        const cpu = cpuBetween(before, subject.cpu());
        const latency = Histogram.from(outcome.latency);
        return { name, ...outcome, latency, perCoreSecond: (outcome.requests / cpu.totalMs) * 1000 };
      };
      const measured = [
        await measure('compressed', request.headers, 200),
        await measure('not changed (304)', { ...request.headers, 'if-none-match': etag }, 304),
      ];
      const reads = await metricOf(subject.url, 'board_feed_database_snapshots_total');
      const unexpected = measured.reduce((sum, of) => sum + of.unexpected, 0);
      const isSame = first.body!.equals(again.body!);
      return {
        tables: [
          {
            columns: ['', 'requests/s', 'requests per second of a core', 'kB each', 'p50 ms', 'p99 ms'],
            rows: measured.map((of) => [
              of.name,
              of.requests / of.seconds,
              of.perCoreSecond,
              of.bytes / of.requests / 1000,
              of.latency.quantile(0.5),
              of.latency.quantile(0.99),
            ]),
          },
        ],
        aims: [
          {
            what: 'compressed snapshots for each second of a core',
            relation: 'at least',
            limit: 300,
            measured: measured[0]!.perCoreSecond,
            unit: '',
          },
          {
            what: '304 for each second of a core',
            relation: 'at least',
            limit: 300,
            measured: measured[1]!.perCoreSecond,
            unit: '',
          },
          {
            what: 'reads of the board from the database, for all of it',
            relation: 'at most',
            limit: 1,
            measured: reads,
            unit: '',
          },
        ],
        plots: [],
        notes: [
          `The first took ${Math.round(firstMs)} ms, read from the database and compressed with ${Math.round(firstCpuMs)} ms of CPU; the second was ${isSame ? 'the same, byte by byte' : 'ANOTHER'}. ${unexpected} answers had an unexpected status.`,
        ],
      };
    }),
};
