/**
 * `npm run soak -- --minutes 30 --seed 7 [--clients 40] [--json file]`: the scenarios of the fault suite in random order,
 * under load, for as long as you like. Prints what it did and found; the exit code is 1 after a violation.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../../scripts/build-if-stale.mjs';
import type { Report, Violation } from '../support/checker/checker.ts';
import { Scene } from './scene.ts';
import { longEffort, scenarios } from './scenarios.ts';
import { median } from '../support/median.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    clients: { type: 'string', default: '40' },
    json: { type: 'string' },
  },
});
const [minutes, seed, clients] = [Number(values.minutes), Number(values.seed), Number(values.clients)];
if (!(minutes > 0) || !Number.isInteger(seed) || !(clients > 0)) {
  process.stderr.write('Use: npm run soak -- --minutes 30 --seed 7 [--clients 40] [--json file]\n');
  process.exit(1);
}

await buildIfStale();
say(`Soak for ${minutes} min, seed ${seed}, ${clients} clients.`);
const begunAt = Date.now();
const deadline = begunAt + minutes * 60_000;
const violations: (Violation & { scenario: string })[] = [];
const failures: string[] = [];
let report: Report = { deliveries: 0, frames: 0, replays: 0, snapshots: 0, writes: 0, violations: [] };
const scene = await Scene.open({ seed, clients, pauseMs: 25 });
try {
  while (Date.now() < deadline) {
    const scenario = scene.random.pick(scenarios);
    const startedAt = Date.now();
    try {
      await scenario.run(scene, longEffort);
    } catch (error) {
      failures.push(`${scenario.name}: ${String(error)}`);
      say(`    FAILED: ${String(error)}`);
    }
    report = await scene.settle();
    violations.push(...report.violations.map((violation) => ({ ...violation, scenario: scenario.name })));
    say(
      `${minutesSince(begunAt)} min  ${scenario.name}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s, ${report.deliveries.toLocaleString('en')} deliveries so far${report.violations.length === 0 ? '' : `, ${report.violations.length} VIOLATIONS`}`,
    );
    for (const violation of report.violations.slice(0, 5))
      say(`    ${violation.kind} ${violation.client ?? ''}: ${violation.detail}`);
  }
} finally {
  await scene.close();
}

const summary = {
  seed,
  clients,
  minutes: Number(minutesSince(begunAt)),
  deliveries: report.deliveries,
  frames: report.frames,
  replays: report.replays,
  snapshots: report.snapshots,
  writes: report.writes,
  injected: Object.fromEntries(scene.injected),
  recoveries: Object.fromEntries(
    [...scene.recoveries].map(([kind, times]) => [
      kind,
      { times: times.length, medianMs: median(times), slowestMs: Math.max(...times) },
    ]),
  ),
  violations,
  failures,
};
say('');
say(
  `Deliveries checked: ${summary.deliveries.toLocaleString('en')} in ${summary.frames.toLocaleString('en')} frames and ${summary.replays.toLocaleString('en')} answers; ${summary.snapshots} snapshots; ${summary.writes.toLocaleString('en')} writes.`,
);
say('Faults injected:');
for (const [kind, times] of Object.entries(summary.injected)) say(`  ${String(times).padStart(6)}  ${kind}`);
say('All clients current again, after the majority of MongoDB took a write again (median, slowest):');
for (const [kind, { times, medianMs, slowestMs }] of Object.entries(summary.recoveries))
  say(`  ${kind}: ${medianMs} ms, ${slowestMs} ms of ${times}`);
say(`Violations: ${violations.length}. Scenarios that failed otherwise: ${failures.length}.`);
for (const failure of failures) say(`  ${failure}`);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(summary, null, 2)}\n`);
if (violations.length + failures.length > 0) say(`Play it again with --seed ${seed}.`);
process.exit(violations.length + failures.length > 0 ? 1 : 0);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function minutesSince(start: number): string {
  return ((Date.now() - start) / 60_000).toFixed(1);
}
