import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Visitor } from '../../support/board/http-client.ts';
import { goodPassword, logIn, member, whoIs } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

describe('the owner', () => {
  let board: TestBoard;
  let other: TestBoard;
  const closers: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    board = await startBoard();
    other = await startBoard({ database: board.database });
  });

  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
    await other.close();
    await board.close();
  });

  const users = async (visitor: Visitor): Promise<unknown> =>
    ((await visitor.get('/api/users')).body as { users?: { username: string; role: string }[] }).users?.map(
      ({ username, role }) => [username, role],
    );

  it('[ACCOUNT-7] is one person, also when the first two sign up at the same moment on two servers', async () => {
    const answers = await Promise.all(
      [board, other, board, other].map(({ url }, index) =>
        new Visitor(url).call('POST', '/api/signup', {
          body: { username: `person-${'abcd'[index]}`, password: goodPassword },
        }),
      ),
    );
    const roles = answers.map(({ body }) => (body as unknown as { user: { role: string } }).user.role);
    expect(roles.sort()).toEqual(['member', 'member', 'member', 'owner']);
  });

  it('[ACCOUNT-7] appoints moderators and makes them members again, at once on every server', async () => {
    const owner = await member(board.url, 'Owner');
    const lena = await member(board.url, 'Lena');
    const elsewhere = lena.copy(other.url);
    expect(await whoIs(elsewhere)).toEqual({ username: 'Lena', displayName: null, role: 'member' });
    expect((await elsewhere.get('/api/boards/main/snapshot?audience=moderators')).status).toBe(403);
    const made = await owner.call('PATCH', '/api/users/lena', { body: { role: 'moderator' } });
    expect([made.status, made.body]).toEqual([
      200,
      {
        user: { username: 'Lena', displayName: null, role: 'moderator', createdAt: expect.any(String), canLogIn: true },
      },
    ]);
    await until(
      'the new role at the other server',
      async () => ((await whoIs(elsewhere)) as { role: string }).role === 'moderator',
      1_000,
    );
    const seen = await elsewhere.get('/api/boards/main/snapshot?audience=moderators');
    expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'no-store']);
    await owner.call('PATCH', '/api/users/Lena', { body: { role: 'member' } });
    await until(
      'the role to be gone',
      async () => (await elsewhere.get('/api/boards/main/snapshot?audience=moderators')).status === 403,
      1_000,
    );
  });

  it('[ACCOUNT-7] lists the accounts, with nothing about their passwords', async () => {
    const owner = await member(board.url, 'Owner');
    await member(board.url, 'Lena');
    expect(await users(owner)).toEqual([
      ['Owner', 'owner'],
      ['Lena', 'member'],
    ]);
    expect(JSON.stringify((await owner.get('/api/users')).body)).not.toMatch(/bcrypt|\$2b/);
  });

  it('[ACCOUNT-7] [ACCOUNT-8] closes an account, and keeps or deletes its events', async () => {
    const owner = await member(board.url, 'Owner');
    for (const [name, events] of [
      ['Keeps', 'keep'],
      ['Goes', 'delete'],
    ] as const) {
      const person = await member(board.url, name);
      const event = await person.post({ guestName: undefined });
      expect(event.author).toEqual({ name, member: true });
      expect((await owner.call('DELETE', `/api/users/${name}`, { body: { events } })).status).toBe(204);
      await until('the session to be over', async () => (await whoIs(person.copy(other.url))) === null, 1_000);
      expect((await logIn(new Visitor(board.url), name)).status).toBe(401);
      expect((await new Visitor(board.url).get(`/api/events/${event.id}`)).status).toBe(events === 'keep' ? 200 : 404);
    }
    expect(await users(owner)).toEqual([['Owner', 'owner']]);
    // If the events stay, nobody else can take the name.
    expect(
      (
        await new Visitor(board.url).call('POST', '/api/signup', {
          body: { username: 'keeps', password: goodPassword },
        })
      ).status,
    ).toBe(409);
    expect(
      (await new Visitor(board.url).call('POST', '/api/signup', { body: { username: 'goes', password: goodPassword } }))
        .status,
    ).toBe(201);
  });

  it('[ACCOUNT-16] a name stays taken while an event can be put back under it; what goes with an account does not come back', async () => {
    const owner = await member(board.url, 'Owner');
    const signUpAgain = (username: string) =>
      new Visitor(board.url).call('POST', '/api/signup', { body: { username, password: goodPassword } });
    for (const [name, fate, restored, again] of [
      ['Leaves', 'keep', 200, 409],
      ['Clears', 'delete', 404, 201],
    ] as const) {
      const person = await member(board.url, name);
      const { id } = await person.post({ guestName: undefined });
      expect((await person.call('DELETE', `/api/events/${id}`, { version: 1 })).status).toBe(200);
      const body = { password: goodPassword, events: fate };
      expect((await person.call('DELETE', '/api/account', { body })).status).toBe(204);
      expect([name, (await signUpAgain(name)).status]).toEqual([name, again]);
      expect([name, (await owner.call('POST', `/api/events/${id}/restore`)).status]).toEqual([name, restored]);
    }
  });

  it('[ACCOUNT-7] alone manages accounts: moderators, members and guests cannot', async () => {
    const owner = await member(board.url, 'Owner');
    const moderator = await member(board.url, 'Mod');
    await owner.call('PATCH', '/api/users/Mod', { body: { role: 'moderator' } });
    const lena = await member(board.url, 'Lena');
    const calls: [string, string, unknown][] = [
      ['GET', '/api/users', undefined],
      ['PATCH', '/api/users/Lena', { role: 'moderator' }],
      ['POST', '/api/users/Lena/reset-link', undefined],
      ['DELETE', '/api/users/Owner', {}],
    ];
    await until(
      'the role to arrive',
      async () => ((await whoIs(moderator)) as { role: string }).role === 'moderator',
      1_000,
    );
    for (const [method, path, body] of calls) {
      for (const [visitor, status] of [
        [moderator, 403],
        [lena, 403],
        [new Visitor(board.url), 401],
      ] as const) {
        expect([method, path, (await visitor.call(method, path, { body })).status]).toEqual([method, path, status]);
      }
    }
    expect(await users(owner)).toEqual([
      ['Owner', 'owner'],
      ['Mod', 'moderator'],
      ['Lena', 'member'],
    ]);
  });

  it('[ACCOUNT-7] cannot close or demote their own account with these calls, or appoint a second owner', async () => {
    const owner = await member(board.url, 'Owner');
    await member(board.url, 'Lena');
    expect((await owner.call('DELETE', '/api/users/owner', { body: {} })).status).toBe(403);
    expect((await owner.call('PATCH', '/api/users/Owner', { body: { role: 'member' } })).status).toBe(403);
    expect((await owner.call('PATCH', '/api/users/Lena', { body: { role: 'owner' } })).status).toBe(400);
    for (const path of ['/api/users/Nobody', '/api/users/%00', '/api/users/$where', '/api/users/[object%20Object]']) {
      expect([path, (await owner.call('PATCH', path, { body: { role: 'member' } })).body.code]).toEqual([
        path,
        'user_not_found',
      ]);
    }
  });

  it('[ACCOUNT-7] is the account that the settings name, whether it exists or signs up later', async () => {
    await member(board.url, 'First');
    await member(board.url, 'Zoë');
    const named = await startBoard({ database: board.database, settings: { OWNER: 'zoË' } });
    closers.push(() => named.close());
    const zoe = new Visitor(named.url);
    expect((await logIn(zoe, 'Zoë')).body).toEqual({ user: { username: 'Zoë', displayName: null, role: 'owner' } });
    expect(await users(zoe)).toEqual([
      ['First', 'moderator'],
      ['Zoë', 'owner'],
    ]);

    const fresh = await startBoard({ settings: { OWNER: 'Head' } });
    closers.push(() => fresh.close());
    expect(await whoIs(await member(fresh.url, 'Early'))).toEqual({
      username: 'Early',
      displayName: null,
      role: 'member',
    });
    expect(await whoIs(await member(fresh.url, 'head'))).toEqual({
      username: 'head',
      displayName: null,
      role: 'owner',
    });
  });
});

describe('deleting your own account', () => {
  let board: TestBoard;

  beforeEach(async () => {
    board = await startBoard();
  });
  afterEach(() => board.close());

  it('[ACCOUNT-8] needs the password, and keeps or deletes the events', async () => {
    await member(board.url, 'Owner');
    for (const [name, fate, status] of [
      ['Keeps', { events: 'keep' }, 200],
      ['Default', {}, 200],
      ['Goes', { events: 'delete' }, 404],
    ] as const) {
      const person = await member(board.url, name);
      const event = await person.post({ guestName: undefined });
      expect(
        (await person.call('DELETE', '/api/account', { body: { password: 'not the password', ...fate } })).body.code,
      ).toBe('invalid_credentials');
      expect((await person.call('DELETE', '/api/account', { body: { ...fate } })).status).toBe(400);
      expect(await whoIs(person)).not.toBeNull();
      expect((await person.call('DELETE', '/api/account', { body: { password: goodPassword, ...fate } })).status).toBe(
        204,
      );
      expect(await whoIs(person)).toBeNull();
      const there = await new Visitor(board.url).get(`/api/events/${event.id}`);
      expect([name, there.status]).toEqual([name, status]);
      if (status === 200) expect(there.body.event.author).toEqual({ name, member: true });
    }
    expect(
      await board.database.db
        .collection('users')
        .find({ password: { $exists: true } })
        .map(({ name }) => name as string)
        .toArray(),
    ).toEqual(['Owner']);
  });
});
