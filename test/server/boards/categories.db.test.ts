import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Category } from '../../../shared/category.ts';
import { feedClient } from '../../support/board/feed-client.ts';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

type WithBoard = { board: { categories: Category[] }; category: Category; errors: { path: string }[] };

describe('the categories of a board', () => {
  let board: TestBoard;
  let owner: Visitor;
  let lena: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Ms.Okafor');
    lena = await member(board.url, 'Lena');
  });
  afterAll(() => board.close());

  async function newBoard(slug: string): Promise<string> {
    expect((await owner.call('POST', '/api/boards', { body: { slug, title: 'Board' } })).status).toBe(201);
    return `/api/boards/${slug}`;
  }

  async function add(path: string, body: object, by = owner): Promise<Category> {
    const answer = await by.call('POST', `${path}/categories`, { body });
    expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
    return (answer.body as unknown as WithBoard).category;
  }

  const categoriesOf = async (path: string): Promise<Category[]> =>
    ((await lena.get(path)).body as unknown as WithBoard).board.categories;

  const pathsOf = ({ body }: Answer): string[] => (body as unknown as WithBoard).errors.map(({ path }) => path);

  it('[CATEGORY-1] moderators add, change and delete them, and everybody on the board hears of it', async () => {
    const path = await newBoard('kinds');
    const { feed, stop } = feedClient(board.url, { board: 'kinds' });
    await until('the feed to be live', () => feed.status.state === 'live');
    const music = await add(path, { name: ' Music ' });
    expect(music).toEqual({
      id: expect.stringMatching(/^music-[a-z0-9]{4}$/) as string,
      name: 'Music',
      color: 'purple',
      icon: 'music',
    });
    const chess = await add(path, { name: '象棋', color: 'teal', icon: 'games' });
    expect(chess.id).toMatch(/^[a-z0-9]{4}$/);
    expect(await categoriesOf(path)).toEqual([music, chess]);

    const changed = await owner.call('PATCH', `${path}/categories/${music.id}`, { body: { name: 'MUSIC!' } });
    expect([changed.status, (changed.body as unknown as WithBoard).board.categories[0]]).toEqual([
      200,
      { ...music, name: 'MUSIC!' },
    ]);
    expect((await owner.call('DELETE', `${path}/categories/${chess.id}`)).status).toBe(200);
    expect(await categoriesOf(path)).toEqual([{ ...music, name: 'MUSIC!' }]);
    stop();
  });

  it('[CATEGORY-1] refuses a name that is there, a thirteenth, an odd look, an unknown one, and people without the right', async () => {
    const path = await newBoard('twelve');
    const made = [];
    for (let n = 1; n <= 12; n += 1) made.push(await add(path, { name: `Kind ${n}` }));
    const categories = `${path}/categories`;
    expect(pathsOf(await owner.call('POST', categories, { body: { name: 'One more' } }))).toEqual(['name']);
    expect((await owner.call('DELETE', `${categories}/${made[11]!.id}`)).status).toBe(200);
    expect(pathsOf(await owner.call('POST', categories, { body: { name: 'KIND 2' } }))).toEqual(['name']);
    expect(pathsOf(await owner.call('PATCH', `${categories}/${made[0]!.id}`, { body: { name: 'kïnd 2' } }))).toEqual([
      'name',
    ]);
    const again = await owner.call('PATCH', `${categories}/${made[0]!.id}`, { body: { name: 'KIND 1' } });
    expect(again.status).toBe(200);
    expect(pathsOf(await owner.call('POST', categories, { body: { name: 'x'.repeat(31), color: 'neon' } }))).toEqual([
      'name',
      'color',
    ]);
    for (const [method, id] of [
      ['PATCH', 'gone-6h6h'],
      ['DELETE', made[11]!.id],
      ['DELETE', 'Odd!'],
    ] as const)
      expect(
        (await owner.call(method, `${categories}/${id}`, method === 'PATCH' ? { body: { name: 'X' } } : {})).body,
      ).toMatchObject({ status: 404, code: 'category_not_found' });
    for (const visitor of [lena, new Visitor(board.url)]) {
      expect((await visitor.call('POST', categories, { body: { name: 'Mine' } })).status).toBe(403);
      expect((await visitor.call('DELETE', `${categories}/${made[0]!.id}`)).status).toBe(403);
    }
    await owner.call('PATCH', path, { body: { archived: true } });
    expect((await owner.call('POST', categories, { body: { name: 'Late' } })).status).toBe(403);
  });

  it('[CATEGORY-1] of many moderators at the same moment, on two servers, nobody undoes what another did', async () => {
    const path = await newBoard('crowd');
    const second = await startBoard({ database: board.database });
    const servers = [owner, owner.copy(second.url)];
    const first = await add(path, { name: 'First' });
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, (_, n) =>
        servers[n % 2]!.call('POST', `${path}/categories`, { body: { name: `Kind ${n}` } }),
      ),
      servers[0]!.call('PATCH', `${path}/categories/${first.id}`, { body: { color: 'pink' } }),
      servers[1]!.call('PATCH', `${path}/categories/${first.id}`, { body: { icon: 'party' } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 201), 200, 200]);
    const categories = await categoriesOf(path);
    expect(categories.map(({ name }) => name).toSorted()).toEqual(
      ['First', ...Array.from({ length: 10 }, (_, n) => `Kind ${n}`)].toSorted(),
    );
    expect(categories[0]).toMatchObject({ color: 'pink', icon: 'party' });
    // Two of a name, and one too many.
    const twins = await Promise.all(
      servers.map((one) => one.call('POST', `${path}/categories`, { body: { name: 'Twin' } })),
    );
    expect(twins.map(({ status }) => status).toSorted()).toEqual([201, 400]);
    await second.close();
  });

  it('[CATEGORY-2] an author writes it with POST, PATCH and PUT, and a moderator changes it; another version each time', async () => {
    const path = await newBoard('written');
    const [music, sport] = [await add(path, { name: 'Music' }), await add(path, { name: 'Sport' })];
    const posted = await lena.call('POST', `${path}/events`, {
      body: { name: 'Choir', start: '2030-12-01', category: music.id },
    });
    expect([posted.status, posted.body.event.category, posted.body.event.version]).toEqual([201, music.id, 1]);
    const { id } = posted.body.event;
    const events = `/api/events/${id}`;
    const patched = await lena.call('PATCH', events, { body: { category: sport.id }, version: 1 });
    expect([patched.body.event.category, patched.body.event.version]).toEqual([sport.id, 2]);
    const put = await lena.call('PUT', events, { body: { name: 'Choir', start: '2030-12-01' }, version: 2 });
    expect([put.body.event.category, put.body.event.version]).toEqual([null, 3]);
    const moderated = await owner.call('PATCH', events, { body: { category: music.id }, version: 3 });
    expect(moderated.body.event.category).toBe(music.id);
    expect((await lena.get(`${path}/snapshot`)).body.events[0]!.category).toBe(music.id);
    const other = await add(await newBoard('elsewhere'), { name: 'Other' });
    for (const category of [other.id, 'gone-6h6h', 'Music', 7]) {
      const body = { name: 'Choir', start: '2030-12-01', category };
      expect(pathsOf(await lena.call('POST', `${path}/events`, { body }))).toEqual(['category']);
      expect(pathsOf(await lena.call('PATCH', events, { body: { category }, version: 4 }))).toEqual(['category']);
      expect(pathsOf(await lena.call('PUT', events, { body, version: 4 }))).toEqual(['category']);
    }
  });

  it('[CATEGORY-2] all dates of a repeating event get it, except one that somebody gave another', async () => {
    const path = await newBoard('series');
    const [music, sport] = [await add(path, { name: 'Music' }), await add(path, { name: 'Sport' })];
    const { event } = (
      await lena.call('POST', `${path}/events`, {
        body: { name: 'Choir', start: '2026-12-01', repeat: { every: 'week', count: 3 }, category: music.id },
      })
    ).body;
    const dates = async () => (await lena.get(`${path}/events?sort=date`)).body.events;
    expect((await dates()).map(({ category }) => category)).toEqual([music.id, music.id, music.id]);
    const last = (await dates())[2]!;
    await lena.call('PATCH', `/api/events/${last.id}`, { body: { category: null }, version: 1 });
    await lena.call('PATCH', `/api/events/${event.id}?series=all`, { body: { category: sport.id }, version: 1 });
    expect((await dates()).map(({ category }) => category)).toEqual([sport.id, sport.id, null]);
  });

  it('[CATEGORY-3] a deleted one leaves its events as they are; they can be changed, and the same post is the same', async () => {
    const path = await newBoard('deleted');
    const music = await add(path, { name: 'Music' });
    const body = { id: 'c'.repeat(24), name: 'Choir', start: '2030-12-01', category: music.id };
    expect((await lena.call('POST', `${path}/events`, { body })).status).toBe(201);
    await owner.call('DELETE', `${path}/categories/${music.id}`);
    const again = await lena.call('POST', `${path}/events`, { body });
    expect([again.status, again.body.event.version]).toEqual([200, 1]);
    expect(pathsOf(await lena.call('POST', `${path}/events`, { body: { ...body, id: 'd'.repeat(24) } }))).toEqual([
      'category',
    ]);
    const changed = await lena.call('PATCH', `/api/events/${body.id}`, { body: { place: 'Hall' }, version: 1 });
    expect([changed.status, changed.body.event.place]).toEqual([200, 'Hall']);
    const { id: _, ...content } = body;
    expect((await lena.call('PUT', `/api/events/${body.id}`, { body: content, version: 2 })).status).toBe(200);
    const next = await add(path, { name: 'Music' });
    expect(next.id).not.toBe(music.id);
    expect((await lena.get(`${path}/events?category=${next.id}`)).body.events).toEqual([]);
    expect((await lena.get(`${path}/events?category=${music.id}`)).body.events).toEqual([]);
  });

  it('[CATEGORY-5] a change of it waits for approval like any other', async () => {
    const path = await newBoard('approved');
    const [music, sport] = [await add(path, { name: 'Music' }), await add(path, { name: 'Sport' })];
    const { event } = (
      await lena.call('POST', `${path}/events`, { body: { name: 'Choir', start: '2030-12-01', category: music.id } })
    ).body;
    await owner.call('PATCH', path, { body: { approval: true } });
    const asked = await lena.call('PATCH', `/api/events/${event.id}`, { body: { category: sport.id }, version: 1 });
    expect([asked.body.event.category, asked.body.event.review?.changes]).toEqual([music.id, { category: sport.id }]);
    expect((await new Visitor(board.url).get(`/api/events/${event.id}`)).body.event.category).toBe(music.id);
    // What waits is not lost by another change, even if the category is deleted meanwhile.
    await owner.call('DELETE', `${path}/categories/${sport.id}`);
    const more = await lena.call('PATCH', `/api/events/${event.id}`, { body: { place: 'Hall' }, version: 2 });
    expect(more.body.event.review?.changes).toEqual({ category: sport.id, place: 'Hall' });
    const approved = await owner.call('POST', `/api/events/${event.id}/review`, {
      body: { outcome: 'approved' },
      version: 3,
    });
    expect([approved.status, approved.body.event.place]).toEqual([200, 'Hall']);
  });
});
