import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBoardRepository } from '../../../server/boards/board-repository.ts';
import { createBoardService } from '../../../server/boards/board-service.ts';
import type { Board } from '../../../shared/board.ts';
import type { Frame, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { feedClient } from '../../support/board/feed-client.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { boardOf } from '../../support/board/stored-board.ts';
import { until } from '../../support/until.ts';

describe('boards', () => {
  let board: TestBoard;
  let owner: Visitor;
  let lena: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
    lena = await member(board.url, 'Lena');
  });
  afterAll(() => board.close());

  it('[BOARD-1] moderators create boards, each with its own events and feed', async () => {
    const made = await owner.call('POST', '/api/boards', { body: { slug: 'year-5', title: 'Year 5' } });
    expect([made.status, made.headers.get('location'), made.body.board]).toEqual([
      201,
      '/api/boards/year-5',
      boardOf({
        slug: 'year-5',
        title: 'Year 5',
        joinCode: expect.stringMatching(/^[A-Z0-9]{5}$/) as string,
        firstSteps: true,
      }),
    ]);
    const { feed, stop } = feedClient(board.url, { board: 'year-5' });
    await until('the feed to be live', () => feed.status.state === 'live');
    await lena.call('POST', '/api/boards/year-5/events', {
      body: { name: 'Reading night', start: '2026-12-11T18:00' },
    });
    await lena.call('POST', '/api/boards/main/events', { body: { name: 'Choir', start: '2026-12-11T18:00' } });
    await until('its event to arrive', () => feed.events.size === 1);
    expect([...feed.events.values()].map(({ name }) => name)).toEqual(['Reading night']);
    stop();
    expect((await lena.get('/api/boards/main/events')).body.events.map(({ name }) => name)).toEqual(['Choir']);
  });

  it('[BOARD-1] refuses a slug that is taken or invalid, and people without the right', async () => {
    expect((await owner.call('POST', '/api/boards', { body: { slug: 'main', title: 'Mine' } })).body).toMatchObject({
      status: 409,
      code: 'slug_taken',
    });
    expect((await owner.call('POST', '/api/boards', { body: { slug: 'Year 5', title: 'Mine' } })).body).toMatchObject({
      status: 400,
      errors: [{ path: 'slug' }],
    });
    for (const visitor of [lena, new Visitor(board.url)]) {
      expect((await visitor.call('POST', '/api/boards', { body: { slug: 'mine', title: 'Mine' } })).body).toMatchObject(
        { status: 403, code: 'forbidden' },
      );
      expect((await visitor.call('PATCH', '/api/boards/main', { body: { title: 'Mine' } })).status).toBe(403);
    }
  });

  it('[BOARD-1] members create boards if the owner’s setting allows it', async () => {
    const open = await startBoard({ settings: { BOARD_CREATION: 'members' } });
    await member(open.url, 'Ms.Okafor');
    const kofi = await member(open.url, 'Kofi');
    expect((await kofi.call('POST', '/api/boards', { body: { slug: 'chess', title: 'Chess' } })).status).toBe(201);
    expect(
      (await new Visitor(open.url).call('POST', '/api/boards', { body: { slug: 'guests', title: 'Guests' } })).status,
    ).toBe(403);
    await open.close();
  });

  it('[BOARD-2] a board is renamed and frozen, on every server at once', async () => {
    const second = await startBoard({ database: board.database });
    await new Visitor(second.url).get('/api/boards/main');
    const changed = await owner.call('PATCH', '/api/boards/main', { body: { title: 'Riverside', posting: 'nobody' } });
    expect([changed.status, changed.body.board]).toEqual([
      200,
      boardOf({ title: 'Riverside', posting: 'nobody', joinCode: expect.any(String) as string, firstSteps: true }),
    ]);
    await until(
      'the other server to know',
      async () =>
        ((await new Visitor(second.url).get('/api/boards/main')).body.board as unknown as { title: string }).title ===
        'Riverside',
    );
    expect(
      (await lena.call('POST', '/api/boards/main/events', { body: { name: 'Choir', start: '2026-12-11' } })).body,
    ).toMatchObject({ status: 403, detail: expect.stringContaining('frozen') });
    expect(
      (await owner.call('POST', '/api/boards/main/events', { body: { name: 'Choir', start: '2026-12-11' } })).status,
    ).toBe(201);
    await owner.call('PATCH', '/api/boards/main', { body: { posting: 'anyone' } });
    await second.close();
  });

  it('[BOARD-3] where posts wait for approval, the public sees them after approval, moderators before', async () => {
    await owner.call('POST', '/api/boards', { body: { slug: 'careful', title: 'Careful' } });
    await owner.call('PATCH', '/api/boards/careful', { body: { approval: true } });
    const everyone = feedClient(board.url, { board: 'careful' });
    await until('the public feed to be live', () => everyone.feed.status.state === 'live');
    const { event } = (
      await lena.call('POST', '/api/boards/careful/events', { body: { name: 'Prank', start: '2026-12-11' } })
    ).body;
    expect(event.status).toBe('pending');
    expect((await owner.get('/api/boards/careful/snapshot?audience=moderators')).body.events).toHaveLength(1);
    expect((await new Visitor(board.url).get('/api/boards/careful/snapshot')).body.events).toEqual([]);
    const approved = await owner.call('PATCH', `/api/events/${event.id}`, { version: 1, body: { status: 'live' } });
    expect(approved.status).toBe(200);
    await until('the public to see it', () => everyone.feed.events.size === 1);
    everyone.stop();
  });

  it('[BOARD-4] the person who creates a board and those they name moderate this board and no other', async () => {
    const open = await startBoard({ settings: { BOARD_CREATION: 'members' } });
    const second = await startBoard({ database: open.database });
    await member(open.url, 'Ms.Okafor');
    const [kofi, mia, ben] = await Promise.all(['Kofi', 'Mia', 'Ben'].map((name) => member(open.url, name)));
    await kofi!.call('POST', '/api/boards', { body: { slug: 'chess', title: 'Chess' } });
    const { event } = (
      await ben!.call('POST', '/api/boards/chess/events', { body: { name: 'Blitz', start: '2026-12-11' } })
    ).body;
    const roleOf = async (visitor: Visitor, slug: string): Promise<unknown> =>
      ((await visitor.get(`/api/boards/${slug}`)).body.you as { role: string }).role;

    expect([
      await roleOf(kofi!, 'chess'),
      await roleOf(kofi!, 'main'),
      await roleOf(mia!, 'chess'),
      await roleOf(new Visitor(open.url), 'chess'),
    ]).toEqual(['owner', 'member', 'member', null]);
    expect(
      (await mia!.call('PATCH', `/api/events/${event.id}`, { version: 1, body: { status: 'hidden' } })).status,
    ).toBe(403);
    expect((await mia!.get('/api/boards/chess/snapshot?audience=moderators')).status).toBe(403);
    expect((await mia!.call('PUT', '/api/boards/chess/moderators', { body: { usernames: ['Mia'] } })).status).toBe(403);
    expect((await kofi!.call('PUT', '/api/boards/main/moderators', { body: { usernames: ['Kofi'] } })).status).toBe(
      403,
    );

    expect(
      (await kofi!.call('PUT', '/api/boards/chess/moderators', { body: { usernames: ['mia', 'Nobody'] } })).body,
    ).toMatchObject({ status: 400, detail: expect.stringContaining('Nobody') });
    expect((await kofi!.call('PUT', '/api/boards/chess/moderators', { body: { usernames: ['mia'] } })).status).toBe(
      204,
    );
    expect((await mia!.get('/api/boards/chess/moderators')).body).toEqual({ usernames: ['Mia'] });
    await until('the other server to know', async () => (await roleOf(mia!.copy(second.url), 'chess')) === 'moderator');
    expect(
      (await mia!.call('PATCH', `/api/events/${event.id}`, { version: 1, body: { status: 'hidden' } })).status,
    ).toBe(200);
    expect((await mia!.call('PATCH', '/api/boards/main', { body: { title: 'Mine' } })).status).toBe(403);
    expect((await mia!.get('/api/boards')).body.boards).toMatchObject([{ slug: 'chess' }]);
    // Only the owner archives or deletes the board.
    expect((await mia!.call('PATCH', '/api/boards/chess', { body: { archived: true } })).status).toBe(403);
    expect((await mia!.call('DELETE', '/api/boards/chess', { body: { confirm: 'chess' } })).status).toBe(403);
    await second.close();
    await open.close();
  });

  it('[BOARD-4] a former moderator of a board is out of its moderators’ feed at once', async () => {
    await owner.call('POST', '/api/boards', { body: { slug: 'shared', title: 'Shared' } });
    await owner.call('PUT', '/api/boards/shared/moderators', { body: { usernames: ['Lena'] } });
    const socket = io(board.url, { forceNew: true, transports: ['websocket'], extraHeaders: { cookie: lena.cookie } });
    const frames: Frame[] = [];
    socket.on('changes', (frame: Frame) => frames.push(frame));
    const { position } = (await lena.get('/api/boards/shared/snapshot?audience=moderators')).body as unknown as {
      position: string;
    };
    const subscribe = (): Promise<SubscribeAnswer> =>
      socket.emitWithAck('subscribe', {
        board: 'shared',
        position,
        audience: 'moderators',
      }) as Promise<SubscribeAnswer>;
    expect(await subscribe()).toMatchObject({ ok: true });
    const told = new Promise<{ is: Board }>((resolve) => {
      socket.on('board', (notice: { is: Board }) => {
        if (notice.is.peopleRevision === 2) resolve(notice);
      });
    });
    await owner.call('PUT', '/api/boards/shared/moderators', { body: { usernames: [] } });
    await told;
    const { event } = (
      await owner.call('POST', '/api/boards/shared/events', { body: { name: 'Secret', start: '2026-12-11' } })
    ).body;
    await owner.call('PATCH', `/api/events/${event.id}`, { version: 1, body: { status: 'hidden' } });
    expect(await subscribe()).toEqual({ ok: false, code: 'forbidden' });
    expect(frames).toEqual([]);
    socket.disconnect();
  });

  it('[BOARD-5] an archived board is read-only, for moderators too; only its owner brings it back', async () => {
    await owner.call('POST', '/api/boards', { body: { slug: 'old', title: 'Old' } });
    const { event } = (
      await owner.call('POST', '/api/boards/old/events', { body: { name: 'Fair', start: '2026-12-11' } })
    ).body;
    expect((await owner.call('PATCH', '/api/boards/old', { body: { archived: true } })).body.board).toMatchObject({
      archived: true,
    });
    for (const [method, path, options] of [
      ['POST', '/api/boards/old/events', { body: { name: 'Late', start: '2026-12-11' } }],
      ['PATCH', `/api/events/${event.id}`, { version: 1, body: { name: 'Changed' } }],
      ['DELETE', `/api/events/${event.id}`, { version: 1 }],
      ['PATCH', '/api/boards/old', { body: { title: 'New' } }],
      ['POST', '/api/boards/old/join-code', {}],
      ['DELETE', '/api/boards/old/join-code', {}],
      ['POST', '/api/boards/old/screen', {}],
      ['DELETE', '/api/boards/old/screen', {}],
      ['POST', '/api/boards/old/removed', { body: { id: 'guest:0', name: 'X', events: 'keep' } }],
      ['DELETE', '/api/boards/old/removed', { body: { id: 'guest:0' } }],
      ['PUT', '/api/boards/old/moderators', { body: { usernames: ['Lena'] } }],
    ] as const) {
      expect([method, path, (await owner.call(method, path, options)).body]).toMatchObject([
        method,
        path,
        { status: 403, detail: expect.stringContaining('archived') },
      ]);
    }
    expect((await owner.get('/api/boards/old/snapshot')).body.events).toHaveLength(1);
    expect((await owner.call('PATCH', '/api/boards/old', { body: { archived: false } })).status).toBe(200);
    expect(
      (await owner.call('PATCH', `/api/events/${event.id}`, { version: 1, body: { name: 'Changed' } })).status,
    ).toBe(200);
    expect((await owner.call('PATCH', '/api/boards/main', { body: { archived: true } })).status).toBe(400);
  });

  it('[BOARD-14] a moderator who does not know yet that the board was archived changes nothing of it', async () => {
    await owner.call('POST', '/api/boards', { body: { slug: 'kept', title: 'Kept' } });
    await owner.call('PUT', '/api/boards/kept/moderators', { body: { usernames: ['Lena'] } });
    const repository = createBoardRepository(board.database.db);
    const archive = () => repository.update('kept', { archived: true }, { evenArchived: true });
    // As a server that has read the board before, and has not heard of the change.
    const service = createBoardService({
      boards: repository,
      creation: 'members',
      deleteEvents: () => Promise.resolve(),
      reserveCover: () => Promise.reject(new Error('Nobody chooses a cover.')),
    });
    const { rights } = await service.get('kept');
    const actor = { key: rights.moderators[0]!, role: 'member' } as const;
    await archive();
    expect((await service.change('kept', { archived: false }, actor)).archived).toBe(true);
    await repository.update('kept', { archived: false }, { evenArchived: true });
    service.invalidate('kept');
    await service.get('kept');
    await archive();
    await expect(service.change('kept', { title: 'Mine', archived: false }, actor)).rejects.toMatchObject({
      status: 403,
    });
    expect(await repository.find('kept')).toMatchObject({ board: { title: 'Kept', archived: true } });
  });

  it('[BOARD-5] a board is deleted with all its events after its address was typed, and leaves every screen', async () => {
    await owner.call('POST', '/api/boards', { body: { slug: 'brief', title: 'Brief' } });
    const { event } = (
      await owner.call('POST', '/api/boards/brief/events', { body: { name: 'Fair', start: '2026-12-11' } })
    ).body;
    const { feed, stop } = feedClient(board.url, { board: 'brief' });
    await until('the feed to be live', () => feed.status.state === 'live' && feed.events.size === 1);
    expect((await owner.call('DELETE', '/api/boards/brief', { body: { confirm: 'breif' } })).body).toMatchObject({
      status: 400,
      errors: [{ path: 'confirm' }],
    });
    expect((await owner.call('DELETE', '/api/boards/main', { body: { confirm: 'main' } })).status).toBe(400);
    expect((await owner.call('DELETE', '/api/boards/brief', { body: { confirm: 'brief' } })).status).toBe(204);
    await until('the screen to be empty', () => feed.events.size === 0);
    stop();
    expect([
      (await owner.get('/api/boards/brief')).status,
      (await owner.get(`/api/events/${event.id}`)).status,
    ]).toEqual([404, 404]);
    expect(await board.database.db.collection('events').countDocuments({ board: 'brief' })).toBe(0);
  });

  it('[BOARD-6] a frozen board reopens to the same people as before', async () => {
    await owner.call('PATCH', '/api/boards/main', { body: { posting: 'members' } });
    expect((await owner.call('PATCH', '/api/boards/main', { body: { posting: 'nobody' } })).body.board).toMatchObject({
      posting: 'nobody',
      openTo: 'members',
    });
    await owner.call('PATCH', '/api/boards/main', { body: { posting: 'anyone' } });
  });

  it('[BOARD-6] it reopens to those whom another server let post a moment before', async () => {
    await owner.call('POST', '/api/boards', { body: { slug: 'two', title: '$Two' } });
    const repository = createBoardRepository(board.database.db);
    const service = createBoardService({
      boards: repository,
      creation: 'members',
      deleteEvents: () => Promise.resolve(),
      reserveCover: () => Promise.reject(new Error('Nobody chooses a cover.')),
    });
    const { rights } = await service.get('two');
    await owner.call('PATCH', '/api/boards/two', { body: { posting: 'members' } });
    expect(await service.change('two', { posting: 'nobody' }, { key: rights.owner!, role: 'member' })).toMatchObject({
      title: '$Two',
      posting: 'nobody',
      openTo: 'members',
    });
  });

  it.each([
    [{ posting: 'anyone' }, 'anyone'],
    [{ posting: 'members' }, 'members'],
    [{ posting: 'nobody' }, 'anyone'],
    [{ posting: 'anyone', openTo: 'members' }, 'members'],
    [{ posting: 'anyone', openTo: 7 }, 'members'],
    [{ posting: 7 }, 'members'],
    [{}, 'anyone'],
  ])('[BOARD-6] a board that was stored as %j is open to %s before and after it is frozen', async (stored, openTo) => {
    const repository = createBoardRepository(board.database.db);
    const boards = board.database.db.collection<{ _id: string }>('boards');
    await boards.replaceOne({ _id: 'by-hand' }, { title: 'By hand', ...stored }, { upsert: true });
    expect((await repository.find('by-hand'))!.board.openTo).toBe(openTo);
    await repository.update('by-hand', { posting: 'nobody' }, { evenArchived: false });
    expect((await repository.find('by-hand'))!.board.openTo).toBe(openTo);
    await boards.deleteOne({ _id: 'by-hand' });
  });

  it('[BOARD-6] guests’ names that are not shown are on no wire', async () => {
    await owner.call('POST', '/api/boards', { body: { slug: 'shy', title: 'Shy' } });
    await owner.call('PATCH', '/api/boards/shy', { body: { guestNames: 'hidden' } });
    const posted = await new Visitor(board.url).call('POST', '/api/boards/shy/events', {
      body: { name: 'Fair', start: '2026-12-11', guestName: 'Amelie' },
    });
    expect(posted.body.event.author).toEqual({ name: 'Guest', member: false });
    expect(JSON.stringify((await owner.get('/api/boards/shy/snapshot?audience=moderators')).body)).not.toContain(
      'Amelie',
    );
    expect(
      (await lena.call('POST', '/api/boards/shy/events', { body: { name: 'Fair', start: '2026-12-11' } })).body.event
        .author,
    ).toEqual({ name: 'Lena', member: true });
  });

  it('[BOARD-21] a new board is new until somebody who looks after it says otherwise; one of an older version never is', async () => {
    const isNew = async (slug: string): Promise<unknown> =>
      ((await new Visitor(board.url).get(`/api/boards/${slug}`)).body.board as Board).firstSteps;
    await owner.call('POST', '/api/boards', { body: { slug: 'fresh', title: 'Fresh' } });
    expect([await isNew('main'), await isNew('fresh')]).toEqual([true, true]);
    const change = { body: { firstSteps: false } };
    expect((await lena.call('PATCH', '/api/boards/fresh', change)).status).toBe(403);
    expect((await owner.call('PATCH', '/api/boards/fresh', change)).status).toBe(200);
    expect([await isNew('main'), await isNew('fresh')]).toEqual([true, false]);
    await board.database.db
      .collection<{ _id: string }>('boards')
      .insertOne({ _id: 'older', title: 'Older', posting: 'anyone' } as { _id: string });
    await until('the older board to be known', async () => (await isNew('older')) === false);
  });

  it('[BOARD-7] a board’s rules reach its followers at once, on every server, and everybody who comes later', async () => {
    const second = await startBoard({ database: board.database });
    const socket = io(second.url, { forceNew: true, transports: ['websocket'] });
    const notices: { board: string; is: Board }[] = [];
    socket.on('board', (notice: { board: string; is: Board }) => notices.push(notice));
    const { position } = (await new Visitor(second.url).get('/api/boards/main/snapshot')).body as unknown as {
      position: string;
    };
    await socket.emitWithAck('subscribe', { board: 'main', position });
    await until('the rules as they are', () => notices.length === 1);
    const { event } = (
      await owner.call('POST', '/api/boards/main/events', { body: { name: 'Fair', start: '2026-12-11' } })
    ).body;
    await owner.call('PATCH', '/api/boards/main', { body: { spotlight: event.id, joinSlide: true } });
    await until('the changed rules', () => notices.at(-1)?.is.spotlight === event.id);
    expect(notices.at(-1)).toMatchObject({ board: 'main', is: { joinSlide: true } });
    await owner.call('PATCH', '/api/boards/main', { body: { spotlight: null, joinSlide: false } });
    socket.disconnect();
    await second.close();
  });
});
