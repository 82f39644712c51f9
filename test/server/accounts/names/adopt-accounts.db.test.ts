import bcrypt from 'bcrypt';
import { Binary } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nameKeys } from '../../../../server/accounts/names/name-skeleton.ts';
import { Visitor } from '../../../support/board/http-client.ts';
import { goodPassword, logIn, member, resetPassword, resetSecret, whoIs } from '../../../support/board/people.ts';
import { testDatabase, type TestDatabase } from '../../../support/mongodb/database.ts';
import { startBoard, type TestBoard } from '../../../support/board/start-board.ts';
import { until } from '../../../support/until.ts';

describe('accounts of the tutorial’s application', () => {
  let database: TestDatabase;
  let board: TestBoard | null = null;

  beforeEach(async () => {
    database = await testDatabase();
  });

  afterEach(async () => {
    await board?.close();
    board = null;
    await database.close();
  });

  async function start(): Promise<TestBoard> {
    board = await startBoard({ database });
    return board;
  }

  const users = () => database.db.collection('users');
  const hash = (password: string): string => bcrypt.hashSync(password, 4);

  it('[ACCOUNT-6] can log in, whether PyMongo stored the hash as text or bytes, and become proper accounts', async () => {
    await users().insertMany([
      { name: 'ada', password: hash('lovelace') },
      { name: 'Grace Hopper', password: new Binary(Buffer.from(hash('cobol'))) },
      { name: 'php', password: hash('elephant').replace('$2b', '$2y') },
    ]);
    const { url } = await start();
    for (const [name, password] of [
      ['ada', 'lovelace'],
      ['Grace Hopper', 'cobol'],
      ['php', 'elephant'],
    ] as const) {
      expect([name, (await logIn(new Visitor(url), name, `${password}!`)).body.code]).toEqual([
        name,
        'invalid_credentials',
      ]);
      const visitor = new Visitor(url);
      expect([name, (await logIn(visitor, name, password)).status]).toEqual([name, 200]);
      expect(await whoIs(visitor)).toMatchObject({ username: name });
      expect(await users().findOne({ name })).toMatchObject({
        password: expect.stringMatching(/^hs256-bcrypt:\$2b\$04\$/),
        generation: 0,
        role: expect.any(String),
        createdAt: expect.any(Date),
        folded: name.toLowerCase(),
      });
      expect((await logIn(new Visitor(url), name.toUpperCase(), password)).status).toBe(200);
      const event = await visitor.post({ guestName: undefined });
      expect(event.author).toEqual({ name, member: true });
    }
  });

  it('[ACCOUNT-6] [ACCOUNT-7] the first of these accounts is the owner', async () => {
    await users().insertMany([
      { name: 'plain', password: 'in the open' },
      { name: 'ada', password: hash('lovelace') },
      { name: 'bob', password: hash('builder') },
    ]);
    const { url } = await start();
    expect((await logIn(new Visitor(url), 'bob', 'builder')).body).toEqual({
      user: { username: 'bob', displayName: null, role: 'member' },
    });
    expect((await logIn(new Visitor(url), 'ada', 'lovelace')).body).toEqual({
      user: { username: 'ada', displayName: null, role: 'owner' },
    });
    expect(await whoIs(await member(url, 'Newcomer'))).toEqual({
      username: 'Newcomer',
      displayName: null,
      role: 'member',
    });
  });

  it('[ACCOUNT-1] the readings of a name are updated when they come from an older look-alike table', async () => {
    const { url } = await start();
    await member(url, 'Mira');
    await board!.close();
    await users().updateOne({ name: 'Mira' }, { $set: { readings: ['of an older table'], readingsVersion: '10.0.0' } });
    const again = await start();
    expect(await users().findOne({ name: 'Mira' })).toMatchObject(nameKeys('Mira'));
    const lookAlike = await new Visitor(again.url).call('POST', '/api/signup', {
      body: { username: 'rnira', password: goodPassword },
    });
    expect(lookAlike).toMatchObject({ status: 409, body: { code: 'username_taken' } });
  });

  it('[ACCOUNT-6] an account with a plain-text password cannot log in, is told to ask for a new one, and gets it from the owner', async () => {
    await users().insertMany([
      { name: 'ada', password: hash('lovelace') },
      { name: 'plain', password: 'in the open' },
      { name: 'none' },
      { name: 'md5', password: '5f4dcc3b5aa765d61d8327deb882cf99' },
    ]);
    const { url } = await start();
    for (const [name, password] of [
      ['plain', 'in the open'],
      ['plain', 'wrong'],
      ['none', 'x'],
      ['md5', 'password'],
    ] as const) {
      const answer = await logIn(new Visitor(url), name, password);
      expect([name, answer.status, answer.body.code, answer.body.detail]).toEqual([
        name,
        401,
        'password_reset_required',
        expect.stringContaining('new one'),
      ]);
    }
    const owner = new Visitor(url);
    await logIn(owner, 'ada', 'lovelace');
    expect((await owner.get('/api/users')).body).toMatchObject({
      users: expect.arrayContaining([expect.objectContaining({ username: 'plain', canLogIn: false })]),
    });
    expect((await resetPassword(new Visitor(url), await resetSecret(owner, 'plain'))).status).toBe(200);
    expect((await logIn(new Visitor(url), 'plain')).status).toBe(200);
  });

  it('[ACCOUNT-6] their names are taken, for accounts and guests, also if another program adds them while the board runs', async () => {
    await users().insertOne({ name: 'ada', password: hash('lovelace') });
    const { url } = await start();
    await users().insertOne({ name: 'late', password: hash('comer') });
    await until(
      'the new account to be adopted',
      async () => (await users().findOne({ name: 'late' }))?.folded === 'late',
    );
    for (const name of ['Ada', 'LATE']) {
      expect(
        (await new Visitor(url).call('POST', '/api/signup', { body: { username: name, password: goodPassword } })).body
          .code,
      ).toBe('username_taken');
      expect(
        (
          await new Visitor(url).call('POST', '/api/boards/main/events', {
            body: { name: 'x', start: '2026-12-01', guestName: name },
          })
        ).status,
      ).toBe(400);
    }
    expect((await logIn(new Visitor(url), 'late', 'comer')).status).toBe(200);
  });

  it('[ACCOUNT-6] two accounts whose names differ only in case each log in with the exact name', async () => {
    await users().insertMany([
      { name: 'sam', password: hash('the first') },
      { name: 'Sam', password: hash('the second') },
    ]);
    const { url } = await start();
    for (const [name, password] of [
      ['sam', 'the first'],
      ['Sam', 'the second'],
    ] as const) {
      const visitor = new Visitor(url);
      expect((await logIn(visitor, name, password)).status).toBe(200);
      expect(await whoIs(visitor)).toMatchObject({ username: name });
    }
    expect((await logIn(new Visitor(url), 'Sam', 'the first')).status).toBe(401);
  });

  it('[ACCOUNT-6] documents that are not accounts do no harm', async () => {
    await users().insertMany([
      { name: { $gt: '' }, password: ['x'] },
      { name: '', password: 'y' },
      { other: 1 },
      { name: 'odd', password: { $ne: 1 } },
    ]);
    const { url } = await start();
    expect(await whoIs(await member(url, 'First'))).toMatchObject({ role: 'owner' });
    expect((await logIn(new Visitor(url), 'odd', 'x')).status).toBe(401);
  });
});
