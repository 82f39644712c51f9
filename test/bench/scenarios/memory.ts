import { setTimeout as delay } from 'node:timers/promises';
import { connectClients, withScene } from '../machinery/live-load.ts';
import { bareWs, board, naive, type SubjectKind } from '../machinery/subject.ts';
import type { BenchContext, Scenario } from './scenario.ts';

/** A server gives unused memory back only some time after many clients came. */
const settleSeconds = 12;
const warmUpClients = 200;

type Held = { name: string; steps: { clients: number; bytes: number }[]; emptyBytes: number };

/** Aim 4: the memory of a client that only reads. */
export const memory: Scenario = {
  number: 4,
  title: 'Memory for each connected client',
  async run(context) {
    const steps = context.quick ? [500, 1_000] : [1_000, 2_500, 5_000];
    const held: Held[] = [];
    for (const kind of [board, bareWs(0), naive]) held.push(await hold(context, kind, steps));
    return {
      tables: [
        {
          columns: [
            '',
            'empty, MB',
            ...steps.map((clients) => `with ${clients.toLocaleString('en-US')}, MB`),
            'kB a client',
          ],
          rows: held.map((of) => [
            of.name,
            of.emptyBytes / 1e6,
            ...of.steps.map(({ bytes }) => bytes / 1e6),
            kilobytes(of),
          ]),
        },
      ],
      aims: [
        {
          what: `resident memory for each of ${steps.at(-1)!.toLocaleString('en-US')} clients`,
          relation: 'at most',
          limit: 12,
          measured: kilobytes(held[0]!),
          unit: ' kB',
        },
      ],
      plots: [
        {
          title: 'Resident memory above the empty server',
          x: 'clients',
          y: 'MB',
          series: held.map((of) => ({
            name: of.name,
            points: [
              [0, 0],
              ...of.steps.map(({ clients, bytes }) => [clients, (bytes - of.emptyBytes) / 1e6] as [number, number]),
            ],
          })),
        },
      ],
      notes: [
        `Read ${settleSeconds} s after the last client was taken in. Before the first reading ${warmUpClients} clients came and went. Nothing forces a garbage collection.`,
      ],
    };
  },
};

async function hold({ mongod, say }: BenchContext, kind: SubjectKind, steps: number[]): Promise<Held> {
  say(`${kind.name} …`);
  return withScene(mongod, kind, async (scene) => {
    const { subject, generator } = scene;
    await connectClients(scene, warmUpClients);
    await generator.call('disconnect', null);
    await delay(settleSeconds * 1000);
    const held: Held = { name: kind.name, emptyBytes: subject.residentBytes(), steps: [] };
    let connected = 0;
    for (const clients of steps) {
      await connectClients(scene, clients - connected);
      connected = clients;
      await delay(settleSeconds * 1000);
      held.steps.push({ clients, bytes: subject.residentBytes() });
    }
    const { lost } = await generator.call('outcome', null);
    if (lost > 0) throw new Error(`${kind.name} lost ${lost} clients`);
    return held;
  });
}

function kilobytes({ steps, emptyBytes }: Held): number {
  const { clients, bytes } = steps.at(-1)!;
  return (bytes - emptyBytes) / clients / 1000;
}
