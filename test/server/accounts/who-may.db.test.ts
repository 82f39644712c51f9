import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { io, type Socket } from 'socket.io-client';
import type { Frame, SessionNotice, Snapshot, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { goodPassword, logIn, member, whoIs } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

describe('permissions', () => {
  let board: TestBoard;
  let other: TestBoard;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    board = await startBoard();
    other = await startBoard({ database: board.database });
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await other.close();
    await board.close();
  });

  /** The owner, and a moderator whom they appointed. */
  async function moderators(): Promise<{ owner: Visitor; moderator: Visitor }> {
    const owner = await member(board.url, 'Owner');
    const moderator = await member(board.url, 'Mod');
    await owner.call('PATCH', '/api/users/Mod', { body: { role: 'moderator' } });
    await until(
      'the role to arrive',
      async () => ((await whoIs(moderator)) as { role: string }).role === 'moderator',
      1_000,
    );
    return { owner, moderator };
  }

  async function socketOf(visitor: Visitor): Promise<{ socket: Socket; notices: SessionNotice[]; frames: Frame[] }> {
    const socket = io(other.url, {
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
      extraHeaders: { cookie: visitor.cookie },
    });
    sockets.push(socket);
    const [notices, frames]: [SessionNotice[], Frame[]] = [[], []];
    socket
      .on('session', (notice: SessionNotice) => notices.push(notice))
      .on('changes', (frame: Frame) => frames.push(frame));
    await until('a socket', () => socket.connected);
    return { socket, notices, frames };
  }

  async function subscribe(
    socket: Socket,
    audience: 'public' | 'moderators',
    position: string,
  ): Promise<SubscribeAnswer> {
    return socket
      .timeout(5_000)
      .emitWithAck('subscribe', { board: 'main', position, audience }) as Promise<SubscribeAnswer>;
  }

  const positionFor = async (visitor: Visitor): Promise<string> =>
    ((await visitor.copy(other.url).get('/api/boards/main/snapshot?audience=moderators')).body as unknown as Snapshot)
      .position;

  it('[ACCOUNT-9] a member posts under the account’s name, even if the post names another', async () => {
    const lena = await member(board.url, 'Lena');
    expect((await lena.post({ guestName: 'Somebody' })).author).toEqual({ name: 'Lena', member: true });
    expect((await lena.get('/api/session')).body).toEqual({
      user: { username: 'Lena', displayName: null, role: 'owner' },
      guest: null,
    });
  });

  it('[ACCOUNT-9] a guest cannot post under a member’s name, or one that looks like it, and keeps their own name', async () => {
    await member(board.url, 'Lena');
    const guest = new Visitor(board.url);
    await guest.post({ guestName: 'Ann' });
    for (const guestName of ['Lena', 'LENA', '  lena ', 'Ｌｅｎａ', 'Lеna', 'Le\u200bna', 'Lena\u2800', 'L\u00adena']) {
      const { status, body } = await guest.call('POST', '/api/boards/main/events', {
        body: { name: 'x', start: '2026-12-01', guestName },
      });
      expect([guestName, status, body]).toMatchObject([guestName, 400, { errors: [{ path: 'guestName' }] }]);
    }
    expect((await guest.get('/api/session')).body).toEqual({ user: null, guest: { name: 'Ann' } });
    // A guest loses a name when a member signs up with it: at once on that server, elsewhere a moment later.
    const before = new Visitor(board.url);
    await before.post({ guestName: 'Paul' });
    const postAgain = async (url: string): Promise<number> =>
      (await before.copy(url).call('POST', '/api/boards/main/events', { body: { name: 'x', start: '2026-12-01' } }))
        .status;
    expect(await postAgain(other.url)).toBe(201);
    await member(board.url, 'Paul');
    expect(await postAgain(board.url)).toBe(400);
    await until('the other server to know the member’s name', async () => (await postAgain(other.url)) === 400);
  });

  it('[EVENT-3] a guest can still change their events after signing up in the same browser; others cannot', async () => {
    await member(board.url, 'Owner');
    const lena = new Visitor(board.url);
    const event = await lena.post({ guestName: 'Lena G' });
    await lena.call('POST', '/api/signup', { body: { username: 'Lena', password: goodPassword } });
    const changed = await lena.call('PATCH', `/api/events/${event.id}`, { version: 1, body: { name: 'Changed' } });
    expect([changed.status, changed.body.event.author]).toEqual([200, { name: 'Lena G', member: false }]);
    const elsewhere = new Visitor(board.url);
    await logIn(elsewhere, 'Lena');
    expect((await elsewhere.call('DELETE', `/api/events/${event.id}`, { version: 2 })).status).toBe(403);
    // After logging out the browser is the guest again.
    await lena.call('POST', '/api/logout');
    expect((await lena.get('/api/session')).body).toEqual({ user: null, guest: { name: 'Lena G' } });
    expect((await lena.call('DELETE', `/api/events/${event.id}`, { version: 2 })).status).toBe(200);
  });

  it('[EVENT-3] members change and delete only their own events; the owner and moderators any event, and they pin and hide', async () => {
    const { owner, moderator } = await moderators();
    const [lena, paul] = [await member(board.url, 'Lena'), await member(board.url, 'Paul')];
    for (const [index, person] of [owner, moderator].entries()) {
      const event = await lena.post({ name: `Hers ${index}` });
      for (const [method, body] of [
        ['PATCH', { cancelled: true }],
        ['PUT', { name: 'x', start: '2026-12-01' }],
        ['DELETE', undefined],
      ] as const) {
        for (const stranger of [paul, new Visitor(board.url)])
          expect([
            method,
            (await stranger.call(method, `/api/events/${event.id}`, { version: 1, body })).status,
          ]).toEqual([method, 403]);
      }
      expect((await lena.call('PATCH', `/api/events/${event.id}`, { version: 1, body: { pinned: true } })).status).toBe(
        403,
      );
      expect(
        (await lena.call('PATCH', `/api/events/${event.id}`, { version: 1, body: { details: 'More' } })).status,
      ).toBe(200);
      expect((await person.get(`/api/events/${event.id}`)).body).toMatchObject({ may: { edit: true, delete: true } });
      for (const [version, body] of [
        [2, { pinned: true }],
        [3, { cancelled: true }],
        [4, { name: 'Renamed' }],
        [5, { status: 'hidden' }],
      ] as const) {
        const answer = await person.call('PATCH', `/api/events/${event.id}`, { version, body });
        expect([answer.status, answer.body.event]).toMatchObject([200, { ...body, author: { name: 'Lena' } }]);
      }
      // Hidden from everybody but its author and the moderators.
      expect((await paul.get(`/api/events/${event.id}`)).body.code).toBe('event_not_found');
      expect((await lena.get(`/api/events/${event.id}`)).status).toBe(200);
      expect((await person.call('DELETE', `/api/events/${event.id}`, { version: 6 })).status).toBe(200);
    }
  });

  it('[ACCOUNT-10] My events are those of the account and of its browser, all of them and nobody else’s, a page at a time', async () => {
    expect((await new Visitor(board.url).get('/api/myevents')).body.code).toBe('login_required');
    const { moderator } = await moderators();
    const [lena, paul] = [await member(board.url, 'Lena'), await member(board.url, 'Paul')];
    const mine = [];
    for (let n = 0; n < 5; n += 1) mine.unshift((await lena.post({ name: `Mine ${n}` })).id);
    await paul.post();
    await new Visitor(board.url).post({ guestName: 'Ann' });
    await moderator.call('PATCH', `/api/events/${mine[0]}`, { version: 1, body: { status: 'hidden' } });
    const first = await lena.get('/api/myevents?limit=3');
    expect([first.body.events.map(({ id }) => id), first.headers.get('cache-control')]).toEqual([
      mine.slice(0, 3),
      'no-store',
    ]);
    const second = await lena.get(`/api/myevents?limit=3&after=${first.body.next}`);
    expect([second.body.events.map(({ id }) => id), second.body.next]).toEqual([mine.slice(3), null]);
    expect(first.body.events[0]?.status).toBe('hidden');
    const ben = new Visitor(board.url);
    const asGuest = (await ben.post({ guestName: 'Ben' })).id;
    await ben.call('POST', '/api/signup', { body: { username: 'Benjamin', password: goodPassword } });
    const asMember = (await ben.post()).id;
    const elsewhere = new Visitor(board.url);
    await logIn(elsewhere, 'Benjamin', goodPassword);
    for (const [browser, ids] of [
      [ben, [asMember, asGuest]],
      [elsewhere, [asMember]],
    ] as const)
      expect((await browser.get('/api/myevents')).body.events.map(({ id }) => id)).toEqual(ids);
    for (const query of ['limit=0', 'limit=201', 'after=x', 'owner=user:1'])
      expect([query, (await lena.get(`/api/myevents?${query}`)).status]).toEqual([query, 400]);
  });

  it('[FEED-8] a moderator’s socket can follow what the public does not see; nobody else’s can', async () => {
    const { moderator } = await moderators();
    const lena = await member(board.url, 'Lena');
    const position = await positionFor(moderator);
    for (const person of [lena, new Visitor(board.url)])
      expect(await subscribe((await socketOf(person)).socket, 'moderators', position)).toEqual({
        ok: false,
        code: 'forbidden',
      });
    const { socket, frames } = await socketOf(moderator);
    expect(await subscribe(socket, 'moderators', position)).toMatchObject({ ok: true });
    await board.database.db
      .collection('events')
      .insertOne({ board: 'main', name: 'Waits', start: '2026-12-01', status: 'pending' });
    await until('the pending event to arrive', () =>
      frames.some(({ changes }) => changes.some((change) => 'put' in change && change.put.status === 'pending')),
    );
  });

  it('[FEED-8] [SESSION-1] a former moderator no longer gets what only moderators see, on any server', async () => {
    const { owner, moderator } = await moderators();
    const { socket, frames, notices } = await socketOf(moderator);
    const position = await positionFor(moderator);
    expect(await subscribe(socket, 'moderators', position)).toMatchObject({ ok: true });
    await owner.call('PATCH', '/api/users/Mod', { body: { role: 'member' } });
    await until('the notice to arrive', () => notices.some(({ reason }) => reason === 'changed'), 1_000);
    expect(await subscribe(socket, 'moderators', position)).toEqual({ ok: false, code: 'forbidden' });
    await board.database.db
      .collection('events')
      .insertOne({ board: 'main', name: 'Waits', start: '2026-12-01', status: 'pending' });
    const seen = new Visitor(other.url);
    await seen.post({ guestName: 'Ann', name: 'Seen by all' });
    expect(await subscribe(socket, 'public', position)).toMatchObject({ ok: true });
    await until(
      'the public event to be on the board',
      async () =>
        ((await (await fetch(`${other.url}/api/boards/main/snapshot`)).json()) as Snapshot).events.length === 1,
    );
    expect(
      frames.filter(({ changes }) => changes.some((change) => 'put' in change && change.put.status !== 'live')),
    ).toEqual([]);
  });

  it('[EVENT-3] on a board for members guests are told to log in; on a frozen board only moderators post', async () => {
    const boards = board.database.db.collection<{ _id: string }>('boards');
    const { moderator } = await moderators();
    const lena = await member(board.url, 'Lena');
    const post = async (visitor: Visitor): Promise<number> =>
      (
        await visitor.call('POST', '/api/boards/main/events', {
          body: { name: 'x', start: '2026-12-01', guestName: 'Ann' },
        })
      ).status;
    const statuses = async (): Promise<number[]> => [
      await post(new Visitor(board.url)),
      await post(lena),
      await post(moderator),
    ];
    for (const [posting, expected] of [
      ['members', [403, 201, 201]],
      ['nobody', [403, 403, 201]],
      ['anyone', [201, 201, 201]],
    ] as const) {
      await boards.updateOne({ _id: 'main' }, { $set: { posting } });
      await until(
        'the other server to know the rule',
        async () =>
          ((await lena.get('/api/boards/main')).body as unknown as { board: { posting: string } }).board.posting ===
          posting,
      );
      expect([posting, await statuses()]).toEqual([posting, expected]);
    }
  });
});
