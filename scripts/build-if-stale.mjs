import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const isWindows = process.platform === 'win32';

/** What each part of the build is made of, and what it makes. */
const parts = [
  { name: 'server', sources: ['shared', 'server', 'tsconfig.base.json'], result: 'dist/server/main.js', command: ['tsc', '-b', 'shared', 'server'] },
  { name: 'pages', sources: ['shared', 'client', 'vite.config.ts', 'package-lock.json'], result: 'dist/public/build.json', command: ['vite', 'build', '--logLevel', 'warn'] },
];

/** Builds what is not there or older than its sources; without sources (a container) what is there is taken as it is. */
export async function buildIfStale() {
  const stale = parts.filter((part) => isStale(part));
  if (stale.length === 0) return;
  process.stdout.write(`Building the ${stale.map((part) => part.name).join(' and the ')} …\n`);
  await Promise.all(stale.map((part) => run(part.command)));
}

function isStale({ sources, result }) {
  if (!existsSync(join(root, 'server/main.ts'))) return false;
  const made = existsSync(join(root, result)) ? statSync(join(root, result)).mtimeMs : 0;
  // tsc leaves a file untouched whose content stays the same: its own record is the time of the build.
  const record = join(root, 'dist/.tsbuildinfo/server');
  const built = result.startsWith('dist/server') && made > 0 && existsSync(record) ? Math.max(made, statSync(record).mtimeMs) : made;
  return sources.some((source) => newest(join(root, source)) > built);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run([tool, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules/.bin', isWindows ? `${tool}.cmd` : tool), args, { cwd: root, stdio: 'inherit', shell: isWindows });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${tool} ended with ${code}`))));
  });
}
