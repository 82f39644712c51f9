import bcrypt from 'bcrypt';
import { Binary, MongoClient, ObjectId, type Db, type Document } from 'mongodb';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type App } from '../../../server/app.ts';
import { loadConfig } from '../../../server/config/config.ts';
import { freePort } from '../../../server/database/embedded/free-port.ts';
import { findMongod } from '../../../server/database/embedded/mongod-binary.ts';
import { launchMongod, type MongodProcess } from '../../../server/database/embedded/mongod-process.ts';
import { logIn, member, resetPassword, resetSecret } from '../../support/board/people.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { temporaryFolder } from '../../support/server-process.ts';
import { testSecret } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

const database = 'tutorial';
const hash = (password: string): string => bcrypt.hashSync(password, 4);

/** Documents of the tutorial's application: dates as people typed them, passwords as each version stored them. */
const events: Document[] = [
  { event: 'Python meetup', date: '04-10-19', user: 'ada' },
  { event: 'Graduation', date: '06-15-99', user: 'ada' },
  { event: 'Bake sale', date: '2099-05-02', user: 'grace' },
  { event: 'Book swap', date: '5/3/2099', user: 'somebody' },
  { event: 'Concert', date: new Date('2099-05-04T00:00:00Z'), user: 'ada' },
  { event: 'Someday', date: 'when it is warmer', user: 'grace' },
];
const users: Document[] = [
  { name: 'ada', password: new Binary(Buffer.from(hash('lovelace'))) },
  { name: 'grace', password: hash('cobol') },
  { name: 'early', password: 'in the open' },
];

/** docs/from-the-tutorial.md, step by step, on a mongod that was started as the tutorial says. */
describe('moving from the tutorial’s application', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let mongod: MongodProcess;
  let client: MongoClient;
  let db: Db;
  let port: number;
  let refusal: unknown;
  let app: App;
  let ids: ObjectId[];

  async function run(args: string[]): Promise<void> {
    const { path: binary } = await findMongod({ preferred: null, progress: () => {} });
    mongod = await launchMongod({
      binary,
      dbPath: folder.path,
      port,
      args: ['--bind_ip', '127.0.0.1', '--nounixsocket', ...args],
    });
    client = await MongoClient.connect(`mongodb://127.0.0.1:${port}/?directConnection=true`);
    db = client.db(database);
  }

  async function startOnIt(): Promise<App> {
    const config = loadConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      MONGO_URI: `mongodb://127.0.0.1:${port}/`,
      MONGO_DBNAME: database,
      SESSION_SECRET: testSecret,
      BOARD_TIME_ZONE: 'Europe/Berlin',
      BCRYPT_COST: '10',
    });
    return startApp(config, {
      logger: pino({ level: 'silent' }),
      mongoUri: config.mongo.uri!,
      sessionSecrets: config.sessionSecrets,
      pagesFolder: null,
    });
  }

  beforeAll(async () => {
    folder = await temporaryFolder();
    port = await freePort(null);
    await run([]);
    ids = Object.values((await db.collection('events').insertMany(structuredClone(events))).insertedIds);
    await db.collection('users').insertMany(users.map((user) => ({ ...user })));
    refusal = await startOnIt().then(
      () => null,
      (error: unknown) => error,
    );
    await client.close();
    await mongod.stop();
    await run(['--replSet', 'rs0']);
    await client
      .db('admin')
      .command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } });
    await until(
      'mongod to be the primary',
      async () => (await client.db('admin').command({ hello: 1 })).isWritablePrimary === true,
      30_000,
    );
    app = await startOnIt();
    await until(
      'the readable documents to be listed',
      async () =>
        (await db.collection('events').countDocuments({ 'listing.of': { $exists: true } })) === events.length - 1,
    );
    await until('the past event to be archived', () => db.collection('events').findOne({ archived: true }));
  }, 120_000);
  afterAll(async () => {
    await app.close();
    await client.close();
    await mongod.stop();
    await folder.remove();
  });

  const shown = async (query = ''): Promise<string[]> =>
    (await new Visitor(app.url).get(`/api/boards/main/events${query}`)).body.events.map(
      ({ name, start, author }) => `${start} ${name} (${author.name}, ${author.member ? 'member' : 'guest'})`,
    );

  it('[IMPORT-8] a mongod that is not a replica set is refused, and the message says what to do', () => {
    expect((refusal as Error).message).toMatch(
      /is no replica set.*Start it with --replSet and run rs\.initiate\(\) once; one node is enough\./,
    );
  });

  it('[IMPORT-8] its events are on the board, past ones in the archive; a document that cannot be read stays as it is', async () => {
    expect(await shown()).toEqual([
      '2099-05-02 Bake sale (grace, guest)',
      '2099-05-03 Book swap (somebody, guest)',
      '2099-05-04 Concert (ada, guest)',
      '2099-06-15 Graduation (ada, guest)',
    ]);
    expect(await shown('?archived=true')).toEqual(['2019-04-10 Python meetup (ada, guest)']);
    expect(await db.collection('events').findOne({ event: 'Someday' })).toEqual({ _id: ids[5], ...events[5] });
    expect(await (await fetch(`${app.url}/metrics`)).text()).toMatch(/^board_feed_skipped_documents_total 1$/m);
  });

  it('[IMPORT-8] its documents keep all their fields; the board only adds some', async () => {
    const after = await db
      .collection('events')
      .find({}, { sort: { _id: 1 }, projection: { listing: 0 } })
      .toArray();
    expect(after).toEqual(
      events.map((event, index) => ({
        _id: ids[index],
        ...event,
        ...(index === 0 ? { archived: true, version: 2 } : {}),
      })),
    );
    const [ada, grace, early] = await db
      .collection('users')
      .find({}, { sort: { _id: 1 } })
      .toArray();
    expect(ada).toEqual({
      _id: expect.any(ObjectId),
      ...users[0],
      folded: 'ada',
      readings: expect.any(Array),
      readingsVersion: expect.any(String),
      role: 'owner',
    });
    expect(grace).toEqual({
      _id: expect.any(ObjectId),
      ...users[1],
      folded: 'grace',
      readings: expect.any(Array),
      readingsVersion: expect.any(String),
    });
    expect(early).toEqual({
      _id: expect.any(ObjectId),
      ...users[2],
      folded: 'early',
      readings: expect.any(Array),
      readingsVersion: expect.any(String),
    });
  });

  it('[IMPORT-8] its accounts log in, the first is the owner, whose link replaces a plain-text password', async () => {
    const [ada, grace, early] = [new Visitor(app.url), new Visitor(app.url), new Visitor(app.url)];
    expect((await logIn(ada, 'ada', 'lovelace')).body).toMatchObject({ user: { username: 'ada', role: 'owner' } });
    expect((await logIn(grace, 'grace', 'cobol')).body).toMatchObject({ user: { username: 'grace', role: 'member' } });
    expect((await logIn(early, 'early', 'in the open')).body.code).toBe('password_reset_required');
    expect((await resetPassword(early, await resetSecret(ada, 'early'))).status).toBe(200);
    expect((await logIn(early, 'early')).status).toBe(200);
    await expect(member(app.url, 'Grace')).rejects.toThrow();
    // After that, the tutorial's application cannot check the password any more.
    const { password } = (await db.collection('users').findOne({ name: 'grace' }))!;
    expect(password).toMatch(/^hs256-bcrypt:/);
  });

  it('[IMPORT-8] the old application can go on writing, and its changes are on the board at once', async () => {
    const { insertedId } = await db
      .collection('events')
      .insertOne({ event: 'Picnic', date: '07-01-99', user: 'grace' });
    await until('the event to be shown', async () => (await shown()).includes('2099-07-01 Picnic (grace, guest)'));
    await db.collection('events').updateOne({ _id: insertedId }, { $set: { date: '07-02-99' } });
    await until('the event to be moved', async () => (await shown()).includes('2099-07-02 Picnic (grace, guest)'));
    await db.collection('events').deleteOne({ _id: insertedId });
    await until('the event to be gone', async () => !(await shown()).some((line) => line.includes('Picnic')));
  });

  it('[IMPORT-8] only moderators can change its events, which are then stored as the board’s own', async () => {
    const [ada, grace] = [new Visitor(app.url), new Visitor(app.url)];
    await logIn(ada, 'ada', 'lovelace');
    await logIn(grace, 'grace', 'cobol');
    const path = `/api/events/${ids[2]!.toHexString()}`;
    expect((await grace.call('PATCH', path, { version: 1, body: { place: 'Hall' } })).status).toBe(403);
    expect((await ada.call('PATCH', path, { version: 1, body: { place: 'Hall' } })).body.event).toMatchObject({
      name: 'Bake sale',
      start: '2099-05-02',
      place: 'Hall',
      version: 2,
    });
    const stored = (await db.collection('events').findOne({ _id: ids[2] }))!;
    expect(stored).toMatchObject({ name: 'Bake sale', start: '2099-05-02', author: { name: 'grace', member: false } });
    expect(Object.keys(stored)).not.toEqual(expect.arrayContaining(['event']));
  });
});
