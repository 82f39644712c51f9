import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { io, type Socket } from 'socket.io-client';
import type { SessionNotice, Snapshot, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { goodPassword, logIn, member, whoIs } from '../../support/board/people.ts';
import { startBoard, testSecret, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

/** SESSION-1: every server knows within a second that a session has ended. */
const withinASecondMs = 1_000;
const newPassword = 'nine brown herons';

describe('sessions on two servers', () => {
  let here: TestBoard;
  let there: TestBoard;
  const closers: (() => void | Promise<void>)[] = [];

  beforeEach(async () => {
    here = await startBoard();
    there = await startBoard({ database: here.database });
  });

  afterEach(async () => {
    vi.useRealTimers();
    for (const close of closers.splice(0)) await close();
    await there.close();
    await here.close();
  });

  /** The same browser, calling the other server. */
  function at(board: TestBoard, visitor: Visitor): Visitor {
    return visitor.copy(board.url);
  }

  async function connect(board: TestBoard, visitor: Visitor): Promise<{ socket: Socket; notices: SessionNotice[] }> {
    const socket = io(board.url, {
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
      extraHeaders: { cookie: visitor.cookie },
    });
    closers.push(() => {
      socket.disconnect();
    });
    const notices: SessionNotice[] = [];
    socket.on('session', (notice: SessionNotice) => notices.push(notice));
    await until('a socket', () => socket.connected);
    return { socket, notices };
  }

  const ask = (on: Socket, message: unknown): Promise<SubscribeAnswer> =>
    on.timeout(5_000).emitWithAck('subscribe', message) as Promise<SubscribeAnswer>;

  /** Waits until the server knows whose socket it is: it answers only then. */
  async function settle(board: TestBoard, socket: Socket): Promise<void> {
    const { position } = (await (await fetch(`${board.url}/api/boards/main/snapshot`)).json()) as Snapshot;
    expect(await ask(socket, { board: 'main', position })).toMatchObject({ ok: true });
  }

  const ends: [string, (visitor: Visitor) => Promise<number>][] = [
    ['logging out', async (visitor) => (await visitor.call('POST', '/api/logout')).status],
    ['logging out everywhere', async (visitor) => (await visitor.call('POST', '/api/logout-everywhere')).status],
    [
      'another password',
      async (visitor) =>
        (await visitor.call('POST', '/api/password', { body: { current: goodPassword, next: newPassword } })).status,
    ],
    [
      'a deleted account',
      async (visitor) => (await visitor.call('DELETE', '/api/account', { body: { password: goodPassword } })).status,
    ],
  ];

  for (const [what, end] of ends) {
    it(`[SESSION-1] ${what} ends a session on every server within a second, and its sockets are told`, async () => {
      const lena = await member(here.url, 'Lena');
      const stolen = { here: lena.copy(here.url), there: at(there, lena) };
      for (const visitor of Object.values(stolen)) expect(await whoIs(visitor)).toMatchObject({ username: 'Lena' });
      const sockets = [await connect(here, lena), await connect(there, lena)];
      await settle(here, sockets[0]!.socket);
      await settle(there, sockets[1]!.socket);

      expect(await end(lena)).toBe(204);
      const endedAt = Date.now();
      expect(await whoIs(stolen.here.copy(here.url))).toBeNull();
      await until(
        'the other server to know',
        async () => (await whoIs(stolen.there.copy(there.url))) === null,
        withinASecondMs,
      );
      for (const { notices } of sockets)
        await until(
          'the notice',
          () => notices.some(({ reason }) => reason === 'ended'),
          withinASecondMs - (Date.now() - endedAt),
        );
      // A copy of the cookie from before cannot post either.
      const post = await stolen.there
        .copy(there.url)
        .call('POST', '/api/boards/main/events', { body: { name: 'x', start: '2026-12-01' } });
      expect([post.status, post.body.code]).toEqual([401, 'login_required']);
    });
  }

  it('[SESSION-4] a new password creates a new session for the browser that changed it', async () => {
    const lena = await member(here.url, 'Lena');
    const cookie = lena.cookie;
    await lena.call('POST', '/api/password', { body: { current: goodPassword, next: newPassword } });
    expect(lena.cookie).not.toBe(cookie);
    expect(await whoIs(lena)).toMatchObject({ username: 'Lena' });
    expect(await whoIs(at(there, lena))).toMatchObject({ username: 'Lena' });
    expect((await logIn(new Visitor(there.url), 'Lena')).status).toBe(401);
    expect((await logIn(new Visitor(there.url), 'Lena', newPassword)).status).toBe(200);
  });

  it('[ACCOUNT-2] a change of password needs the current one, and the new one has to follow the rules', async () => {
    const lena = await member(here.url, 'Lena');
    expect(
      (await lena.call('POST', '/api/password', { body: { current: 'not it at all', next: newPassword } })).body.code,
    ).toBe('invalid_credentials');
    const cases: [string, string][] = [
      ['password', 'next'],
      ['short', 'next'],
      ['lena', 'next'],
    ];
    for (const [next, path] of cases) {
      const answer = await lena.call('POST', '/api/password', { body: { current: goodPassword, next } });
      expect([answer.status, answer.body]).toEqual([
        400,
        expect.objectContaining({ errors: [expect.objectContaining({ path })] }),
      ]);
    }
    expect(await whoIs(lena)).toMatchObject({ username: 'Lena' });
    for (const path of ['/api/password', '/api/logout-everywhere']) {
      expect(
        (await new Visitor(here.url).call('POST', path, { body: { current: goodPassword, next: newPassword } })).body
          .code,
      ).toBe('login_required');
    }
  });

  it('[SESSION-4] logging in again creates a new session and ends the old one', async () => {
    const lena = await member(here.url, 'Lena');
    const before = lena.copy(here.url);
    await logIn(lena, 'Lena');
    expect(await whoIs(lena)).toMatchObject({ username: 'Lena' });
    expect(await whoIs(before)).toBeNull();
  });

  it('[SESSION-2] a session that the process knows costs no database read', async () => {
    const lena = await member(here.url, 'Lena');
    await whoIs(lena);
    await here.database.client.db('admin').command({ profile: 0 });
    await here.database.db.command({ profile: 2 });
    closers.push(async () => {
      await here.database.db.command({ profile: 0 });
    });
    for (let n = 0; n < 20; n += 1) expect(await whoIs(lena)).toMatchObject({ username: 'Lena' });
    const reads = await here.database.db
      .collection('system.profile')
      .find({ ns: { $in: [`${here.database.name}.users`, `${here.database.name}.sessions`] } })
      .toArray();
    expect(reads).toEqual([]);
  });

  it('[SESSION-3] a session ends after its idle time without use; one that is used does not', async () => {
    const lena = await member(here.url, 'Lena');
    const paul = await member(here.url, 'Paul');
    const start = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    const sixDaysMs = 6 * 24 * 60 * 60_000;
    vi.setSystemTime(start + sixDaysMs);
    // Used at the other server, which counts here, too.
    await until('the other server to know the session', async () => (await whoIs(at(there, lena))) !== null);
    await until(
      'the use to be stored',
      async () =>
        (await here.database.db.collection('sessions').findOne({ usedAt: { $gte: new Date(start + sixDaysMs) } })) !==
        null,
    );
    vi.setSystemTime(start + 2 * sixDaysMs);
    expect(await whoIs(paul)).toBeNull();
    expect(await whoIs(lena)).toMatchObject({ username: 'Lena' });
  });

  it('[SESSION-3] a session ends at its maximum age, however much it is used', async () => {
    const lena = await member(here.url, 'Lena');
    const start = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    for (let day = 5; day < 30; day += 5) {
      vi.setSystemTime(start + day * 24 * 60 * 60_000);
      expect([day, await whoIs(lena.copy(here.url))]).toMatchObject([day, { username: 'Lena' }]);
      await until(
        'the use to be stored',
        async () =>
          (await here.database.db
            .collection('sessions')
            .findOne({ usedAt: { $gte: new Date(start + day * 24 * 60 * 60_000) } })) !== null,
      );
    }
    vi.setSystemTime(start + 30 * 24 * 60 * 60_000 + 1000);
    expect(await whoIs(lena)).toBeNull();
  });

  it('[SESSION-4] an account has at most 50 sessions: the one used longest ago ends', async () => {
    const first = await member(here.url, 'Lena');
    const sessions = here.database.db.collection('sessions');
    const { _id, ...session } = (await sessions.findOne({}))!;
    await sessions.insertMany(
      Array.from({ length: 50 }, (_, n) => ({
        ...session,
        _id: `session-${n}` as never,
        usedAt: new Date(Date.now() + 1000),
      })),
    );
    await logIn(new Visitor(here.url), 'Lena');
    expect(await sessions.countDocuments()).toBe(50);
    await until('the first session to end', async () => (await whoIs(first.copy(here.url))) === null, withinASecondMs);
  });

  it('[SESSION-1] a session ends when another program deletes its document or its user’s', async () => {
    const lena = await member(here.url, 'Lena');
    const paul = await member(here.url, 'Paul');
    for (const visitor of [lena, paul]) expect(await whoIs(at(there, visitor))).not.toBeNull();
    await here.database.db.collection('users').deleteOne({ name: 'Lena' });
    await here.database.db.collection('sessions').deleteMany({});
    for (const visitor of [lena, paul]) {
      for (const board of [here, there])
        await until(
          'the session to be over',
          async () => (await whoIs(visitor.copy(board.url))) === null,
          withinASecondMs,
        );
    }
  });

  it('[DOOR-5] the cookies are sealed, HttpOnly and SameSite=Lax, and Secure behind HTTPS', async () => {
    const plain = await new Visitor(here.url).call('POST', '/api/signup', {
      body: { username: 'Lena', password: goodPassword },
    });
    expect(plain.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^board-session=Fe26\.2[^;]*; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
      ),
      expect.stringMatching(/^board=Fe26\.2[^;]*; Max-Age=15552000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/),
    ]);
    const behindHttps = await startBoard({
      database: here.database,
      settings: { PUBLIC_URL: 'https://board.example' },
    });
    closers.push(() => behindHttps.close());
    const secure = await fetch(`${behindHttps.localUrl}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'Lena', password: goodPassword }),
    });
    expect(secure.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-board-session=Fe26\.2[^;]*; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
      ),
      expect.stringMatching(
        /^__Host-board=Fe26\.2[^;]*; Max-Age=15552000; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
    expect(secure.headers.get('strict-transport-security')).toContain('max-age=31536000');
  });

  it('[DOOR-5] a trusted proxy can say that a request came by HTTPS; nobody else is believed', async () => {
    await member(here.url, 'Lena');
    const behindProxy = await startBoard({ database: here.database, settings: { TRUST_PROXY: '1' } });
    closers.push(() => behindProxy.close());
    const cookieFrom = async (url: string, headers: Record<string, string>): Promise<string> =>
      (
        await new Visitor(url).call('POST', '/api/login', {
          body: { username: 'Lena', password: goodPassword },
          headers,
        })
      ).headers.getSetCookie()[0]!;
    expect(await cookieFrom(behindProxy.url, { 'x-forwarded-proto': 'https' })).toMatch(
      /^__Host-board-session=.*Secure/,
    );
    expect(await cookieFrom(behindProxy.url, {})).toMatch(/^board-session=(?!.*Secure)/);
    expect(await cookieFrom(here.url, { 'x-forwarded-proto': 'https' })).toMatch(/^board-session=(?!.*Secure)/);
    const secure = new Visitor(behindProxy.url);
    await secure.call('POST', '/api/login', {
      body: { username: 'Lena', password: goodPassword },
      headers: { 'x-forwarded-proto': 'https' },
    });
    const said = await secure.call('GET', '/api/session', { headers: { 'x-forwarded-proto': 'https' } });
    expect([said.body, said.headers.get('strict-transport-security')]).toMatchObject([
      { user: { username: 'Lena' } },
      expect.stringContaining('max-age'),
    ]);
  });

  it('[DOOR-5] a cookie that this board did not seal is not a session, whatever it looks like', async () => {
    const lena = await member(here.url, 'Lena');
    const seal = /board-session=([^;]+)/.exec(lena.cookie)![1]!;
    const forged = [
      '',
      'x',
      'Fe26.2',
      'Fe26.2**',
      'Fe26.2*1*a*b*c*d*e*f',
      `${seal.slice(0, -3)}AAA`,
      seal.replace('Fe26.2*1', 'Fe26.2*2'),
      encodeURIComponent('{"id":"x"}'),
      '%',
      '%E0%A4%A',
      seal.split('*').reverse().join('*'),
      seal.replace('~', '*extra~'),
    ];
    for (const value of forged) {
      const answer = await fetch(`${here.url}/api/session`, {
        headers: { cookie: `board-session=${value}; board=${value}` },
      });
      expect([value, answer.status, await answer.json()]).toEqual([value, 200, { user: null, guest: null }]);
    }
    // A cookie of one kind is not accepted as the other.
    const swapped = await fetch(`${here.url}/api/session`, { headers: { cookie: `board=${seal}` } });
    expect(await swapped.json()).toEqual({ user: null, guest: null });
    expect(await whoIs(lena)).toMatchObject({ username: 'Lena' });
  });

  it('[SESSION-5] the secret can be replaced without logging anybody out; a cookie counts no longer than its secret', async () => {
    const next = 'the next secret and just as long as it must be';
    const lena = await member(here.url, 'Lena');
    const left = lena.copy(here.url);
    const rotated = await startBoard({
      database: here.database,
      settings: { SESSION_SECRET: `${next},${testSecret}` },
    });
    closers.push(() => rotated.close());
    const browser = lena.copy(rotated.url);
    expect(await whoIs(browser)).toMatchObject({ username: 'Lena' });
    expect(browser.cookie).not.toBe(lena.cookie);
    const finished = await startBoard({ database: here.database, settings: { SESSION_SECRET: next } });
    closers.push(() => finished.close());
    expect(await whoIs(browser.copy(finished.url))).toMatchObject({ username: 'Lena' });
    expect(await whoIs(left.copy(finished.url))).toBeNull();
  });
});
