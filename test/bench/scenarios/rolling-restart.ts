import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startBalancer } from '../../support/cluster/balancer.ts';
import type { FollowersCalls } from '../generator/followers.ts';
import { nowMs } from '../generator/delivery-record.ts';
import { callsTo } from '../machinery/calls.ts';
import { metricOf } from '../machinery/metrics.ts';
import { board, startSubject, type Subject } from '../machinery/subject.ts';
import { Writer } from '../machinery/writer.ts';
import type { BenchContext, Scenario } from './scenario.ts';

/** Each is a frame for every screen, and one process has to play them all with the pages' code. */
const changesPerSecond = 5;

/** An update of two servers, one after the other, behind a plain balancer. */
export const rollingRestart: Scenario = {
  number: 15,
  title: 'Rolling restart: two servers are updated while 2,000 screens follow',
  async run(context) {
    const count = context.quick ? 300 : 2_000;
    const { quiet, restart, stopMs } = await measure(context, count);
    const notLive = sorted(restart.screens.map(({ notLiveMs }) => notLiveMs));
    const rows = [quiet, restart].map(({ name, screens, cpuShare }) => {
      const [away, silence] = [sorted(screens.map((of) => of.notLiveMs)), sorted(screens.map((of) => of.silenceMs))];
      const broken = away.filter((ms) => ms > 0).length;
      return [name, broken, at(away, 0.99), at(away, 1), at(silence, 0.5), at(silence, 0.99), at(silence, 1), cpuShare];
    });
    return {
      tables: [
        {
          columns: [
            '',
            'screens not live for a moment',
            'not live: p99 ms',
            'longest ms',
            'longest silence: p50 ms',
            'p99 ms',
            'longest ms',
            'generator, cores',
          ],
          rows,
        },
      ],
      aims: [
        {
          what: 'the longest that any screen was not live, both restarts together',
          relation: 'at most',
          limit: 1_000,
          measured: at(notLive, 1),
          unit: ' ms',
        },
        {
          what: 'the same, 99 % of the screens',
          relation: 'at most',
          limit: 250,
          measured: at(notLive, 0.99),
          unit: ' ms',
        },
      ],
      plots: [],
      notes: [
        `Each server gets SIGTERM and is started again once it has ended (after ${stopMs.map((ms) => Math.round(ms)).join(' and ')} ms); the other serves meanwhile. The balancer chooses by chance, and takes the next server where one takes no connection. ${changesPerSecond} inserts a second throughout, each a frame or part of one.`,
        `“Not live” is the time in which the page would not say “Live”. The silence is the longest time between two frames that a screen applied; the first row has the same without a restart.`,
      ],
    };
  },
};

type Watched = Awaited<ReturnType<FollowersCalls['watched']>> & { name: string };

async function measure(
  { mongod, say }: BenchContext,
  count: number,
): Promise<{ quiet: Watched; restart: Watched; stopMs: number[] }> {
  const database = mongod.newDatabase();
  const servers: Subject[] = [await startSubject(board, database), await startSubject(board, database)];
  const balancer = await startBalancer(servers.map(({ port }) => port));
  const writer = await Writer.connect(database);
  const child = fork(join(import.meta.dirname, '../generator/followers.ts'), {
    execArgv: ['--import', import.meta.resolve('tsx')],
  });
  const call = callsTo<FollowersCalls>(child);
  try {
    await bothReady(servers);
    say(`${count} screens join …`);
    await call('follow', { url: balancer.url, count });
    writer.start(changesPerSecond);
    await delay(5_000);
    await call('watch', null);
    await delay(10_000);
    const quiet = { name: 'no restart, 10 s', ...(await call('watched', null)) };
    await call('watch', null);
    const stopMs: number[] = [];
    for (const [index, { port, kill }] of servers.entries()) {
      say(`server ${index + 1} of 2 is updated …`);
      const begunMs = nowMs();
      await kill('SIGTERM');
      stopMs.push(nowMs() - begunMs);
      servers[index] = await startSubject(board, database, port);
      await bothReady(servers);
      await delay(3_000);
    }
    return { quiet, restart: { name: 'both restarted', ...(await call('watched', null)) }, stopMs };
  } finally {
    child.kill();
    await writer.close();
    await balancer.close();
    for (const server of servers) await server.end();
    await mongod.client.db(database.database).dropDatabase();
  }
}

async function bothReady(servers: Subject[]): Promise<void> {
  for (const { url } of servers) {
    while (!(await fetch(`${url}/readyz`)).ok) await delay(100);
    await metricOf(url, 'board_processes');
  }
}

function sorted(numbers: number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}

function at(numbers: number[], part: number): number {
  return numbers[Math.min(numbers.length - 1, Math.floor(numbers.length * part))] ?? Number.NaN;
}
