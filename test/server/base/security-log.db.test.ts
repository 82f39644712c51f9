import { Writable } from 'node:stream';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Visitor } from '../../support/board/http-client.ts';
import { goodPassword, logIn, member } from '../../support/board/people.ts';
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
    expect(last('authz_fail')).toMatchObject({ method: 'DELETE', address: '127.0.0.1', by: null });
    await new Visitor(board.url).call('PATCH', `/api/events/${'x'.repeat(10_000)}`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(String(last('malicious_cross_site')!.path).length).toBeLessThan(300);
    await lena.call('PATCH', '/api/users/Owner', { body: { role: 'member' } });
    expect(last('authz_fail')).toMatchObject({ method: 'PATCH', address: '127.0.0.1', by: `user:${id}` });
    const withoutSender = lines.filter(({ event, address }) => event !== undefined && typeof address !== 'string');
    expect(withoutSender).toEqual([]);
    await new Visitor(board.url).call('POST', '/api/logout', { headers: { origin: 'https://evil.example' } });
    expect(last('malicious_cross_site')).toMatchObject({ address: '127.0.0.1' });
    await lena.call('POST', '/api/logout-everywhere');
    expect(last('session_ended')).toMatchObject({ user: id, reason: 'logged out everywhere' });
    await owner.call('DELETE', '/api/users/Lena', { body: { events: 'delete' } });
    expect(last('user_deleted')).toMatchObject({ user: id, by: expect.any(String), events: 'delete' });
    for (let n = 0; n < 12; n += 1) await logIn(new Visitor(board.url), 'Owner', `${mistyped} ${n}`);
    expect(events().filter((name) => name === 'excess_rate_limit_exceeded')).toHaveLength(1);
  });

  it('[LOG-2] contains no password, cookie, session or hash, at any level', async () => {
    const lena = await member(board.url, 'Lena');
    const cookies = [lena.cookie];
    await lena.get('/api/session');
    await logIn(lena, 'Lena', mistyped);
    await logIn(lena, mistyped, goodPassword);
    await lena.call('POST', '/api/password', { body: { current: goodPassword, next: newPassword } });
    cookies.push(lena.cookie);
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
    for (const secret of [screenKey, goodPassword, newPassword, mistyped, ...sessions, 'hs256-bcrypt', '$2b$', 'Fe26'])
      expect([secret, written.includes(secret)]).toEqual([secret, false]);
  });
});
