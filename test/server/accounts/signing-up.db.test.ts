import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { goodPassword, logIn, member, whoIs } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

describe('signing up and logging in', () => {
  let board: TestBoard;

  beforeAll(async () => {
    board = await startBoard();
  });

  afterAll(() => board.close());

  const signUp = (username: unknown, password: unknown = goodPassword): Promise<Answer> =>
    new Visitor(board.url).call('POST', '/api/signup', { body: { username, password } });

  /** The fields that the answer names as wrong. */
  const faults = ({ body }: Answer): unknown =>
    (body as unknown as { errors?: { path: string }[] }).errors?.map(({ path }) => path);

  it('[ACCOUNT-7] the first account is the owner, and is logged in', async () => {
    const visitor = new Visitor(board.url);
    const answer = await visitor.call('POST', '/api/signup', { body: { username: 'Owner', password: goodPassword } });
    expect([answer.status, answer.body]).toEqual([
      201,
      { user: { username: 'Owner', displayName: null, role: 'owner' } },
    ]);
    expect(await whoIs(visitor)).toEqual({ username: 'Owner', displayName: null, role: 'owner' });
    expect((await signUp('Second')).body).toEqual({ user: { username: 'Second', displayName: null, role: 'member' } });
  });

  it('[ACCOUNT-4] a taken name and a wrong name or password get the tutorial’s sentences', async () => {
    await member(board.url, 'Lena');
    const taken = await signUp('Lena', 'another long password');
    expect([taken.status, taken.body.code, taken.body.detail, faults(taken)]).toEqual([
      409,
      'username_taken',
      'That username already exists! Try logging in.',
      ['username'],
    ]);
    for (const [username, password] of [
      ['Lena', 'not her password'],
      ['Nobody', goodPassword],
      ['Lena', 'x'],
    ]) {
      const wrong = await logIn(new Visitor(board.url), username!, password);
      expect([wrong.status, wrong.body.code, wrong.body.detail]).toEqual([
        401,
        'invalid_credentials',
        'Invalid username/password combination',
      ]);
    }
    const right = await logIn(new Visitor(board.url), 'Lena');
    expect([right.status, right.body]).toEqual([
      200,
      { user: { username: 'Lena', displayName: null, role: 'member' } },
    ]);
  });

  it('[ACCOUNT-1] accepts names in any script, in NFKC, and a log-in with the name in any case', async () => {
    for (const name of ['Zoë', 'Мария', '小林', 'हिन्दी', 'محمد', 'た-ro.1_', 'x2'])
      expect([name, (await signUp(name)).status]).toEqual([name, 201]);
    const wide = await signUp('Ｆｕｌｌ');
    expect(wide.body).toMatchObject({ user: { username: 'Full' } });
    expect((await logIn(new Visitor(board.url), 'fULL')).status).toBe(200);
    expect((await logIn(new Visitor(board.url), 'мАРИЯ')).status).toBe(200);
  });

  it('[ACCOUNT-1] refuses an invalid name, at its field', async () => {
    for (const name of [
      '',
      'a',
      'x'.repeat(33),
      'two words',
      '..',
      'a\u0000b',
      '\ud800b',
      'ab\u202e',
      'a\u200bb',
      'ab😀',
      7,
      null,
      ['ab'],
      { $gt: '' },
    ]) {
      const answer = await signUp(name);
      expect([name, answer.status, answer.body.code, faults(answer)]).toEqual([
        name,
        400,
        'invalid_request',
        ['username'],
      ]);
    }
  });

  it('[ACCOUNT-1] refuses a name that somebody else has, or one that looks like it', async () => {
    await member(board.url, 'Paul');
    for (const name of ['PAUL', 'paul', 'ｐａｕｌ'])
      expect([name, (await signUp(name)).body.code]).toEqual([name, 'username_taken']);
    // Capital i for small L, digits for letters, Cyrillic letters of the same shape.
    await member(board.url, 'scope');
    for (const name of ['PauI', 'Pau1', 'ѕсоре']) {
      const answer = await signUp(name);
      expect([name, answer.status, answer.body.code]).toEqual([name, 409, 'username_taken']);
      expect(answer.body.detail).toContain('looks like another member’s');
    }
    // Latin and Cyrillic letters mixed.
    const mixed = await signUp('Pаulа');
    expect([mixed.status, faults(mixed)]).toEqual([400, ['username']]);
    expect((await signUp('Paula')).status).toBe(201);
  });

  it('[ACCOUNT-15] nobody signs up as what the board writes in place of a name, also in letters that look alike', async () => {
    const words = [
      'Guest',
      'guest',
      'ＧＵＥＳＴ',
      'Guеst',
      'Gueѕt',
      'g.u.e.s.t',
      '_Guest_',
      'Someone',
      'Import',
      'lmport',
    ];
    for (const name of [...words, 'Deleted-account', 'Moderator', 'M0derator', 'Owner']) {
      const { status } = await signUp(name);
      expect([name, [400, 409].includes(status)]).toEqual([name, true]);
    }
    const refused = await signUp('Guest');
    expect([refused.status, refused.body.code, faults(refused)]).toEqual([409, 'username_taken', ['username']]);
    for (const name of ['Guesthouse', 'Importer', 'Someday', 'Moderatos'])
      expect([name, (await signUp(name)).status]).toEqual([name, 201]);
    // An account that has such a name already keeps it.
    await board.database.db.collection('users').updateOne({ name: 'Someday' }, { $set: { name: 'Someone' } });
    const [folded, readings] = ['someone', ['someone', 'sorneone']];
    await board.database.db.collection('users').updateOne({ name: 'Someone' }, { $set: { folded, readings } });
    expect((await logIn(new Visitor(board.url), 'Someone')).status).toBe(200);
  });

  it('[ACCOUNT-1] when two people take a name at the same moment, one of them gets it', async () => {
    const answers = await Promise.all(['Twin', 'tWIN', 'TWIN', 'twin'].map((name) => signUp(name)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('[ACCOUNT-2] accepts passwords of 8 to 200 characters of any kind, and each one counts', async () => {
    let number = 0;
    const newName = (): string => `Reader${(number += 1)}x`;
    for (const password of [
      '8 chars.',
      ' leading and trailing ',
      'пароль-пароль',
      '🦦🦦🦦🦦🦦🦦🦦🦫',
      'x'.repeat(100) + ' y',
      `${'long '.repeat(39)}12345`,
      'tab\there & "there"',
      '{"$gt": ""}',
    ]) {
      const name = newName();
      expect([password, (await signUp(name, password)).status]).toEqual([password, 201]);
      expect([password, (await logIn(new Visitor(board.url), name, password)).status]).toEqual([password, 200]);
      for (const other of [
        [...password].slice(0, -1).join(''),
        `${password}.`,
        password.trim() === password ? ` ${password}` : password.trim(),
        password.toUpperCase(),
      ].filter((text) => text !== password && [...text].length <= 200)) {
        expect([password, other, (await logIn(new Visitor(board.url), name, other)).status]).toEqual([
          password,
          other,
          401,
        ]);
      }
    }
    for (const password of [
      '',
      'short 7',
      'x'.repeat(201),
      'nul\u0000nul-nul',
      'half \ud83e a pair',
      12345678,
      null,
      ['12345678'],
    ]) {
      const answer = await signUp(newName(), password);
      expect([password, answer.status, faults(answer)]).toEqual([password, 400, ['password']]);
    }
  });

  it('[ACCOUNT-2] refuses the most common passwords, and the account’s name', async () => {
    for (const password of [
      'password',
      'Password1',
      'iloveyou',
      'qwertyuiop',
      '12345678',
      '87654321',
      '00000000',
      'abcabcabc',
      'P@ssw0rd',
      'football1',
      'Guesser-one',
      'GUESSER-ONE',
      'communityboard',
      'Riverside School',
    ]) {
      const answer = await signUp('guesser-one', password);
      expect([password, answer.status, faults(answer)]).toEqual([password, 400, ['password']]);
    }
    expect((await signUp('guesser-one', 'guesser-one two')).status).toBe(201);
  });

  it('[ACCOUNT-3] stores no password, only a hash that says how it was made', async () => {
    await member(board.url, 'Stored', 'a password to look for');
    const document = await board.database.db.collection('users').findOne({ name: 'Stored' });
    expect(document?.password).toMatch(/^hs256-bcrypt:\$2b\$04\$/);
    expect(JSON.stringify(document)).not.toContain('look for');
  });
});
