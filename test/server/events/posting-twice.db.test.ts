import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Visitor } from '../../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

type Stored = { _id: string };

describe('a post that comes twice', () => {
  let board: TestBoard;
  let lena: Visitor;
  /** The first account: the owner, who may change everything. */
  let owner: Visitor;
  let id: string;
  const post = { name: 'Meeting at 10', start: '2026-12-01', guestName: 'Lena' };

  beforeAll(async () => {
    board = await startBoard();
    [lena, owner] = [new Visitor(board.url), new Visitor(board.url)];
    await owner.call('POST', '/api/signup', { body: { username: 'ms.okafor', password: 'correct horse battery' } });
    await boards().insertOne({ ...{ title: 'Other', timeZone: 'Europe/Berlin', posting: 'anyone' }, _id: 'other' });
  });
  afterAll(() => board.close());
  beforeEach(() => {
    id = new ObjectId().toHexString();
  });

  const boards = () => board.database.db.collection<Stored>('boards');
  const send = async (body: object, visitor = lena, slug = 'main') => {
    const answer = await visitor.call('POST', `/api/boards/${slug}/events`, { body: { ...post, id, ...body } });
    return { said: answer.body.code ?? answer.status, event: answer.body.event };
  };
  const change = (version: number, body: object, who = owner) =>
    who.call('PATCH', `/api/events/${id}`, { version, body });

  it('[EVENT-18] other content under the same id is refused with the event, and changes nothing', async () => {
    const { event } = await send({});
    for (const other of [
      { name: 'Football match' },
      { start: '2026-12-02' },
      { end: '2026-12-02' },
      { timeZone: 'Asia/Tokyo' },
      { place: 'Room 12' },
      { details: 'Bring it' },
      { link: 'https://example.org' },
      { guestName: 'Lena M.' },
      { repeat: { every: 'week', count: 2 } },
    ])
      expect(await send(other), JSON.stringify(other)).toEqual({ said: 'id_reused', event });
    expect(await send({}, lena, 'other')).toEqual({ said: 'id_reused', event });
    expect((await lena.get(`/api/events/${id}`)).body.event).toEqual(event);
  });

  it('[EVENT-18] the same content is the same post, whatever became of the event since', async () => {
    expect((await send({})).said).toBe(201);
    const nowWritten = { name: 'Meeting at 11', place: 'Hall', timeZone: 'Asia/Tokyo' };
    await change(1, nowWritten, lena);
    const edited = { version: 2, name: 'Meeting at 11', place: 'Hall' };
    // As a program sends it: untrimmed, with defaults and empty texts.
    for (const same of [{}, { name: ' Meeting at 10 ', place: ' ', link: '', end: null, timeZone: 'Europe/Berlin' }])
      expect(await send(same)).toMatchObject({ said: 200, event: edited });
    // What the event says now was not posted under this id.
    expect((await send(nowWritten)).said).toBe('id_reused');
    await change(2, { status: 'hidden' });
    expect(await send({})).toMatchObject({ said: 200, event: { ...edited, version: 3, status: 'hidden' } });
    expect(await send({ name: 'Other' })).toMatchObject({ said: 'id_reused', event: { version: 3 } });

    await lena.call('DELETE', `/api/events/${id}`, { version: 3 });
    await lena.call('POST', `/api/events/${id}/restore`);
    expect(await send({})).toMatchObject({ said: 200, event: { name: 'Meeting at 11' } });
    expect((await send({ name: 'Other' })).said).toBe('id_reused');
  });

  it('[EVENT-18] the rules of the board may change meanwhile: approval, its zone, whether it shows guests’ names', async () => {
    await boards().updateOne({ _id: 'other' }, { $set: { approval: true } });
    expect(await send({}, lena, 'other')).toMatchObject({ said: 201, event: { status: 'pending' } });
    await change(1, { status: 'live' });
    await boards().updateOne(
      { _id: 'other' },
      { $set: { approval: false, timeZone: 'Asia/Tokyo', guestNames: 'hidden' } },
    );
    const rules = async () => (await lena.get('/api/boards/other')).body.board as { guestNames?: string };
    await expect.poll(rules, { timeout: 5_000 }).toMatchObject({ guestNames: 'hidden', timeZone: 'Asia/Tokyo' });
    expect(await send({}, lena, 'other')).toMatchObject({ said: 200, event: { status: 'live', version: 2 } });
    expect((await send({ name: 'Other' }, lena, 'other')).said).toBe('id_reused');
    // Nobody sees the name there, so another one makes no other event.
    id = new ObjectId().toHexString();
    expect((await send({}, lena, 'other')).said).toBe(201);
    expect(await send({ guestName: 'Lena M.' }, lena, 'other')).toMatchObject({ said: 200 });
  });

  it('[EVENT-18] a guest who has logged in since sends the same post, under their account', async () => {
    const visitor = new Visitor(board.url);
    await visitor.get('/api/session');
    expect((await send({ guestName: 'Kofi' }, visitor)).said).toBe(201);
    await visitor.call('POST', '/api/signup', { body: { username: 'kofi', password: 'correct horse battery' } });
    const { guestName: _, ...content } = post;
    const again = await visitor.call('POST', '/api/boards/main/events', { body: { ...content, id } });
    expect([again.status, again.body.event.author.name]).toEqual([200, 'Kofi']);
    const other = await visitor.call('POST', '/api/boards/main/events', { body: { ...content, id, name: 'Other' } });
    expect(other.body.code).toBe('id_reused');
  });

  it('[EVENT-18] a repeating post is the same only with the same dates', async () => {
    const repeat = { every: 'week', count: 3 };
    expect((await send({ repeat })).said).toBe(201);
    expect((await send({ repeat: { ...repeat, interval: 1 } })).said).toBe(200);
    for (const other of [{}, { repeat: { every: 'week', count: 4 } }, { repeat: { every: 'month', count: 3 } }])
      expect((await send(other)).said, JSON.stringify(other)).toBe('id_reused');
    const [, second] = await board.database.db
      .collection('events')
      .find({ 'series.id': new ObjectId(id) }, { sort: { start: 1 } })
      .toArray();
    id = second!._id.toHexString();
    expect((await send({ start: second!.start as string })).said).toBe('id_reused');
  });

  it('[EVENT-18] an event that an older version stored is compared as it is now', async () => {
    await send({});
    await board.database.db.collection('events').updateOne({ _id: new ObjectId(id) }, { $unset: { posted: true } });
    expect((await send({})).said).toBe(200);
    expect((await send({ place: 'Hall' })).said).toBe('id_reused');
    expect((await send({ repeat: { every: 'week', count: 2 } })).said).toBe('id_reused');
  });
});
