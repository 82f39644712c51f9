import { createServer, type AddressInfo } from 'node:net';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, it, type TestContext } from 'vitest';
import { fakeMongod } from '../../support/mongodb/fake-mongod.ts';
import {
  logLines,
  runServerProcess,
  startServerProcess,
  temporaryFolder,
  type Exit,
} from '../../support/server-process.ts';
import { standaloneMongod } from '../../support/mongodb/standalone-mongod.ts';

const testSecret = 'a secret of the tests that is long enough';

/** Expects that the last line says what to do, without a stack, and exit code 1. */
function expectMessage({ code, output }: Exit, ...parts: (string | RegExp)[]): void {
  const { level, msg = '', err } = logLines(output).at(-1) ?? {};
  for (const part of parts) expect(msg).toMatch(part);
  expect([level, err]).toEqual([60, undefined]);
  expect(msg).not.toMatch(/^\s+at /m);
  expect(code).toBe(1);
}

async function folder({ onTestFinished }: TestContext): Promise<string> {
  const { path, remove } = await temporaryFolder();
  onTestFinished(remove);
  return path;
}

it.concurrent('[START-4] lists all mistakes in the settings at once', async () => {
  const exit = await runServerProcess({
    env: { PORT: 'three', POSTING: 'all', BOARD_TIME_ZONE: 'Mars/Base', NODE_ENV: 'production' },
  });
  expectMessage(exit, 'PORT', 'POSTING', 'BOARD_TIME_ZONE', 'SESSION_SECRET must be set in production');
});

it.concurrent('[START-4] says that the port is taken', async ({ onTestFinished }) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => other.close(() => resolve())));
  const port = String((other.address() as AddressInfo).port);
  expectMessage(
    await runServerProcess({ env: { PORT: port, MONGODB_URI: inject('mongoUri'), SESSION_SECRET: testSecret } }),
    `Port ${port} is taken`,
    'PORT',
  );
});

it.concurrent('[START-4] says that no MongoDB answers, without the password', async () => {
  const exit = await runServerProcess({
    env: { MONGODB_URI: 'mongodb://lena:hunter22@127.0.0.1:1/', SESSION_SECRET: testSecret },
  });
  expectMessage(exit, 'No MongoDB answers at mongodb://127.0.0.1:1/', 'ECONNREFUSED', 'MONGODB_URI');
  expect(exit.output).not.toContain('hunter22');
});

it.concurrent('[START-4] says that the MongoDB is not a replica set', async ({ onTestFinished }) => {
  const mongod = await standaloneMongod();
  onTestFinished(mongod.stop);
  expectMessage(
    await runServerProcess({ env: { MONGODB_URI: `mongodb://${mongod.address}`, SESSION_SECRET: testSecret } }),
    'is no replica set',
    '--replSet',
  );
});

it.concurrent(
  '[START-4] says that the user name or the password is wrong, without showing them',
  async ({ onTestFinished }) => {
    const mongod = await standaloneMongod(['--auth']);
    onTestFinished(mongod.stop);
    const exit = await runServerProcess({
      env: {
        MONGODB_URI: `mongodb://${mongod.address}`,
        MONGO_USERNAME: 'lena',
        MONGO_PASSWORD: 'p@ss/w:rd',
        SESSION_SECRET: testSecret,
      },
    });
    expectMessage(exit, 'refused the user name or password', 'MONGO_PASSWORD');
    expect(exit.output).not.toMatch(/p@ss|p%40ss/);
  },
);

it.concurrent.each([
  { version: '5.0.9', maxWireVersion: 13, says: /is version 5\.0\.9; the board needs 6\.0/ },
  // The driver itself does not connect to a version this old.
  { version: '4.0.3', maxWireVersion: 7, says: /6\.0 or later/ },
])('[START-4] says that MongoDB $version is too old', async ({ version, maxWireVersion, says }) => {
  const mongod = await fakeMongod({ version, maxWireVersion });
  const exit = await runServerProcess({ env: { MONGODB_URI: mongod.uri, SESSION_SECRET: testSecret } });
  await mongod.close();
  expectMessage(exit, says);
});

it.concurrent('[START-4] says that the data folder cannot be written', async (context) => {
  const path = await folder(context);
  // In a container the tests run as root, who may write everywhere. So a file is in the way of the folder.
  await writeFile(join(path, 'data'), 'not a folder');
  expectMessage(
    await runServerProcess({ env: { DATA_DIR: join(path, 'data') } }),
    `The data folder ${join(path, 'data')} cannot be written`,
    'DATA_DIR',
  );
});

it.concurrent('[START-4] says that the named mongod cannot be run', async (context) => {
  expectMessage(
    await runServerProcess({ env: { DATA_DIR: await folder(context), MONGOMS_SYSTEM_BINARY: '/no/such/mongod' } }),
    'MONGOMS_SYSTEM_BINARY names /no/such/mongod',
  );
});

it.concurrent('[START-4] lists what was tried if mongod cannot be found or downloaded', async (context) => {
  const home = await folder(context);
  await mkdir(join(home, 'bin'));
  const nobody = 'http://127.0.0.1:1';
  const exit = await runServerProcess({
    env: {
      DATA_DIR: join(home, 'data'),
      MONGOMS_SYSTEM_BINARY: '',
      HOME: home,
      XDG_CACHE_HOME: join(home, 'cache'),
      PATH: join(home, 'bin'),
      https_proxy: nobody,
      HTTPS_PROXY: nobody,
    },
  });
  expectMessage(
    exit,
    '`mongod` on the PATH: there is none',
    'one fetched before: there is none',
    'MongoDB’s own download: ',
    'the Python package: ',
    'install MongoDB 6.0 or later',
    'MONGODB_URI',
  );
});

it.concurrent(
  '[START-4] says which process uses the data folder, and at which address, when started twice on it',
  async (context) => {
    const path = await folder(context);
    const first = await startServerProcess({ env: { DATA_DIR: path } });
    context.onTestFinished(async () => {
      await first.kill('SIGTERM');
    });
    expectMessage(
      await runServerProcess({ env: { DATA_DIR: path } }),
      `in use by the board that runs as process ${first.pid}`,
      first.url,
      'DATA_DIR',
    );
  },
);
