import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BoardEvent } from '../../../shared/event.ts';
import { startTcpProxy } from '../../support/cluster/tcp-proxy.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { uriThrough } from '../../support/mongodb/database.ts';
import { until } from '../../support/until.ts';

describe('events over HTTP', () => {
  let board: TestBoard;
  let lena: Visitor;
  let tomas: Visitor;

  beforeAll(async () => {
    board = await startBoard();
    lena = new Visitor(board.url);
    tomas = new Visitor(board.url);
  });

  afterAll(() => board.close());

  const create = (visitor: Visitor, body: object) => visitor.call('POST', '/api/boards/main/events', { body });

  it.each([
    [
      'repeat.until',
      { start: '2027-01-31T23:59', timeZone: 'Etc/GMT+12', repeat: { every: 'week', until: '9999-12-31' } },
    ],
    ['start', { start: '0999-01-01', repeat: { every: 'week', count: 3 } }],
    ['start', { start: '0026-12-05T18:00' }],
    ['end', { start: '2027-01-31', end: '9999-12-31' }],
  ])('[EVENT-17] a year that nobody plans in is refused at its field: %s of %j', async (path, input) => {
    const answer = await lena.call('POST', '/api/boards/main/events', {
      body: { name: 'Far away', guestName: 'Lena', ...input },
    });
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { code: 'invalid_request', errors: [{ path, message: 'The year must be from 1900 to 9998.' }] },
    ]);
  });

  it('[EVENT-4] a post is answered with the whole event, with `Location` and version', async () => {
    const { status, headers, body } = await create(lena, {
      name: '  Repair   cafe\u0301 ',
      start: '2026-11-28T10:00',
      end: '2026-11-28T13:00',
      place: 'Community house',
      details: 'Bring\r\nit',
      link: 'https://example.org/x',
      guestName: 'Lena',
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/events/${body.event.id}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(BoardEvent.parse(body.event)).toMatchObject({
      board: 'main',
      name: 'Repair   café',
      start: '2026-11-28T10:00',
      end: '2026-11-28T13:00',
      timeZone: 'Europe/Berlin',
      startsAt: '2026-11-28T09:00:00.000Z',
      endsAt: '2026-11-28T12:00:00.000Z',
      details: 'Bring\nit',
      author: { name: 'Lena', member: false },
      status: 'live',
      version: 1,
    });
  });

  it('[EVENT-5] the same id again is the same event for its author, and refused for anybody else', async () => {
    const id = new ObjectId().toHexString();
    const first = await create(lena, { id, name: 'Once', start: '2026-12-01', guestName: 'Lena' });
    const again = await create(lena, { id, name: 'Once', start: '2026-12-01', guestName: 'Lena' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.event).toEqual(first.body.event);
    const other = await create(tomas, { id, name: 'Once', start: '2026-12-01', guestName: 'Tomás' });
    expect([other.status, other.body.code]).toEqual([409, 'id_taken']);
  });

  it('[EVENT-15] nobody takes the id of a deleted event, with a post or as a date of a series, on any board', async () => {
    const post = { start: '2026-12-01', guestName: 'Tomás' };
    const event = await lena.post({ name: 'Mine' });
    const { body } = await create(lena, {
      name: 'Weekly',
      start: '2026-12-01',
      guestName: 'Lena',
      repeat: { every: 'week', count: 2 },
    });
    await lena.call('DELETE', `/api/events/${event.id}`, { version: 1 });
    await lena.call('DELETE', `/api/events/${body.event.id}?series=all`, { version: 1 });
    await board.database.db.collection<{ _id: string }>('boards').insertOne({
      _id: 'other',
      title: 'Other',
      timeZone: 'Europe/Berlin',
      posting: 'anyone',
      approval: false,
    } as {
      _id: string;
    });
    const takes = await Promise.all([
      create(tomas, { ...post, id: event.id, name: 'Theirs' }),
      tomas.call('POST', '/api/boards/other/events', { body: { ...post, id: event.id, name: 'Theirs' } }),
      create(tomas, { ...post, id: body.event.id, name: 'Theirs', repeat: { every: 'week', count: 2 } }),
      lena.call('POST', '/api/boards/other/events', {
        body: { ...post, id: event.id, guestName: 'Lena', name: 'Moved' },
      }),
    ]);
    expect(takes.map(({ status, body: { code } }) => [status, code])).toEqual(takes.map(() => [409, 'id_taken']));
    const back = await lena.call('POST', `/api/events/${event.id}/restore`);
    expect([back.status, back.body.event.name]).toEqual([200, 'Mine']);

    // After those minutes, calendars still know the id.
    await lena.call('DELETE', `/api/events/${event.id}`, { version: 2 });
    await board.database.db.collection('deletions').deleteMany({});
    await until('the tombstone', () =>
      board.database.db.collection('tombstones').findOne({ _id: new ObjectId(event.id), sequence: { $gte: 2 } }),
    );
    expect((await create(tomas, { ...post, id: event.id, name: 'Theirs' })).body.code).toBe('id_taken');
  });

  it('[EVENT-15] an event is not put back over another that has its id', async () => {
    const event = await lena.post({ name: 'Mine' });
    await lena.call('DELETE', `/api/events/${event.id}`, { version: 1 });
    // By another program, which knows nothing of deletions.
    await board.database.db
      .collection('events')
      .insertOne({ _id: new ObjectId(event.id), name: 'Theirs', start: '2026-12-01', owner: 'guest:other' });
    const { status, body } = await lena.call('POST', `/api/events/${event.id}/restore`);
    expect([status, body.code]).toEqual([409, 'id_taken']);
    expect((await lena.get(`/api/events/${event.id}`)).body.event.name).toBe('Theirs');
  });

  it('[EVENT-15] between deleting and posting there is no moment in which the id is free', async () => {
    const posted = await Promise.all(Array.from({ length: 20 }, (_, index) => lena.post({ name: `Mine ${index}` })));
    await Promise.all(
      posted.map(async ({ id }) => {
        const attempts = Array.from({ length: 5 }, () =>
          create(tomas, { id, name: 'Theirs', start: '2026-12-01', guestName: 'Tomás' }),
        );
        const gone = await lena.call('DELETE', `/api/events/${id}`, { version: 1 });
        expect(gone.status).toBe(200);
        expect((await Promise.all(attempts)).map(({ status }) => status)).toEqual(attempts.map(() => 409));
      }),
    );
  });

  it('[EVENT-5] a browser that had a cookie can send a post again after its answer was lost', async () => {
    const visitor = new Visitor(board.url);
    await visitor.get('/api/session');
    const cookie = visitor.cookie;
    const id = new ObjectId().toHexString();
    await visitor.call('POST', '/api/boards/main/events', {
      body: { id, name: 'Lost', start: '2026-12-01', guestName: 'Ann' },
    });
    const retry = await new Visitor(board.url).call('POST', '/api/boards/main/events', {
      body: { id, name: 'Lost', start: '2026-12-01', guestName: 'Ann' },
      headers: { cookie },
    });
    expect(retry.status).toBe(200);
  });

  it('[EVENT-14] posts that arrive at the same moment each get their own answer', async () => {
    const visitors = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const visitor = new Visitor(board.url);
        await visitor.get('/api/session');
        return visitor;
      }),
    );
    const [mine, taken] = [new ObjectId().toHexString(), new ObjectId().toHexString()];
    await lena.call('POST', '/api/boards/main/events', {
      body: { id: taken, name: 'Taken', start: '2026-12-01', guestName: 'Lena' },
    });
    const post = (visitor: Visitor, body: object) =>
      visitor.call('POST', '/api/boards/main/events', { body: { name: 'At once', start: '2026-12-01', ...body } });
    const answers = await Promise.all([
      ...visitors.map((visitor, number) => post(visitor, { name: `At once ${number}`, guestName: `Guest ${number}` })),
      post(visitors[0]!, { id: mine, guestName: 'Guest 0' }),
      post(visitors[0]!, { id: mine, guestName: 'Guest 0' }),
      post(visitors[1]!, { id: taken, guestName: 'Guest 1' }),
    ]);
    expect(answers.slice(0, 30).map(({ status, body }) => [status, body.event.name])).toEqual(
      Array.from({ length: 30 }, (_, number) => [201, `At once ${number}`]),
    );
    expect(
      answers
        .slice(30)
        .map(({ status }) => status)
        .sort(),
    ).toEqual([200, 201, 409]);
  });

  it('[EVENT-14] while the database is unreachable every post gets a 503, also the second and third, and can be sent again', async () => {
    const { uri, ...database } = board.database;
    const proxy = await startTcpProxy(Number(new URL(uri).port));
    const away = await startBoard({
      database: { ...database, uri: uriThrough(proxy.port, uri) },
    });
    try {
      const visitor = new Visitor(away.url);
      await visitor.post({ guestName: 'Ann' });
      const id = new ObjectId().toHexString();
      const post = (start: string) => create(visitor, { id, name: 'Meanwhile', start });
      proxy.refuse();
      const answers = await Promise.all(Array.from({ length: 3 }, () => post('2026-12-01')));
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([503, 'unavailable']));
      proxy.restore();
      await until('the post to be accepted', async () => (await post('2026-12-01')).status === 201);
    } finally {
      await away.close();
      await proxy.close();
    }
  });

  it('[EVENT-6] remembers the guest’s name, and accepts a new one', async () => {
    const visitor = new Visitor(board.url);
    await visitor.post({ guestName: 'Ann' });
    expect((await visitor.get('/api/session')).body).toEqual({ user: null, guest: { name: 'Ann' } });
    const second = await create(visitor, { name: 'Without a name', start: '2026-12-01' });
    expect(second.body.event.author).toEqual({ name: 'Ann', member: false });
    const third = await create(visitor, { name: 'Renamed', start: '2026-12-01', guestName: 'Annabel' });
    expect(third.body.event.author.name).toBe('Annabel');
  });

  it('[EVENT-6] asks a guest for a name', async () => {
    const { status, body } = await create(new Visitor(board.url), { name: 'Anonymous', start: '2026-12-01' });
    expect([status, body.code, body.errors]).toEqual([
      400,
      'invalid_request',
      [{ path: 'guestName', message: 'Enter your name.' }],
    ]);
  });

  it('[EVENT-1] a refusal says for each field what is wrong with it', async () => {
    const { status, headers, body } = await create(lena, {
      name: ' ',
      start: '2026-02-30',
      end: 'tomorrow',
      timeZone: 'Mars/Base',
      link: 'javascript:alert(1)',
      colour: 'red',
      guestName: 'a\u202eb',
    });
    expect([status, headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect((body.errors as { path: string }[]).map(({ path }) => path).sort()).toEqual([
      'colour',
      'end',
      'guestName',
      'link',
      'name',
      'start',
      'timeZone',
    ]);
  });

  it('[EVENT-7] refuses a local time that a clock change skips, with the reason; of one that occurs twice it takes the earlier', async () => {
    const gap = await create(lena, { name: 'Gap', start: '2027-03-28T02:30' });
    expect([gap.status, gap.body.errors]).toEqual([
      400,
      [{ path: 'start', message: expect.stringContaining('clocks go forward') as string }],
    ]);
    const twice = await lena.post({ start: '2026-10-25T02:30' });
    expect(twice.startsAt).toBe('2026-10-25T00:30:00.000Z');
  });

  it('[EVENT-7] an all-day event ends at the end of its last day, exclusive', async () => {
    const event = await lena.post({ start: '2026-03-28', end: '2026-03-29' });
    expect([event.startsAt, event.endsAt]).toEqual(['2026-03-27T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
  });

  it('[EVENT-3] only its author can change and delete an event', async () => {
    const { id } = await lena.post();
    expect((await lena.get(`/api/events/${id}`)).body.may).toEqual({ edit: true, delete: true, moderate: false });
    expect((await tomas.get(`/api/events/${id}`)).body.may).toEqual({ edit: false, delete: false, moderate: false });
    for (const method of ['PATCH', 'PUT', 'DELETE']) {
      const refused = await tomas.call(method, `/api/events/${id}`, {
        version: 1,
        ...(method === 'DELETE' ? {} : { body: { name: 'Mine', start: '2026-12-01' } }),
      });
      expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    }
    const changed = await lena.call('PATCH', `/api/events/${id}`, {
      version: 1,
      body: { name: 'Changed', cancelled: true },
    });
    expect(changed.body.event).toMatchObject({ name: 'Changed', cancelled: true, version: 2, place: null });
    const replaced = await lena.call('PUT', `/api/events/${id}`, {
      version: 2,
      body: { name: 'Whole', start: '2026-12-02' },
    });
    expect(replaced.body.event).toMatchObject({
      name: 'Whole',
      start: '2026-12-02',
      cancelled: false,
      place: null,
      version: 3,
    });
    const deleted = await lena.call('DELETE', `/api/events/${id}`, { version: 3 });
    expect([deleted.status, deleted.body.event]).toEqual([200, replaced.body.event]);
    expect((await lena.get(`/api/events/${id}`)).body.code).toBe('event_not_found');
  });

  it('[EVENT-9] a deleted event can be put back under its id', async () => {
    const { id, name, start } = await lena.post();
    await lena.call('DELETE', `/api/events/${id}`, { version: 1 });
    expect((await create(lena, { id, name, start })).status).toBe(201);
  });

  it('[EVENT-8] a change has to name the version that was seen; a conflict is answered with the current event', async () => {
    const { id } = await lena.post();
    expect((await lena.call('PATCH', `/api/events/${id}`, { body: { name: 'x' } })).body.code).toBe(
      'precondition_required',
    );
    expect(
      (await lena.call('PATCH', `/api/events/${id}`, { body: { name: 'x' }, headers: { 'if-match': '*' } })).status,
    ).toBe(400);
    await lena.call('PATCH', `/api/events/${id}`, { body: { name: 'First' }, version: 1 });
    const conflict = await lena.call('PATCH', `/api/events/${id}`, { body: { name: 'Second' }, version: 1 });
    expect([conflict.status, conflict.body.code, conflict.body.event.name]).toEqual([412, 'version_conflict', 'First']);
    const weak = await lena.call('PATCH', `/api/events/${id}`, {
      body: { name: 'Second' },
      headers: { 'if-match': 'W/"2"' },
    });
    expect(weak.body.event.version).toBe(3);
  });

  it('[EVENT-8] of many changes to one version at the same moment, one wins', async () => {
    const { id } = await lena.post();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        lena.call('PATCH', `/api/events/${id}`, { body: { name: `Change ${n}` }, version: 1 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
  });

  it('[EVENT-2] checks a changed start or end against the stored other one', async () => {
    const { id } = await lena.post({ start: '2026-12-01T18:00', end: '2026-12-01T20:00' });
    const late = await lena.call('PATCH', `/api/events/${id}`, { body: { start: '2026-12-01T21:00' }, version: 1 });
    expect([late.status, late.body.errors]).toEqual([400, [{ path: 'end', message: 'Must not be before the start.' }]]);
  });

  it('[EVENT-8] a change by a program that knows no versions is not overwritten', async () => {
    const { id } = await lena.post();
    const events = board.database.db.collection('events');
    // Each write between our read and our write has to be in the result.
    const writes = Array.from({ length: 30 }, (_, n) =>
      events.updateOne({ _id: new ObjectId(id) }, { $set: { place: `Room ${n}` } }),
    );
    const patch = lena.call('PATCH', `/api/events/${id}`, { body: { name: 'Changed' }, version: 1 });
    await Promise.all(writes);
    await patch;
    const last = await events.findOne({ _id: new ObjectId(id) });
    const { body } = await lena.get(`/api/events/${id}`);
    expect(body.event.place).toBe(last!.place);
  });

  it('[EVENT-10] a tutorial’s document that is changed becomes a proper event', async () => {
    const events = board.database.db.collection('events');
    const owner = (await events.findOne({ _id: new ObjectId((await lena.post()).id) }))!.owner as string;
    const { insertedId } = await events.insertOne({ event: 'Meetup', date: '04-10-19', user: 'mike', owner });
    const { body } = await lena.call('PATCH', `/api/events/${insertedId.toHexString()}`, {
      body: { place: 'Library' },
      version: 1,
    });
    expect(body.event).toMatchObject({
      name: 'Meetup',
      start: '2019-04-10',
      place: 'Library',
      version: 2,
      author: { name: 'mike', member: false },
    });
    const stored = await events.findOne({ _id: insertedId });
    expect(stored).toMatchObject({ name: 'Meetup', version: 2 });
    expect(Object.keys(stored!)).not.toEqual(expect.arrayContaining(['event']));
  });

  it('[EVENT-3] guests cannot pin or hide events', async () => {
    const { id } = await lena.post();
    for (const body of [{ pinned: true }, { status: 'hidden' }])
      expect((await lena.call('PATCH', `/api/events/${id}`, { body, version: 1 })).status).toBe(403);
  });

  it('[EVENT-3] only its author and moderators find a hidden event', async () => {
    const { id } = await lena.post();
    await board.database.db.collection('events').updateOne({ _id: new ObjectId(id) }, { $set: { status: 'hidden' } });
    expect((await tomas.get(`/api/events/${id}`)).status).toBe(404);
    expect((await lena.get(`/api/events/${id}`)).status).toBe(200);
  });
});
