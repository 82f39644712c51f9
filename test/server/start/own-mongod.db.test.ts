import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import {
  startEmbeddedMongod,
  type EmbeddedMongod,
  type EmbeddedMongodOptions,
} from '../../../server/database/embedded/embedded-mongod.ts';
import { freePort } from '../../../server/database/embedded/free-port.ts';
import { MongodAccess } from '../../../server/database/embedded/mongod-access.ts';
import { findMongod } from '../../../server/database/embedded/mongod-binary.ts';
import { launchMongod } from '../../../server/database/embedded/mongod-process.ts';
import { isRunning } from '../../../server/database/embedded/process-mark.ts';
import { makePrimary } from '../../../server/database/embedded/replica-set.ts';
import { runningMongod } from '../../../server/database/embedded/running-mongod.ts';
import { Visitor } from '../../support/board/http-client.ts';
import {
  runServerProcess,
  startServerProcess,
  temporaryFolder,
  type ServerProcess,
} from '../../support/server-process.ts';
import { until } from '../../support/until.ts';

const root = join(import.meta.dirname, '../../..');
const database = 'community_board';
const unauthorized = 13;
const authenticationFailed = 18;

async function dataFolder({ onTestFinished }: TestContext): Promise<string> {
  const { path, remove } = await temporaryFolder();
  onTestFinished(remove);
  return join(path, 'data');
}

type Owner = { mongod: { pid: number; startedAt: string }; mongodPort: number; mongodBinary: string };

async function owner(dataDir: string): Promise<Owner> {
  return JSON.parse(await readFile(join(dataDir, 'board.json'), 'utf8'));
}

/** The board's own mongod, without a board. It ends with the test, if not before. */
async function ownMongod(
  { onTestFinished }: TestContext,
  dataDir: string,
  options: Pick<EmbeddedMongodOptions, 'monotonicMs' | 'onLost'> = {},
): Promise<EmbeddedMongod> {
  // This process, which goes on, had the folder before.
  await rm(join(dataDir, 'board.json'), { force: true });
  const mongod = await startEmbeddedMongod({
    dataDir,
    database,
    logger: pino({ level: 'silent' }),
    progress: () => {},
    ...options,
  });
  onTestFinished(() => mongod.stop());
  return mongod;
}

async function insertEvent(uri: string, name: string): Promise<void> {
  const client = await MongoClient.connect(uri, { writeConcern: { w: 'majority' } });
  await client.db(database).collection('events').insertOne({ name });
  await client.close();
}

/** What a board without a password left behind: the same data, without users and without a key. */
async function leaveAsOlderBoard(dataDir: string): Promise<void> {
  await rm(join(dataDir, 'mongod-access'), { recursive: true });
  const port = await freePort(null);
  const { path: binary } = await findMongod({ preferred: null, progress: () => {} });
  const args = ['--replSet', 'board', '--bind_ip', '127.0.0.1', '--nounixsocket'];
  const former = await launchMongod({ binary, dbPath: join(dataDir, 'db'), port, args });
  const client = await MongoClient.connect(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  const admin = client.db('admin');
  await makePrimary(admin, client.db('local'), `127.0.0.1:${port}`);
  await admin.command({ dropAllUsersFromDatabase: 1, writeConcern: { w: 'majority' } });
  await client.close();
  await former.stop();
}

/** Reads an event by a connection of its own; resolves with its name or the code of the refusal. */
async function readBy(uri: string): Promise<string | number> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    return (await client.db(database).collection('events').findOne())?.name;
  } catch (error) {
    return (error as { code: number }).code;
  } finally {
    await client.close();
  }
}

async function withoutPassword(dataDir: string): Promise<string | number> {
  return readBy(`mongodb://127.0.0.1:${(await owner(dataDir)).mongodPort}/?directConnection=true`);
}

async function mode(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

/** Runs a command of `npm run` on the folder. */
function command(name: string, dataDir: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(...commandLine(name, args), { cwd: tmpdir(), env: commandSettings(dataDir) });
}

function commandLine(name: string, args: string[] = []): [string, string[]] {
  return [
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(root, `server/commands/${name}.ts`), ...args],
  ];
}

function commandSettings(dataDir: string): NodeJS.ProcessEnv {
  const { PATH, HOME, MONGOMS_SYSTEM_BINARY } = process.env;
  return { PATH, HOME, MONGOMS_SYSTEM_BINARY, DATA_DIR: dataDir };
}

describe('beside a running board', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let dataDir: string;
  let server: ServerProcess;
  beforeAll(async () => {
    folder = await temporaryFolder();
    dataDir = join(folder.path, 'data');
    server = await startServerProcess({ env: { DATA_DIR: dataDir, LOG_LEVEL: 'trace' } });
    await new Visitor(server.url).post({ name: 'Bake sale' });
  });
  afterAll(async () => {
    await server.kill('SIGTERM');
    await folder.remove();
  });

  it('[START-5] without the password a connection reads nothing, with it the board’s data', async () => {
    expect(await withoutPassword(dataDir)).toBe(unauthorized);
    const { uri } = (await runningMongod({ dataDir, database }))!;
    expect(await readBy(uri)).toBe('Bake sale');
    expect(await readBy(uri.replace(/:[^:@]+@/, ':guessed@'))).toBe(authenticationFailed);
  });

  it('[START-5] the board itself has no rights beyond its own database', async ({ onTestFinished }) => {
    const client = await MongoClient.connect((await runningMongod({ dataDir, database }))!.uri);
    onTestFinished(() => client.close());
    const refused = { code: unauthorized };
    await expect(client.db('admin').collection('system.users').find().toArray()).rejects.toMatchObject(refused);
    await expect(client.db('other').collection('events').insertOne({})).rejects.toMatchObject(refused);
    await expect(client.db('admin').command({ shutdown: 1 })).rejects.toMatchObject(refused);
  });

  it('[START-5] nothing that opens it is in a log or in the arguments of a program', async () => {
    const key = (await readFile(join(dataDir, 'mongod-access/key'), 'utf8')).trim();
    const access = (await MongodAccess.read(dataDir))!;
    const secrets = [key, access.password('board'), access.password('board-admin')];

    const { stdout: programs } = await promisify(execFile)('ps', ['-eww', '-o', 'args='], { maxBuffer: 1e7 });
    expect(programs).toContain(join(dataDir, 'mongod-access/key'));
    expect(secrets.filter((secret) => programs.includes(secret))).toEqual([]);
    expect(server.output()).toContain('"level":');
    expect(secrets.filter((secret) => server.output().includes(secret))).toEqual([]);
  });

  it('[START-5] only the user that runs the board can read the key and the port', async () => {
    const paths = ['.', 'mongod-access', 'mongod-access/key', 'board.json'].map((name) => join(dataDir, name));
    expect(await Promise.all(paths.map(mode))).toEqual(['700', '700', '600', '600']);
  });

  it('[START-5] other commands know the password', async () => {
    expect((await command('export', dataDir)).stdout).toContain('"name":"Bake sale"');
  });

  it('[START-6] npm run database prints an address that opens the board’s database, with all rights', async ({
    onTestFinished,
  }) => {
    const { stdout, stderr } = await command('database', dataDir);
    expect(stderr).toMatch(/^Keep this address secret.*The board runs/);
    const client = await MongoClient.connect(stdout.trim());
    onTestFinished(() => client.close());
    expect(await client.db().collection('events').findOne()).toMatchObject({ name: 'Bake sale' });
    const version = await client.db('admin').command({ getParameter: 1, featureCompatibilityVersion: 1 });
    expect(version).toMatchObject({ ok: 1 });
  });
});

it.concurrent('[START-5] data of a board without a password get one, and stay whole', async (context) => {
  const dataDir = await dataFolder(context);
  const first = await ownMongod(context, dataDir);
  await insertEvent(first.uri, 'Choir try-outs');
  await first.stop();
  await leaveAsOlderBoard(dataDir);

  const next = await ownMongod(context, dataDir);
  expect(await readBy(next.uri)).toBe('Choir try-outs');
  expect(await withoutPassword(dataDir)).toBe(unauthorized);
});

it.concurrent('[START-5] after the key was lost the next start makes another, which counts', async (context) => {
  const dataDir = await dataFolder(context);
  const first = await ownMongod(context, dataDir);
  await insertEvent(first.uri, 'Book swap');
  await first.stop();
  await rm(join(dataDir, 'mongod-access'), { recursive: true });

  const next = await ownMongod(context, dataDir);
  expect(await readBy(next.uri)).toBe('Book swap');
  const port = String((await owner(dataDir)).mongodPort);
  expect(await readBy(first.uri.replace(/:\d+\//, `:${port}/`))).toBe(authenticationFailed);
});

it.concurrent('[START-5] a killed mongod comes back with its password', async (context) => {
  const dataDir = await dataFolder(context);
  // It has run for long enough: one that ends at once is not started again.
  let uptimeMs = 0;
  const mongod = await ownMongod(context, dataDir, { monotonicMs: () => uptimeMs });
  uptimeMs = 60_000;
  await insertEvent(mongod.uri, 'Science fair');
  const client = await MongoClient.connect(mongod.uri);
  context.onTestFinished(() => client.close());
  const { mongod: killed } = await owner(dataDir);

  process.kill(killed.pid, 'SIGKILL');
  await until('another mongod to run', async () => (await owner(dataDir)).mongod.pid !== killed.pid, 30_000);
  const find = (): Promise<unknown> => client.db(database).collection('events').findOne();
  expect(await until('the same client to be let in', () => find().catch(() => null), 30_000)).toMatchObject({
    name: 'Science fair',
  });
  expect(await withoutPassword(dataDir)).toBe(unauthorized);
});

it.concurrent('[START-6] npm run database runs the mongod until Ctrl-C where no board runs', async (context) => {
  const dataDir = await dataFolder(context);
  // A copy that keeps no modes.
  await mkdir(dataDir);
  await MongodAccess.open(dataDir);
  const paths = ['mongod-access', 'mongod-access/key'].map((name) => join(dataDir, name));
  await Promise.all(paths.map((path) => chmod(path, 0o755)));

  const alone = spawn(...commandLine('database'), { cwd: tmpdir(), env: commandSettings(dataDir), stdio: 'pipe' });
  context.onTestFinished(() => {
    alone.kill('SIGKILL');
  });
  const ended = new Promise((resolve) => alone.once('close', resolve));
  const address = await new Promise<string>((resolve) => createInterface(alone.stdout).once('line', resolve));
  expect(await Promise.all(paths.map(mode))).toEqual(['700', '600']);
  const { mongod } = await owner(dataDir);
  const client = await MongoClient.connect(address);
  context.onTestFinished(() => client.close());
  expect(await client.db('admin').command({ usersInfo: 1 })).toMatchObject({ ok: 1 });
  await client.close();
  // Others are told what has the folder.
  const beside = await command('database', dataDir);
  expect([beside.stdout.trim(), beside.stderr]).toEqual([
    address,
    expect.stringContaining(
      `No board runs. This MongoDB runs until the other \`npm run database\`, process ${alone.pid}`,
    ),
  ]);
  const { output } = await runServerProcess({ env: { DATA_DIR: dataDir } });
  expect(output).toContain(`in use by \`npm run database\`, which runs as process ${alone.pid}.`);
  alone.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(await isRunning(mongod)).toBe(false);
});

it.concurrent(
  '[START-6] the command in docs/deploying.md runs the mongod by hand, also after a crash',
  async (context) => {
    const dataDir = await dataFolder(context);
    // It has just started, however slow the machine is: so it is given up, and the folder is free.
    let giveUp!: (reason: Error) => void;
    const givenUp = new Promise<Error>((resolve) => {
      giveUp = resolve;
    });
    const mongod = await ownMongod(context, dataDir, { monotonicMs: () => 0, onLost: (reason) => giveUp(reason) });
    await insertEvent(mongod.uri, 'Lantern walk');
    const { mongod: killed, mongodBinary, mongodPort } = await owner(dataDir);
    process.kill(killed.pid, 'SIGKILL');
    expect((await givenUp).message).toMatch(/^mongod keeps ending/);

    const manual = await readFile(join(root, 'docs/deploying.md'), 'utf8');
    const filledIn = (text: string): string => text.replace('PORT', String(mongodPort));
    const args = filledIn(/^BINARY --dbpath data\/db (.*)$/m.exec(manual)![1]!).split(' ');
    const byHand = spawn(mongodBinary, ['--dbpath', join(dataDir, 'db'), ...args], { stdio: 'ignore' });
    const ended = new Promise((resolve) => byHand.once('close', resolve));
    context.onTestFinished(async () => {
      byHand.kill('SIGKILL');
      await ended;
    });
    const client = await MongoClient.connect(filledIn(/`(mongodb:\/\/127[^`]*)`/.exec(manual)![1]!));
    context.onTestFinished(() => client.close());
    const events = client.db().collection('events');
    expect(await events.findOne()).toMatchObject({ name: 'Lantern walk' });
    await events.updateOne({}, { $set: { name: 'Lantern walk, 6 pm' } });
    await client.close();
    byHand.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(await readBy((await ownMongod(context, dataDir)).uri)).toBe('Lantern walk, 6 pm');
  },
);
