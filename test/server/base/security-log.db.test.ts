import { Writable } from 'node:stream';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Visitor } from '../../support/board/http-client.ts';
import { goodPassword, logIn, member, resetPassword, resetSecret } from '../../support/board/people.ts';
import { securityEvents } from '../../../server/base/security-log.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

const newPassword = 'nine brown herons';
const mistyped = 'typed into the wrong field';

describe('the security log', () => {
  let board: TestBoard;
  let lines: Record<string, unknown>[];

  beforeEach(async () => {
    lines = [];
    const logger = pino(
      { level: 'trace', base: undefined },
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
          done();
        },
      }),
    );
    board = await startBoard({ logger });
  });

  afterEach(() => board.close());

  const events = (): unknown[] => lines.flatMap(({ event }) => (event === undefined ? [] : [event]));
  const last = (event: string): Record<string, unknown> | undefined => lines.findLast((line) => line.event === event);

  it('[LOG-1] has sign-ups, log-ins, failures, ended sessions, roles and moderation, each with the person and the time', async () => {
    const owner = await member(board.url, 'Owner');
    expect(last('user_created')).toMatchObject({
      user: expect.stringMatching(/^[0-9a-f]{24}$/),
      role: 'owner',
      address: '127.0.0.1',
      time: expect.any(Number),
    });
    const lena = await member(board.url, 'Lena');
    const id = last('user_created')!.user;
    await logIn(new Visitor(board.url), 'Lena', mistyped);
    expect(last('authn_login_fail')).toMatchObject({ user: id, reason: 'wrong password', address: '127.0.0.1' });
    await logIn(new Visitor(board.url), mistyped, goodPassword);
    expect(last('authn_login_fail')).toMatchObject({ user: null });
    const browser = new Visitor(board.url);
    await logIn(browser, 'Lena');
    expect(last('authn_login_success')).toMatchObject({ user: id });
    await browser.call('POST', '/api/logout');
    expect(last('session_ended')).toMatchObject({ user: id, reason: 'logged out' });
    await lena.call('POST', '/api/password', { body: { current: mistyped, next: newPassword } });
    expect(last('authn_password_change_fail')).toMatchObject({ user: id });
    await lena.call('POST', '/api/password', { body: { current: goodPassword, next: newPassword } });
    expect(last('authn_password_change')).toMatchObject({ user: id });
    await lena.call('PATCH', '/api/account', { body: { displayName: 'Lena Brandt' } });
    expect(last('user_updated')).toMatchObject({ user: id, what: 'display name', by: `user:${id}` });
    await owner.call('PATCH', '/api/users/Lena', { body: { role: 'moderator' } });
    expect(last('privilege_permissions_changed')).toMatchObject({ user: id, role: 'moderator' });
    const { id: event } = await new Visitor(board.url).post({ guestName: 'Ann' });
    await until(
      'the role to arrive',
      async () =>
        (await lena.call('PATCH', `/api/events/${event}`, { version: 1, body: { pinned: true } })).status === 200,
    );
    expect(last('event_moderated')).toMatchObject({ by: `user:${id}`, event_id: event, action: 'change' });
    await new Visitor(board.url).call('DELETE', `/api/events/${event}`, { version: 2 });
    expect(last('authz_fail')).toMatchObject({ method: 'DELETE', address: '127.0.0.1', by: 'nobody' });
    await new Visitor(board.url).call('PATCH', `/api/events/${'x'.repeat(10_000)}`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(String(last('malicious_cross_site')!.path).length).toBeLessThan(300);
    await lena.call('PATCH', '/api/users/Owner', { body: { role: 'member' } });
    expect(last('authz_fail')).toMatchObject({ method: 'PATCH', address: '127.0.0.1', by: `user:${id}` });
    await new Visitor(board.url).call('POST', '/api/logout', { headers: { origin: 'https://evil.example' } });
    expect(last('malicious_cross_site')).toMatchObject({ address: '127.0.0.1' });
    await lena.call('POST', '/api/logout-everywhere');
    expect(last('session_ended')).toMatchObject({ user: id, reason: 'logged out everywhere' });
    await owner.call('DELETE', '/api/users/Lena', { body: { events: 'delete' } });
    expect(last('user_deleted')).toMatchObject({ user: id, events: 'delete' });
    for (let n = 0; n < 12; n += 1) await logIn(new Visitor(board.url), 'Owner', `${mistyped} ${n}`);
    expect(events().filter((name) => name === 'excess_rate_limit_exceeded')).toHaveLength(1);
  });

  it('[LOG-4] has every event of its list, each with who did it, in one form, and from where', async () => {
    const owner = await member(board.url, 'Owner');
    const ownerKey = `user:${String(last('user_created')!.user)}`;
    const lena = await member(board.url, 'Lena');
    const user = String(last('user_created')!.user);
    const guest = new Visitor(board.url);
    await owner.call('PATCH', '/api/users/Lena', { body: { role: 'moderator' } });
    expect(last('privilege_permissions_changed')).toMatchObject({ user, by: ownerKey });
    await lena.call('POST', '/api/password', { body: { current: mistyped, next: newPassword } });
    expect(last('authn_password_change_fail')).toMatchObject({ user, by: `user:${user}` });
    await lena.call('PATCH', '/api/account', { body: { displayName: 'Lena Brandt' } });
    expect(last('user_updated')).toMatchObject({ user, by: `user:${user}`, what: 'display name' });
    const secret = await resetSecret(owner, 'Lena');
    expect(last('authn_token_created')).toMatchObject({ user, by: ownerKey, what: 'reset link' });
    await resetPassword(guest, 'no such secret');
    expect(last('authn_password_change_fail')).toMatchObject({
      user: null,
      reason: 'no such reset link',
      by: 'nobody',
    });
    await resetPassword(guest, secret);
    expect(last('authn_password_change')).toMatchObject({ user, by: 'nobody', link_by: ownerKey });
    await guest.call('POST', '/api/logout');
    expect(last('session_ended')).toMatchObject({ user, by: `user:${user}` });

    const posted = new Visitor(board.url);
    const { id } = await posted.post({ guestName: 'Ann' });
    await owner.call('PATCH', `/api/events/${id}`, { version: 1, body: { pinned: true } });
    expect(last('event_moderated')).toMatchObject({ by: ownerKey });
    await posted.call('PATCH', `/api/events/${id}`, { version: 2, body: { pinned: true } });
    expect(last('authz_fail')!.by).toMatch(/^guest:/);
    await posted.call('POST', '/api/logout', { headers: { origin: 'https://evil.example' } });
    expect(last('malicious_cross_site')!.by).toMatch(/^guest:/);
    await owner.call('POST', '/api/logout', { headers: { origin: 'https://evil.example' } });
    expect(last('malicious_cross_site')).toMatchObject({ by: ownerKey });
    await owner.call('POST', '/api/boards/main/removed', {
      body: { id: `guest:${'0'.repeat(32)}`, name: 'Rude', events: 'keep' },
    });
    expect(last('person_removed')).toMatchObject({ by: ownerKey });
    await owner.call('PUT', '/api/boards/main/moderators', { body: { usernames: ['Lena'] } });
    expect(last('board_moderators_changed')).toMatchObject({ by: ownerKey });

    await logIn(lena, 'Lena', goodPassword);
    await board.database.db
      .collection('sessions')
      .updateMany({}, { $set: { usedAt: new Date(0), createdAt: new Date(0) } });
    await lena.get('/api/session');
    expect(last('session_expired')).toMatchObject({ user });
    for (let n = 0; n < 12; n += 1) await logIn(new Visitor(board.url), 'Owner', `${mistyped} ${n}`);
    await owner.call('DELETE', '/api/users/Lena', { body: {} });
    expect(last('user_deleted')).toMatchObject({ user, by: ownerKey });

    expect([...new Set(events())].sort()).toEqual([...securityEvents].sort());
    const known = lines.filter(({ event }) => event !== undefined);
    const incomplete = known.filter(
      ({ address, by }) => address !== '127.0.0.1' || !/^((user|guest):[\w-]+|nobody)$/.test(String(by)),
    );
    expect(incomplete).toEqual([]);
  });

  it('[LOG-4] a call that needs a log-in, by somebody without one, is a refused one', async () => {
    await new Visitor(board.url).get('/api/myevents');
    expect(last('authz_fail')).toMatchObject({ by: 'nobody', address: '127.0.0.1', path: '/api/myevents' });
  });

  it('[LOG-4] sockets that are refused or closed are named like calls', async () => {
    const lena = await member(board.url, 'Lena');
    const by = `user:${String(last('user_created')!.user)}`;
    await board.database.db.collection('users').updateOne({ name: 'Lena' }, { $set: { role: 'member' } });
    const open = (headers: Record<string, string>): Socket => {
      const socket = io(board.url, {
        forceNew: true,
        reconnection: false,
        transports: ['websocket'],
        extraHeaders: headers,
      });
      onTestFinished(() => void socket.disconnect());
      return socket;
    };
    const own = open({ cookie: lena.cookie });
    const message = { board: 'main', position: 'x', audience: 'moderators' };
    await until('the role to be known', async () => (await own.emitWithAck('subscribe', message)).code === 'forbidden');
    expect(last('authz_fail')).toMatchObject({ by, address: '127.0.0.1', method: 'subscribe', path: 'main' });
    await open({}).emitWithAck('subscribe', message);
    expect(last('authz_fail')).toMatchObject({ by: 'nobody', address: '127.0.0.1' });

    // More than its messages may be, and fewer than its packets.
    for (let n = 0; n < 40; n += 1) own.emit('mismatch', { board: 'main' });
    await until('the server to close it', () => own.disconnected);
    expect(last('excess_rate_limit_exceeded')).toMatchObject({ by, address: '127.0.0.1', what: 'messages' });
    const ann = new Visitor(board.url);
    await ann.post({ guestName: 'Ann' });
    for (const [cookie, name] of [
      [lena.cookie, by],
      [ann.cookie, expect.stringMatching(/^guest:/)],
      ['', 'nobody'],
    ] as const) {
      lines.length = 0;
      const flooding = open({ cookie });
      await until('the connection', () => flooding.connected);
      const { ws } = flooding.io.engine.transport as unknown as { ws: { send(packet: string): void } };
      for (let n = 0; n < 70; n += 1) ws.send('3');
      const packets = (): boolean => last('excess_rate_limit_exceeded')?.what === 'packets';
      await until('the flood to be logged', packets);
      expect(last('excess_rate_limit_exceeded')).toMatchObject({ by: name, address: '127.0.0.1' });
      lines.length = 0;
      open({ cookie, origin: 'https://evil.example' });
      await until('the foreign socket to be logged', () => last('malicious_cross_site') !== undefined);
      expect(last('malicious_cross_site')).toMatchObject({ by: name, address: '127.0.0.1', path: '/socket.io' });
    }
  });

  it('[LOG-2] contains no password, cookie, session or hash, at any level', async () => {
    const lena = await member(board.url, 'Lena');
    const cookies = [lena.cookie];
    await lena.get('/api/session');
    await logIn(lena, 'Lena', mistyped);
    await logIn(lena, mistyped, goodPassword);
    await lena.call('POST', '/api/password', { body: { current: goodPassword, next: newPassword } });
    cookies.push(lena.cookie);
    await member(board.url, 'Kofi');
    const reset = await resetSecret(lena, 'Kofi');
    await new Visitor(board.url).call('POST', '/api/reset-link', { body: { secret: reset } });
    await resetPassword(new Visitor(board.url), reset, newPassword);
    await lena.call('POST', '/api/login', { raw: `{"username": "Lena", "password": "${goodPassword}"` });
    await lena.call('POST', '/api/login', { body: { username: 'Lena', password: goodPassword, more: newPassword } });
    await lena.call('DELETE', '/api/account', { body: { password: newPassword } });
    const screenKey = 'Jk3vQ-8rT2_wXyZaBcDeFg';
    await lena.get(`/api/screens/${screenKey}`);
    await lena.call('POST', `/api/screens/${screenKey}`, { headers: { origin: 'https://evil.example' } });
    expect(last('malicious_cross_site')).toMatchObject({ path: '/api/screens/…' });
    const sessions = cookies.flatMap((cookie) => cookie.split('; ').map((pair) => pair.replace(/^[^=]+=/, '')));
    const written = JSON.stringify(lines);
    expect(lines.length).toBeGreaterThan(5);
    for (const secret of [
      reset,
      screenKey,
      goodPassword,
      newPassword,
      mistyped,
      ...sessions,
      'hs256-bcrypt',
      '$2b$',
      'Fe26',
    ])
      expect([secret, written.includes(secret)]).toEqual([secret, false]);
  });
});
