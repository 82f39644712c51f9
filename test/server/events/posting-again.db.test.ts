import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { goodPassword, member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

describe('what was deleted and is posted again under its id', () => {
  let board: TestBoard;
  let owner: Visitor;
  let lena: Visitor;

  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
    lena = new Visitor(board.url);
    for (const slug of ['open', 'careful'])
      expect((await owner.call('POST', '/api/boards', { body: { slug, title: slug } })).status).toBe(201);
    await change('careful', { approval: true });
  });
  afterAll(() => board.close());

  async function change(slug: string, body: object): Promise<void> {
    expect((await owner.call('PATCH', `/api/boards/${slug}`, { body })).status).toBe(200);
  }

  const newId = (): string => new ObjectId().toHexString();

  const post = (slug: string, id: string, fields: object = {}): Promise<Answer> =>
    lena.call('POST', `/api/boards/${slug}/events`, {
      body: { id, name: 'Choir', start: '2999-12-01', guestName: 'Lena', ...fields },
    });

  const edit = (by: Visitor, id: string, version: number, body: object): Promise<Answer> =>
    by.call('PATCH', `/api/events/${id}`, { version, body });

  async function remove(by: Visitor, id: string, version: number, which = ''): Promise<void> {
    expect((await by.call('DELETE', `/api/events/${id}${which}`, { version })).status).toBe(200);
  }

  const restore = (by: Visitor, id: string): Promise<Answer> => by.call('POST', `/api/events/${id}/restore`);

  const is = ({ status, body }: Answer) => [status, body.event?.status, body.event?.version];

  it('[EVENT-19] its version goes on, so that no approval and no change holds for what its author has not seen', async () => {
    const id = newId();
    expect(is(await post('careful', id, { name: 'Good' }))).toEqual([201, 'pending', 1]);
    await remove(lena, id, 1);
    expect(is(await post('careful', id, { name: 'Evil' }))).toEqual([201, 'pending', 2]);
    const approving = (version: number): Promise<Answer> =>
      owner.call('POST', `/api/events/${id}/review`, { version, body: { outcome: 'approved' } });
    expect((await approving(1)).status).toBe(412);
    expect((await new Visitor(board.url).get(`/api/events/${id}`)).status).toBe(404);
    expect((await edit(owner, id, 1, { pinned: true })).status).toBe(412);
    // Also a second time, and after a restore.
    await remove(lena, id, 2);
    expect(is(await restore(lena, id))).toEqual([200, 'pending', 3]);
    await remove(lena, id, 3);
    expect(is(await post('careful', id, { name: 'Third' }))).toEqual([201, 'pending', 4]);
    expect(is(await approving(4))).toEqual([200, 'live', 5]);
  });

  it('[EVENT-19] each date of a series goes on where it was', async () => {
    const id = newId();
    const fields = { start: `${new Date().getUTCFullYear() + 1}-06-01`, repeat: { every: 'week', count: 2 } };
    await post('open', id, fields);
    expect(is(await edit(lena, id, 1, { place: 'Hall' }))).toEqual([200, 'live', 2]);
    await remove(lena, id, 2, '?series=all');
    expect(is(await post('open', id, fields))).toEqual([201, 'live', 3]);
    const { events } = (await lena.get('/api/boards/open/events')).body;
    expect(events.filter(({ series }) => series?.id === id).map(({ version }) => version)).toEqual([3, 2]);
  });

  it('[EVENT-19] of posts and restores at the same moment only one goes on, so no version is given twice', async () => {
    const id = newId();
    await post('open', id);
    await remove(lena, id, 1);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        index % 2 === 0 ? post('open', id, { name: `${index}` }) : restore(lena, id),
      ),
    );
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
    expect(new Set(answers.flatMap(({ body }) => (body.event === undefined ? [] : [body.event.name]))).size).toBe(1);
    expect((await lena.get(`/api/events/${id}`)).body.event.version).toBe(2);
  });

  it('[EVENT-20] it stays hidden or pending, as it was when it was deleted', async () => {
    const [hidden, pending] = [newId(), newId()];
    for (const id of [hidden, pending]) await post('open', id);
    for (const [id, status] of [
      [hidden, 'hidden'],
      [pending, 'pending'],
    ] as const) {
      await edit(owner, id, 1, { status });
      await remove(lena, id, 2);
      expect(is(await post('open', id))).toEqual([201, status, 3]);
      expect((await new Visitor(board.url).get(`/api/events/${id}`)).status).toBe(404);
    }
    // No further date of it is shown either.
    await remove(lena, hidden, 3);
    const start = `${new Date().getUTCFullYear() + 1}-06-01`;
    await post('open', hidden, { start, repeat: { every: 'week', count: 3 } });
    const { events } = (await lena.get('/api/myevents')).body;
    expect(events.filter(({ series }) => series?.id === hidden).map(({ status }) => status)).toEqual(
      Array(3).fill('hidden'),
    );
  });

  it('[EVENT-21] its id stays taken for longer than it can be put back, whether the public ever saw it or not', async () => {
    const { db } = board.database;
    const leaving = await member(board.url, 'Leaving');
    const posted = [newId(), newId(), newId(), newId()];
    const [pending, shown, archived, gone] = posted as [string, string, string, string];
    await post('careful', pending);
    await post('open', shown);
    await post('open', archived);
    await db
      .collection('events')
      .updateOne({ _id: new ObjectId(archived) }, { $set: { archived: true }, $inc: { version: 1 } });
    const body = { id: gone, name: 'Choir', start: '2999-12-01' };
    expect((await leaving.call('POST', '/api/boards/careful/events', { body })).status).toBe(201);
    await remove(lena, pending, 1);
    await remove(lena, shown, 1);
    await remove(lena, archived, 2);
    const account = { password: goodPassword, events: 'delete' };
    expect((await leaving.call('DELETE', '/api/account', { body: account })).status).toBe(204);
    // As ten minutes later.
    await db.collection('deletions').deleteMany({});
    for (const id of posted)
      for (const by of [lena, new Visitor(board.url)]) {
        const answer = await by.call('POST', '/api/boards/open/events', {
          body: { id, name: 'Theirs', start: '2999-12-01', guestName: 'Lena' },
        });
        expect([posted.indexOf(id), answer.status, answer.body.code]).toEqual([posted.indexOf(id), 409, 'id_taken']);
      }
  });

  it('[EVENT-20] what somebody else deleted comes back only by a moderator', async () => {
    const id = newId();
    await post('open', id);
    await remove(owner, id, 1);
    const again = await post('open', id, { name: 'Again' });
    expect([again.status, again.body.code]).toEqual([409, 'id_taken']);
    expect((await restore(lena, id)).status).toBe(403);
    expect(is(await restore(owner, id))).toEqual([200, 'live', 2]);
    // Then it is its author's again.
    await remove(lena, id, 2);
    expect(is(await restore(lena, id))).toEqual([200, 'live', 3]);

    const series = newId();
    const start = `${new Date().getUTCFullYear() + 1}-06-01`;
    await post('open', series, { start, repeat: { every: 'week', count: 3 } });
    await remove(owner, series, 1, '?series=all');
    expect((await lena.call('POST', `/api/events/${series}/restore?series=all`)).status).toBe(403);
    expect((await owner.call('POST', `/api/events/${series}/restore?series=all`)).status).toBe(200);
  });
});
