import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..');

/** The parts of the build: their sources, their results, and the files whose time says when they were built. */
const parts = [
  {
    name: 'server',
    sources: ['shared', 'server', 'tsconfig.base.json', 'package-lock.json'],
    results: ['dist/server/main.js', 'dist/shared/event.js'],
    // The compiler does not touch a file whose content stays the same, so its build record gives the time.
    stamps: ['dist/.tsbuildinfo/server', 'dist/.built/server'],
    command: ['typescript/bin/tsc', '-b', 'shared', 'server'],
  },
  {
    name: 'pages',
    sources: ['shared', 'client', 'vite.config.ts', 'scripts/lean-templates.ts', 'package-lock.json'],
    results: ['dist/public/index.html'],
    stamps: ['dist/public/build.json', 'dist/.built/pages'],
    command: ['vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  },
];

/** Not on stdout: the output of a command may go into a file. */
const sayOnStderr = (text) => process.stderr.write(`${text}\n`);

/**
 * Builds the named parts (by default all) that are missing or older than their sources. Without sources, as in a
 * container, it takes the existing build. `say` gets lines for people. Rejects with a message for people.
 */
export async function buildIfStale(names = parts.map(({ name }) => name), say = sayOnStderr) {
  if (!existsSync(join(root, 'server/main.ts'))) return;
  const stale = parts.filter((part) => names.includes(part.name) && isStale(part));
  if (stale.length === 0) return;
  say(`Building the ${stale.map(({ name }) => name).join(' and the ')} …`);
  // Waits for every part, so that nothing goes on building after this process has failed.
  const failed = (await Promise.allSettled(stale.map((part) => build(part, say)))).find(
    ({ status }) => status === 'rejected',
  );
  if (failed !== undefined) throw failed.reason;
}

function isStale({ sources, results, stamps }) {
  if (results.some((result) => !existsSync(join(root, result)))) return true;
  const builtAt = Math.max(...stamps.map((stamp) => modifiedAt(join(root, stamp))));
  return sources.some((source) => newest(join(root, source)) > builtAt);
}

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The time of the newest file. A folder's own time counts too, since it changes when a file is removed. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  return stat.isDirectory()
    ? Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
    : stat.mtimeMs;
}

async function build({ name, command }, say) {
  const begun = new Date();
  await run(name, command, say);
  // Dated back to the start, so that a source saved during the build is newer.
  const stamp = join(root, 'dist/.built', name);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, begun, begun);
}

function run(name, [tool, ...args], say) {
  const program = join(root, 'node_modules', tool);
  if (!existsSync(program)) {
    throw new Error(
      `The packages that build the ${name} are missing. Run \`npm install --include=dev\`, then start again.`,
    );
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const output of [child.stdout, child.stderr]) createInterface({ input: output }).on('line', say);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`Building the ${name} failed (${signal ?? `exit code ${code}`}). See the messages above.`));
    });
  });
}
