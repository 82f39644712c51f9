import { readFileSync } from 'node:fs';
import pino from 'pino';
import { startApp } from '../../../server/app.ts';
import { loadConfig } from '../../../server/config/config.ts';

/**
 * A whole server in a process of its own, which measures itself. On a busy machine a timer is also late because other
 * processes have the core; so what counts as blocked is never more than the CPU time of this thread in between.
 */
export type Asked = { asked: 'begin' | 'end'; id: number };
/** `heldBytes` is how much more is held than at the beginning, after everything that is garbage was collected. */
export type Told = { id: number; url: string; blockedMs: number; cpuMs: number; heldBytes: number };

const tickMs = 5;

/** CPU time of the main thread. */
function threadCpuMs(): number {
  if (process.platform === 'linux')
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  // Of all threads: an upper bound.
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

let last = { atMs: performance.now(), cpuMs: threadCpuMs() };
let blockedMs = 0;

function tick(): void {
  const now = { atMs: performance.now(), cpuMs: threadCpuMs() };
  blockedMs = Math.max(blockedMs, Math.min(now.atMs - last.atMs, now.cpuMs - last.cpuMs) - tickMs);
  last = now;
}

async function heldBytes(): Promise<number> {
  // What one run finds to be free, others free beside the main thread.
  for (let run = 0; run < 2; run += 1) {
    global.gc!();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const tell = (told: Told): void => void process.send!(told);

const config = loadConfig(process.env);
const app = await startApp(config, {
  logger: pino({ level: 'warn' }, pino.destination({ dest: '/dev/null', sync: false })),
  mongoUri: config.mongo.uri!,
  sessionSecrets: config.sessionSecrets,
  pagesFolder: process.env.PAGES_FOLDER!,
});
setInterval(tick, tickMs);

let heldBefore = 0;
let cpuBeforeMs = 0;

const lookMs = 100;
const patienceMs = 10_000;

/** Resolves when what an earlier drive left to do is done, such as the changes of the stream that it made. */
async function settled(): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  for (let calm = 0; calm < 3 && performance.now() < untilMs;) {
    const before = threadCpuMs();
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    calm = threadCpuMs() - before < lookMs / 10 ? calm + 1 : 0;
  }
}

async function answer({ asked, id }: Asked): Promise<void> {
  if (asked === 'begin') await settled();
  tick();
  const measured = { blockedMs, cpuMs: last.cpuMs - cpuBeforeMs };
  const held = await heldBytes();
  tell({ id, url: app.localUrl, ...measured, heldBytes: held - heldBefore });
  if (asked === 'end') return;
  heldBefore = held;
  tick();
  blockedMs = 0;
  cpuBeforeMs = last.cpuMs;
}

process.on('message', (asked: Asked) => void answer(asked));
process.on('disconnect', () => process.exit());
process.send!('ready');
