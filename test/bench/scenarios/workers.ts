import { board, twoWorkers } from '../machinery/subject.ts';
import type { Aim } from '../report/findings.ts';
import { figure } from '../report/text.ts';
import { measureCalls, ratio, tableOfCalls } from './http-calls.ts';
import { inTurn, notesOn, tableOf } from './live-changes.ts';
import type { Scenario } from './scenario.ts';

/** Two processes on one port next to one. The generator and mongod need cores of their own, so it needs four to say much. */
export const workers: Scenario = {
  number: 14,
  title: 'WORKERS=2 next to one process: the burst, and the calls of a program',
  async run(context) {
    const kinds = [board, twoWorkers];
    const load = { clients: 1_000, perSecond: 400, warmUpSeconds: 5, seconds: context.quick ? 6 : 15 };
    const bursts = await inTurn(context, kinds, load);
    const calls = await measureCalls(context, kinds);
    const named = (of: string, what: string) => calls.find(({ name }) => name === `${of}: ${what}`)!;
    const ratios = ['list, no two alike', 'list', 'create, logged in', 'create'].map(
      (what) => `${what}: ${figure(ratio(named(twoWorkers.name, what), named(board.name, what)))} ×`,
    );
    const [one, two] = bursts.map(({ latency }) => latency.quantile(0.99)) as [number, number];
    const aims: Aim[] = [
      {
        what: 'p99 from insert to client, of one process’s',
        relation: 'at most',
        limit: 1,
        measured: two / one,
        unit: '×',
      },
    ];
    return {
      tables: [tableOf(bursts), tableOfCalls(calls)],
      aims,
      plots: [],
      notes: [
        `Calls a second, of one process’s: ${ratios.join('; ')}.`,
        'The CPU is that of all processes of a server; the memory that of the parent, which serves nothing.',
        ...notesOn(bursts),
      ],
    };
  },
};
