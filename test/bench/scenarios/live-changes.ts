import { measureLive, type LiveFigures, type Load } from '../machinery/live-load.ts';
import { bareWs, board, naive, rawWrites, type SubjectKind } from '../machinery/subject.ts';
import type { Plot, Table } from '../report/findings.ts';
import { figure } from '../report/text.ts';
import type { BenchContext, Scenario } from './scenario.ts';

/** Aims 1 to 3: changes as they come, at three loads. */

export const burst: Scenario = {
  number: 1,
  title: 'Burst: 1,000 clients, 400 changes a second',
  async run(context) {
    const load = { clients: 1_000, perSecond: 400, warmUpSeconds: 5, seconds: context.quick ? 6 : 15 };
    const ours = await measure(context, board, load);
    const others = await inTurn(
      context,
      [bareWs(1000 / ours.framesPerSecond), rawWrites(1000 / ours.framesPerSecond), naive],
      load,
    );
    const [ws, , emit] = others as [LiveFigures, LiveFigures, LiveFigures];
    return {
      tables: [tableOf([ours, ...others])],
      aims: [
        {
          what: 'server CPU for each delivery, of naive Socket.IO’s',
          relation: 'at most',
          limit: 0.1,
          measured: ours.serverMicrosecondsPerDelivery / emit.serverMicrosecondsPerDelivery,
          unit: '×',
        },
        {
          what: 'server CPU for each delivery, of bare ws’s at the same frame rate',
          relation: 'at most',
          limit: 1.1,
          measured: ours.serverMicrosecondsPerDelivery / ws.serverMicrosecondsPerDelivery,
          unit: '×',
        },
        { what: 'p99 from insert to client', relation: 'at most', limit: 1_000, measured: p99(ours), unit: ' ms' },
      ],
      plots: [latencies([ours, ...others])],
      notes: notesOn([ours, ...others]),
    };
  },
};

export const middle: Scenario = {
  number: 2,
  title: 'Middle: 500 clients, 300 changes a second',
  async run(context) {
    const load = { clients: 500, perSecond: 300, warmUpSeconds: 5, seconds: context.quick ? 6 : 15 };
    const ours = await measure(context, board, load);
    const others = await inTurn(context, [bareWs(1000 / ours.framesPerSecond), naive], load);
    return {
      tables: [tableOf([ours, ...others])],
      aims: [
        {
          what: 'p99 from insert to client, of naive Socket.IO’s',
          relation: 'at most',
          limit: 0.1,
          measured: p99(ours) / p99(others[1]!),
          unit: '×',
        },
      ],
      plots: [latencies([ours, ...others])],
      notes: notesOn([ours, ...others]),
    };
  },
};

export const quiet: Scenario = {
  number: 3,
  title: 'Quiet: 500 clients, one change a second',
  async run(context) {
    const load = { clients: 500, perSecond: 1, warmUpSeconds: 3, seconds: context.quick ? 10 : 40 };
    const figures = await inTurn(context, [board, bareWs(0), naive], load);
    const [ours, , emit] = figures as [LiveFigures, LiveFigures, LiveFigures];
    return {
      tables: [tableOf(figures)],
      aims: [
        {
          what: 'p50 from insert to client, of naive Socket.IO’s',
          relation: 'at most',
          limit: 1.1,
          measured: ours.latency.quantile(0.5) / emit.latency.quantile(0.5),
          unit: '×',
        },
      ],
      plots: [latencies(figures)],
      notes: notesOn(figures),
    };
  },
};

export async function inTurn(context: BenchContext, kinds: SubjectKind[], load: Load): Promise<LiveFigures[]> {
  const figures: LiveFigures[] = [];
  for (const kind of kinds) figures.push(await measure(context, kind, load));
  return figures;
}

async function measure({ mongod, say }: BenchContext, kind: SubjectKind, load: Load): Promise<LiveFigures> {
  say(`${kind.name} …`);
  return measureLive(mongod, kind, load);
}

function p99({ latency }: LiveFigures): number {
  return latency.quantile(0.99);
}

export function tableOf(figures: LiveFigures[]): Table {
  return {
    columns: [
      '',
      'µs a delivery',
      'in the kernel',
      'server',
      'p50 ms',
      'p99 ms',
      'frames/s',
      'bytes a delivery',
      'MB',
      'delivered',
      'generator',
    ],
    rows: figures.map((of) => [
      of.name,
      of.serverMicrosecondsPerDelivery,
      percent(of.serverSystemShare),
      percent(of.serverShare),
      of.latency.quantile(0.5),
      p99(of),
      of.framesPerSecond,
      of.bytesPerDelivery,
      of.memoryBytes / 1e6,
      of.complete ? 'all' : percent(of.delivered / of.expected),
      percent(of.generatorShare),
    ]),
  };
}

function percent(share: number): string {
  return `${figure(share * 100)} %`;
}

function latencies(figures: LiveFigures[]): Plot {
  return {
    title: 'From insert to client',
    x: 'milliseconds',
    y: 'share of deliveries that took no longer',
    logarithmicX: true,
    series: figures.map(({ name, latency }) => ({ name, points: latency.distribution() })),
  };
}

export function notesOn(figures: LiveFigures[]): string[] {
  const [ours] = figures;
  const late = figures
    .filter(({ complete }) => !complete)
    .map(
      ({ name, outOfOrder }) =>
        `${name} had not delivered everything 10 s after the last insert${outOfOrder > 0 ? `; ${outOfOrder} out of order` : ''}.`,
    );
  return [
    `The generator was held up by itself for ${figures.map(({ name, generatorDelayMs }) => `${figure(generatorDelayMs.p99)} ms (${name})`).join(', ')} at its 99th percentile.`,
    `The majority acknowledged an insert after ${figure(ours!.acknowledgement.quantile(0.5))} ms (p50), ${figure(ours!.acknowledgement.quantile(0.99))} ms (p99) while ${ours!.name} ran.`,
    ...late,
  ];
}
