import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Visitor } from '../../support/board/http-client.ts';
import { goodPassword, logIn, member, resetPassword, resetSecret, whoIs } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

const newPassword = 'nine brown herons';

describe('a reset link', () => {
  let board: TestBoard;
  let owner: Visitor;
  let lena: Visitor;

  beforeEach(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Owner');
    lena = await member(board.url, 'Lena');
  });
  afterEach(() => board.close());

  const stranger = (): Visitor => new Visitor(board.url);
  const open = (secret: string) => stranger().call('POST', '/api/reset-link', { body: { secret } });
  const ended = async (secret: string): Promise<boolean> => {
    const looked = await open(secret);
    const used = await resetPassword(stranger(), secret, newPassword);
    expect(used.body.code).toBe(looked.body.code);
    return used.body.code === 'reset_link_not_found';
  };

  it('[ACCOUNT-12] ends all sessions of the account, and lets its person choose a new password', async () => {
    const other = await startBoard({ database: board.database });
    expect(await whoIs(lena.copy(other.url))).not.toBeNull();
    const secret = await resetSecret(owner, 'lena');
    await until('the session to be over', async () => (await whoIs(lena.copy(other.url))) === null, 1_000);
    // Until the link is used, the old password counts. A session that it begins ends with it.
    expect((await logIn(lena, 'Lena')).status).toBe(200);
    const phone = stranger();
    const set = await resetPassword(phone, secret, newPassword);
    expect([set.status, set.body]).toEqual([200, { user: { username: 'Lena', displayName: null, role: 'member' } }]);
    expect(await whoIs(phone)).toEqual({ username: 'Lena', displayName: null, role: 'member' });
    await until('the next session to be over', async () => (await whoIs(lena.copy(other.url))) === null, 1_000);
    await other.close();
    expect((await logIn(stranger(), 'Lena')).status).toBe(401);
    expect((await logIn(stranger(), 'Lena', newPassword)).status).toBe(200);
    expect(await whoIs(owner)).toMatchObject({ username: 'Owner' });
  });

  it('[ACCOUNT-12] is no way for the owner to choose a password, or for others to get a link', async () => {
    expect((await lena.call('POST', '/api/users/Owner/reset-link')).status).toBe(403);
    const chosen = await owner.call('POST', '/api/users/Lena/reset-link', { body: { next: newPassword } });
    expect(Object.keys(chosen.body)).toEqual(['secret', 'expiresAt']);
    expect((await logIn(stranger(), 'Lena', newPassword)).status).toBe(401);
    expect((await owner.call('POST', '/api/users/Lena/password', { body: { next: newPassword } })).status).toBe(404);
    expect((await stranger().call('POST', '/api/users/Lena/reset-link')).status).toBe(401);
    expect((await owner.call('POST', '/api/users/Owner/reset-link')).status).toBe(403);
    expect((await owner.call('POST', '/api/users/Nobody/reset-link')).body.code).toBe('user_not_found');
  });

  it('[ACCOUNT-12] a new password follows the rules of signing up; one that is refused does not use the link up', async () => {
    const secret = await resetSecret(owner, 'Lena');
    for (const next of ['short', 'password', 'Lena', 'Riverside School', 'x'.repeat(201)]) {
      const { status, body } = await resetPassword(stranger(), secret, next);
      expect([next, status, body.errors]).toEqual([next, 400, [{ path: 'next', message: expect.any(String) }]]);
    }
    expect((await resetPassword(stranger(), secret, newPassword)).status).toBe(200);
  });

  it('[ACCOUNT-13] works once, also for two at the same moment, and looking does not use it up', async () => {
    const secret = await resetSecret(owner, 'Lena');
    for (let n = 0; n < 3; n += 1) expect((await open(secret)).body).toMatchObject({ username: 'Lena' });
    const both = await Promise.all(
      [newPassword, 'ten green herons'].map((next) => resetPassword(stranger(), secret, next)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect(await ended(secret)).toBe(true);
  });

  it('[ACCOUNT-13] lasts an hour by the server’s time', async () => {
    const before = Date.now();
    const secret = await resetSecret(owner, 'Lena');
    const { expiresAt } = (await open(secret)).body;
    const lastsMs = Date.parse(String(expiresAt)) - before;
    expect(lastsMs).toBeGreaterThanOrEqual(60 * 60_000);
    expect(lastsMs).toBeLessThan(61 * 60_000);
    // MongoDB would remove it within the next minute.
    const links = board.database.db.collection('resetlinks');
    await links.updateOne({}, { $set: { expiresAt: new Date(before - 1) } });
    expect(await ended(secret)).toBe(true);
    const ttl = (await links.indexes()).filter(({ expireAfterSeconds }) => expireAfterSeconds === 0);
    expect(ttl.map(({ key }) => key)).toEqual([{ expiresAt: 1 }]);
  });

  it.each<[string, (secret: string) => Promise<unknown>]>([
    ['a newer link', () => resetSecret(owner, 'Lena')],
    [
      'a changed password',
      async () => {
        await logIn(lena, 'Lena');
        const body = { current: goodPassword, next: 'ten green herons' };
        expect((await lena.call('POST', '/api/password', { body })).status).toBe(204);
      },
    ],
    ['the end of the account', () => owner.call('DELETE', '/api/users/Lena', { body: {} })],
    [
      'the end of an account whose posts stay',
      async () => {
        await logIn(lena, 'Lena');
        await lena.post({ guestName: undefined });
        await lena.call('DELETE', '/api/account', { body: { password: goodPassword } });
      },
    ],
  ])('[ACCOUNT-13] ends with %s', async (_what, end) => {
    const secret = await resetSecret(owner, 'Lena');
    await end(secret);
    expect(await ended(secret)).toBe(true);
  });

  it('[ACCOUNT-13] has 128 random bits, and only their hash is stored', async () => {
    const secrets = await Promise.all([resetSecret(owner, 'Lena'), resetSecret(owner, 'Lena')]);
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(16);
    expect(secrets[0]).not.toBe(secrets[1]);
    const stored = await board.database.db.collection('resetlinks').find().toArray();
    expect(stored).toHaveLength(1);
    expect(secrets.map((secret) => createHash('sha256').update(secret).digest('base64url'))).toContain(
      stored[0]!.secretHash,
    );
    for (const secret of secrets) expect(JSON.stringify(stored)).not.toContain(secret);
  });

  it('[LIMIT-13] trying links is slowed down by address; right ones do not count', async () => {
    const secret = await resetSecret(owner, 'Lena');
    for (let n = 0; n < 70; n += 1) expect((await open(secret)).status).toBe(200);
    const statuses = [];
    for (let n = 0; n < 70; n += 1) statuses.push((await open(`no such secret ${n}`)).status);
    expect(statuses.filter((status) => status === 404).length).toBeGreaterThanOrEqual(60);
    expect(statuses.at(-1)).toBe(429);
    expect((await resetPassword(stranger(), secret, newPassword)).status).toBe(429);
  });
});
