import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient } from '../../support/board/feed-client.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { goodPassword, member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

describe('guests’ names that a board shows no longer', () => {
  let board: TestBoard;
  let owner: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
  });
  afterAll(() => board.close());

  const events = () => board.database.db.collection('events');
  const rules = async (body: object, slug = 'main'): Promise<void> => {
    expect((await owner.call('PATCH', `/api/boards/${slug}`, { body })).status).toBe(200);
  };
  const post = { start: '2999-12-01', guestName: 'Amelie' };

  /** Everything that the server tells of these events. */
  async function told(ids: string[], by: Visitor): Promise<string> {
    const paths = [
      '/api/boards/main/events',
      '/api/boards/main/events?archived=any',
      '/api/boards/main/snapshot',
      '/boards/main.ics',
      '/boards/main.atom',
      ...ids.flatMap((id) => [`/api/events/${id}`, `/events/${id}.ics`]),
    ];
    const texts = paths.map(async (path) => (await fetch(board.url + path, { headers: { cookie: by.cookie } })).text());
    return (await Promise.all(texts)).join('\n');
  }

  it('[BOARD-17] are gone at every door, also from events that are there, waiting, hidden, archived or deleted', async () => {
    const amelie = new Visitor(board.url);
    await amelie.get('/api/session');
    const names = ['Shown', 'Hidden', 'Archived', 'Deleted', 'Signed up'];
    const posted = await Promise.all(names.map((name) => amelie.post({ ...post, name })));
    const [shown, hidden, archived, deleted, signedUp] = posted.map(({ id }) => id) as [
      string,
      string,
      string,
      string,
      string,
    ];
    await amelie.call('POST', '/api/signup', { body: { username: 'Zoe', password: goodPassword } });
    const own = await amelie.post({ ...post, name: 'As Zoe', guestName: undefined });
    await owner.call('PATCH', `/api/events/${hidden}`, { version: 1, body: { status: 'hidden' } });
    await events().updateOne({ _id: new ObjectId(archived) }, { $set: { archived: true }, $inc: { version: 1 } });
    await owner.call('DELETE', `/api/events/${deleted}`, { version: 1 });
    const client = feedClient(board.url);
    await until('the board', () => client.feed.status.state === 'live' && client.feed.events.size === 3);
    const stranger = new Visitor(board.url);
    expect(await told([shown, archived], stranger)).toContain('Amelie');

    await rules({ guestNames: 'hidden' });
    for (const id of [shown, hidden, archived, signedUp])
      expect((await owner.get(`/api/events/${id}`)).body.event.author).toEqual({ name: 'Guest', member: false });
    expect((await owner.get(`/api/events/${own.id}`)).body.event.author).toEqual({ name: 'Zoe', member: true });
    expect((await owner.call('POST', `/api/events/${deleted}/restore`)).body.event.author.name).toBe('Guest');
    for (const by of [stranger, amelie, owner]) expect(await told([shown, archived], by)).not.toContain('Amelie');
    for (const query of ['author=Amelie', 'q=amelie'])
      expect((await stranger.get(`/api/boards/main/events?archived=any&${query}`)).body.events).toEqual([]);
    // The screens that are open hear of it, and agree with the server.
    await until('the screen', () => client.feed.events.get(shown)?.author.name === 'Guest');
    expect(client.feed.events.get(shown)).toMatchObject({ version: 2, updatedAt: posted[0]!.updatedAt });
    client.stop();
    expect(JSON.stringify(await events().find({}).toArray())).not.toMatch(/amelie/i);
    // Names are not kept for later.
    await rules({ guestNames: 'shown' });
    expect(await told([shown], stranger)).not.toContain('Amelie');
    await events().deleteMany({});
  });

  it('[BOARD-17] an edit at the same moment loses nothing, and brings no name back', async () => {
    const amelie = new Visitor(board.url);
    await amelie.get('/api/session');
    const posted = await Promise.all(Array.from({ length: 30 }, (_, n) => amelie.post({ ...post, name: `Fair ${n}` })));
    const edits = posted.map(async ({ id }, n) => {
      const edit = (version: number) =>
        amelie.call('PATCH', `/api/events/${id}`, { version, body: { place: `Room ${n}` } });
      const { status } = await edit(1);
      return status === 412 ? (await edit(2)).status : status;
    });
    const [, ...statuses] = await Promise.all([rules({ guestNames: 'hidden' }), ...edits]);
    expect(statuses).toEqual(posted.map(() => 200));
    await until('no name', async () => (await events().countDocuments({ 'author.name': 'Amelie' })) === 0);
    expect(await events().distinct('place')).toHaveLength(30);
    await rules({ guestNames: 'shown' });
    await events().deleteMany({});
  });

  it('[BOARD-17] a server that starts also hides those of boards that another program has changed', async () => {
    const amelie = new Visitor(board.url);
    await amelie.get('/api/session');
    const { id } = await amelie.post(post);
    const boards = board.database.db.collection<{ _id: string }>('boards');
    await boards.updateOne({ _id: 'main' }, { $set: { guestNames: 'unreadable' } });
    const second = await startBoard({ database: board.database });
    const author = async () => (await new Visitor(second.url).get(`/api/events/${id}`)).body.event.author.name;
    await until('the name to be hidden', async () => (await author()) === 'Guest');
    await second.close();
  });
});
