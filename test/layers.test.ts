import { execFile } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from './support/server-process.ts';

const root = join(import.meta.dirname, '..');
const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

type Cruised = { summary: { violations: { rule: { name: string }; from: string; to: string }[] } };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

/** Writes a tree of files that import each other, and returns what `npm run lint:layers` would report. */
async function violationsIn(imports: Record<string, readonly string[]>): Promise<string[]> {
  for (const [path, specifiers] of Object.entries(imports)) {
    const file = join(folder.path, path);
    await mkdir(dirname(file), { recursive: true });
    const lines = specifiers.map((specifier, n) => `import * as used${n} from '${specifier}';\nconsole.log(used${n});`);
    await writeFile(file, [...lines, 'export const value = 1;', ''].join('\n'));
  }
  await copyFile(join(root, 'tsconfig.base.json'), join(folder.path, 'tsconfig.base.json'));
  const args = [
    '--config',
    join(root, '.dependency-cruiser.mjs'),
    '--output-type',
    'json',
    'server',
    'client',
    'shared',
  ];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [depcruise, ...args], { cwd: folder.path, maxBuffer: 1e8 }, (_error, stdout, stderr) =>
      resolve(stdout === '' ? stderr : stdout),
    );
  });
  const { summary } = JSON.parse(output) as Cruised;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

/** Allowed: to a lower layer, inside a folder, to shared/, and packages where they belong. */
const sound = {
  'shared/event.ts': [],
  'server/base/problem.ts': [],
  'server/feed/feed.ts': ['../base/problem.ts', '../../shared/event.ts', './history.ts'],
  'server/feed/history.ts': [],
  'server/http/http-app.ts': ['../feed/feed.ts', 'express'],
  'server/sockets/serve-boards.ts': ['../feed/feed.ts', 'socket.io'],
  'server/app.ts': ['./http/http-app.ts', './sockets/serve-boards.ts'],
  'client/ui/today.ts': [],
  'client/board/board-page.ts': ['../ui/today.ts', '../../shared/event.ts'],
  'node_modules/express/index.js': [],
  'node_modules/socket.io/index.js': [],
};

it('the layer check accepts a sound tree', async () => {
  expect(await violationsIn(sound)).toEqual([]);
});

it('the layer check names each import that breaks a rule, and nothing else', async () => {
  const found = await violationsIn({
    ...sound,
    'server/base/security-log.ts': ['../feed/feed.ts'],
    'server/calendars/atom.ts': ['../feed/feed.ts'],
    'server/feed/pacer.ts': ['express', 'socket.io'],
    'server/novel/folder.ts': ['../base/problem.ts'],
    'server/events/listing.ts': ['../../client/ui/today.ts', '../../test/support/until.ts'],
    'client/ui/dialog.ts': ['../board/board-page.ts'],
    'client/words/dates.ts': ['../../server/base/problem.ts', 'node:fs'],
    'shared/account.ts': ['../server/base/problem.ts'],
    'test/support/until.ts': [],
  });
  expect(found).toEqual([
    'client-never-imports-server: client/words/dates.ts → server/base/problem.ts',
    'express-only-in-http: server/feed/pacer.ts → node_modules/express/index.js',
    'layer:client/ui: client/ui/dialog.ts → client/board/board-page.ts',
    'layer:server/base: server/base/security-log.ts → server/feed/feed.ts',
    'layer:server/calendars: server/calendars/atom.ts → server/feed/feed.ts',
    'layer:server/unlisted: server/novel/folder.ts → server/base/problem.ts',
    'product-never-imports-test: server/events/listing.ts → test/support/until.ts',
    'server-never-imports-client: server/events/listing.ts → client/ui/today.ts',
    'shared-knows-neither-end: shared/account.ts → server/base/problem.ts',
    'shared-runs-in-browsers: client/words/dates.ts → fs',
    'socket-io-only-in-sockets: server/feed/pacer.ts → node_modules/socket.io/index.js',
  ]);
});

it('the layer check finds a circle of three files', async () => {
  const found = await violationsIn({
    ...sound,
    'server/boards/one.ts': ['./two.ts'],
    'server/boards/two.ts': ['./three.ts'],
    'server/boards/three.ts': ['./one.ts'],
  });
  expect(found).toEqual(['no-circle: server/boards/one.ts → server/boards/two.ts']);
});
