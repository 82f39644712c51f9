import { setTimeout as delay } from 'node:timers/promises';
import { Histogram } from '../generator/histogram.ts';
import { nowMs } from '../generator/delivery-record.ts';
import { connectClients, withScene, type Scene } from '../machinery/live-load.ts';
import { board } from '../machinery/subject.ts';
import type { Scenario } from './scenario.ts';

const clients = 200;
const changesPerSecond = 20;
const loginsPerSecond = 20;

/** Aim 9: somebody tries passwords, and readers do not notice. */
export const loginFlood: Scenario = {
  number: 9,
  title: 'Login flood: 20 logins a second for 15 s, 200 clients, 20 changes a second',
  run: ({ mongod, quick, say }) =>
    withScene(
      mongod,
      board,
      async (scene) => {
        const seconds = quick ? 6 : 15;
        const { subject, writer } = scene;
        await fetch(`${subject.url}/api/signup`, post({ username: 'samira', password: 'eleven blue herons' }));
        await connectClients(scene, clients);
        writer.start(changesPerSecond);
        await delay(3_000);
        say('quiet …');
        const quiet = await watch(scene, seconds);
        say('flood …');
        const flood = tryLogins(subject.url, seconds);
        const flooded = await watch(scene, seconds);
        const answers = await flood;
        return {
          tables: [
            {
              columns: ['', 'p50 ms', 'p99 ms'],
              rows: [
                ['quiet', quiet.quantile(0.5), quiet.quantile(0.99)],
                ['flood', flooded.quantile(0.5), flooded.quantile(0.99)],
              ],
            },
          ],
          aims: [
            {
              what: 'p99 from insert to client during the flood, of the quiet one',
              relation: 'at most',
              limit: 2,
              measured: flooded.quantile(0.99) / quiet.quantile(0.99),
              unit: '×',
            },
          ],
          plots: [
            {
              title: 'From insert to client',
              x: 'milliseconds',
              y: 'share of deliveries that took no longer',
              logarithmicX: true,
              series: [
                { name: 'quiet', points: quiet.distribution() },
                { name: 'flood', points: flooded.distribution() },
              ],
            },
          ],
          notes: [
            `Every other login is for an account that exists, all with a wrong password and from many addresses; the answers: ${[...answers].map(([status, count]) => `${count} of ${status}`).join(', ')}.`,
          ],
        };
      },
      { TRUST_PROXY: '1', BCRYPT_COST: '12' },
    ),
};

async function watch({ generator }: Scene, seconds: number): Promise<Histogram> {
  const fromMs = nowMs();
  await generator.call('open', { fromMs, toMs: fromMs + seconds * 1000 });
  await delay(seconds * 1000 + 1_000);
  return Histogram.from((await generator.call('outcome', null)).latency);
}

/** How often each status was answered. */
async function tryLogins(url: string, seconds: number): Promise<Map<number, number>> {
  const answers = new Map<number, number>();
  const calls: Promise<void>[] = [];
  for (let number = 0; number < loginsPerSecond * seconds; number += 1) {
    const username = number % 2 === 0 ? 'samira' : `pupil${number}`;
    const call = async (): Promise<void> => {
      const { status } = await fetch(
        `${url}/api/login`,
        post({ username, password: `wrong password ${number}` }, `10.${number % 200}.${Math.floor(number / 200)}.7`),
      );
      answers.set(status, (answers.get(status) ?? 0) + 1);
    };
    calls.push(call());
    await delay(1000 / loginsPerSecond);
  }
  await Promise.all(calls);
  return answers;
}

function post(body: object, from?: string): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(from === undefined ? {} : { 'x-forwarded-for': from }) },
    body: JSON.stringify(body),
  };
}
