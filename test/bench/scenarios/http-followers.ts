import { setTimeout as delay } from 'node:timers/promises';
import { fetchSnapshot } from '../../support/board/feed-client.ts';
import { startNginx } from '../../support/networks/nginx.ts';
import { nowMs } from '../generator/delivery-record.ts';
import { Histogram } from '../generator/histogram.ts';
import { startGenerator } from '../machinery/generator-process.ts';
import { withScene } from '../machinery/live-load.ts';
import { metricOf } from '../machinery/metrics.ts';
import { cpuBetween } from '../machinery/process-figures.ts';
import { board } from '../machinery/subject.ts';
import type { BenchContext, Scenario } from './scenario.ts';

const perSecond = 5;
/** A process has 20,000 descriptors on most machines. */
const maxPerGenerator = 10_000;

/** Screens that follow one board by HTTP, through nginx as `deploy/nginx.conf` has it. */
export const httpFollowers: Scenario = {
  number: 13,
  title: `Followers by HTTP behind a caching nginx, at ${perSecond} changes a second`,
  async run(context) {
    const steps = context.quick ? [1_000, 5_000] : [1_000, 5_000, 20_000];
    const measured = [];
    for (const followers of steps) measured.push(await measure(context, followers));
    const most = measured.at(-1)!;
    return {
      tables: [
        {
          columns: [
            'followers',
            'p50 ms',
            'p99 ms',
            'answers a second',
            'asked of the server, for each change',
            'server, of a core',
            'its resident MB, grown by',
            'proven positions',
            'wrong answers',
            'had everything',
          ],
          rows: measured.map((of) => [
            of.followers,
            of.latency.quantile(0.5),
            of.latency.quantile(0.99),
            of.answersPerSecond,
            of.askedPerChange,
            of.serverShare,
            of.grownBytes / 1e6,
            of.positions,
            of.wrong,
            of.complete,
          ]),
        },
      ],
      aims: [
        {
          what: 'feed requests at the server for each change',
          relation: 'at most',
          limit: 2,
          measured: most.askedPerChange,
          unit: '',
        },
        {
          what: 'resident memory of the server above that before',
          relation: 'at most',
          limit: 20,
          measured: most.grownBytes / 1e6,
          unit: ' MB',
        },
        {
          what: 'answers that do not prove their position',
          relation: 'at most',
          limit: 0,
          measured: most.wrong,
          unit: '',
        },
      ],
      plots: [
        {
          title: 'From insert to followers',
          x: 'milliseconds',
          y: 'share of deliveries that took no longer',
          logarithmicX: true,
          series: measured.map((of) => ({ name: `${of.followers} followers`, points: of.latency.distribution() })),
        },
      ],
      notes: [
        'nginx, the followers, the server and mongod share the machine. nginx looks every 500 ms whether the answer that others wait for has come.',
      ],
    };
  },
};

async function measure({ mongod, quick, say }: BenchContext, followers: number) {
  return withScene(
    mongod,
    board,
    async ({ subject, writer }) => {
      const nginx = await startNginx(subject.url, { workers: 2 });
      const generators = Array.from({ length: Math.ceil(followers / maxPerGenerator) }, startGenerator);
      const all = <T>(call: (generator: (typeof generators)[number]) => Promise<T>): Promise<T[]> =>
        Promise.all(generators.map(call));
      try {
        const snapshot = await fetchSnapshot(subject.url, 'main', 'public', AbortSignal.timeout(20_000));
        const before = subject.residentBytes();
        const port = Number(new URL(nginx.url).port);
        const count = Math.ceil(followers / generators.length);
        await all((generator) => generator.call('follow', { port, count, snapshot }));
        say(`${followers} followers …`);
        writer.start(perSecond);
        await delay(5_000);
        await all((generator) => generator.call('openFollowers', null));
        const asked = await metricOf(subject.url, 'board_feed_http_answers_total');
        const written = writer.acknowledged;
        const cpu = subject.cpu();
        const begunMs = nowMs();
        const answersBefore = sum(await all((generator) => generator.call('followed', 0)), 'answers');
        let residentBytes = 0;
        for (const endMs = begunMs + (quick ? 10_000 : 30_000); nowMs() < endMs; await delay(250))
          residentBytes = Math.max(residentBytes, subject.residentBytes());
        const seconds = (nowMs() - begunMs) / 1000;
        const answers = sum(await all((generator) => generator.call('followed', 0)), 'answers') - answersBefore;
        const askedPerChange =
          ((await metricOf(subject.url, 'board_feed_http_answers_total')) - asked) / (writer.acknowledged - written);
        const { totalMs } = cpuBetween(cpu, subject.cpu());
        await writer.pause();
        const complete = async (): Promise<number> =>
          sum(await all((generator) => generator.call('followed', writer.acknowledged)), 'complete');
        for (const endMs = nowMs() + 60_000; nowMs() < endMs && (await complete()) < followers;) await delay(500);
        const outcomes = await all((generator) => generator.call('followed', writer.acknowledged));
        await all((generator) => generator.call('unfollow', null));
        return {
          followers,
          latency: Histogram.sum(outcomes.map((of) => Histogram.from(of!.latency))),
          answersPerSecond: answers / seconds,
          askedPerChange,
          serverShare: totalMs / 1000 / seconds,
          grownBytes: residentBytes - before,
          positions: Math.max(...outcomes.map((of) => of!.positions)),
          wrong: sum(outcomes, 'wrong'),
          failures: sum(outcomes, 'failures'),
          complete: sum(outcomes, 'complete'),
        };
      } finally {
        for (const generator of generators) generator.stop();
        await nginx.close();
      }
    },
    { TRUST_PROXY: '1' },
  );
}

function sum<K extends string>(outcomes: readonly (Record<K, number> | null)[], what: K): number {
  return outcomes.reduce((total, outcome) => total + (outcome?.[what] ?? 0), 0);
}
