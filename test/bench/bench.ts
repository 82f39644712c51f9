/**
 * `npm run bench [-- --only 1,3] [--quick] [--out folder]`: measures the board against naive Socket.IO, bare `ws` and
 * others, on a mongod of its own. Prints tables, and leaves `bench.json` and `bench.html` in the folder.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../../scripts/build-if-stale.mjs';
import { startBenchMongod } from './machinery/bench-mongod.ts';
import { describeMachine } from './machinery/machine.ts';
import type { Findings } from './report/findings.ts';
import { asPage } from './report/page.ts';
import { asText } from './report/text.ts';
import { scenarios } from './scenarios/scenarios.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    out: { type: 'string', default: 'data/bench' },
  },
});
const wanted = options.only?.split(',').map(Number) ?? scenarios.map(({ number }) => number);

await buildIfStale();
const mongod = await startBenchMongod();
const machine = describeMachine(mongod.version);
const findings: Findings[] = [];
const begunMs = performance.now();
try {
  process.stdout.write(`${machine.join('\n')}\n\n`);
  for (const { number, title, run } of scenarios.filter((scenario) => wanted.includes(scenario.number))) {
    const found = {
      number,
      title,
      ...(await run({
        mongod,
        quick: options.quick,
        say: (line) => {
          process.stderr.write(`  ${number}: ${line}\n`);
        },
      })),
    };
    findings.push(found);
    process.stdout.write(`${asText(found)}\n`);
  }
} finally {
  await mongod.stop();
  // Also after a failed scenario: the findings before it took minutes.
  const minutes = (performance.now() - begunMs) / 60_000;
  await mkdir(options.out, { recursive: true });
  await writeFile(
    join(options.out, 'bench.json'),
    JSON.stringify({ at: new Date().toISOString(), machine, quick: options.quick, minutes, findings }, null, 1),
  );
  await writeFile(
    join(options.out, 'bench.html'),
    asPage({ at: new Date(), machine, quick: options.quick, minutes, findings }),
  );
  process.stdout.write(`${join(options.out, 'bench.html')}, after ${minutes.toFixed(1)} minutes\n`);
}
