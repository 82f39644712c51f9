import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient } from '../../support/feed-client.ts';
import { Visitor } from '../../support/http-client.ts';
import { member } from '../../support/people.ts';
import { startBoard, type TestBoard } from '../../support/start-board.ts';
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

  it('[BOARD-1] moderators make boards, each with events and a feed of its own', async () => {
    const made = await owner.call('POST', '/api/boards', { body: { slug: 'year-5', title: 'Year 5' } });
    expect([made.status, made.headers.get('location'), made.body.board]).toEqual([201, '/api/boards/year-5', { slug: 'year-5', title: 'Year 5', timeZone: 'Europe/Berlin', posting: 'anyone', approval: false }]);
    const { feed, stop } = feedClient(board.url, { board: 'year-5' });
    await until('it is live', () => feed.status.state === 'live');
    await lena.call('POST', '/api/boards/year-5/events', { body: { name: 'Reading night', start: '2026-12-11T18:00' } });
    await lena.call('POST', '/api/boards/main/events', { body: { name: 'Choir', start: '2026-12-11T18:00' } });
    await until('its event is there', () => feed.events.size === 1);
    expect([...feed.events.values()].map(({ name }) => name)).toEqual(['Reading night']);
    stop();
    expect((await lena.get('/api/boards/main/events')).body.events.map(({ name }) => name)).toEqual(['Choir']);
  });

  it('[BOARD-1] refuses a slug that is taken or is none, and who may not', async () => {
    expect((await owner.call('POST', '/api/boards', { body: { slug: 'main', title: 'Mine' } })).body).toMatchObject({ status: 409, code: 'slug_taken' });
    expect((await owner.call('POST', '/api/boards', { body: { slug: 'Year 5', title: 'Mine' } })).body).toMatchObject({ status: 400, errors: [{ path: 'slug' }] });
    for (const visitor of [lena, new Visitor(board.url)]) {
      expect((await visitor.call('POST', '/api/boards', { body: { slug: 'mine', title: 'Mine' } })).body).toMatchObject({ status: 403, code: 'forbidden' });
      expect((await visitor.call('PATCH', '/api/boards/main', { body: { title: 'Mine' } })).status).toBe(403);
    }
  });

  it('[BOARD-1] whoever has an account makes them where the owner has set it so', async () => {
    const open = await startBoard({ settings: { BOARD_CREATION: 'members' } });
    await member(open.url, 'Ms.Okafor');
    const kofi = await member(open.url, 'Kofi');
    expect((await kofi.call('POST', '/api/boards', { body: { slug: 'chess', title: 'Chess' } })).status).toBe(201);
    expect((await new Visitor(open.url).call('POST', '/api/boards', { body: { slug: 'guests', title: 'Guests' } })).status).toBe(403);
    await open.close();
  });

  it('[BOARD-2] a board is renamed and frozen, on every server at once', async () => {
    const second = await startBoard({ database: board.database });
    await new Visitor(second.url).get('/api/boards/main');
    const changed = await owner.call('PATCH', '/api/boards/main', { body: { title: 'Riverside', posting: 'nobody' } });
    expect([changed.status, changed.body.board]).toEqual([200, { slug: 'main', title: 'Riverside', timeZone: 'Europe/Berlin', posting: 'nobody', approval: false }]);
    await until('the other server knows', async () => ((await new Visitor(second.url).get('/api/boards/main')).body.board as unknown as { title: string }).title === 'Riverside');
    expect((await lena.call('POST', '/api/boards/main/events', { body: { name: 'Choir', start: '2026-12-11' } })).body).toMatchObject({ status: 403, detail: expect.stringContaining('frozen') });
    expect((await owner.call('POST', '/api/boards/main/events', { body: { name: 'Choir', start: '2026-12-11' } })).status).toBe(201);
    await owner.call('PATCH', '/api/boards/main', { body: { posting: 'anyone' } });
    await second.close();
  });

  it('[BOARD-3] where posts wait for approval, the public sees them once they are approved; moderators before', async () => {
    await owner.call('POST', '/api/boards', { body: { slug: 'careful', title: 'Careful' } });
    await owner.call('PATCH', '/api/boards/careful', { body: { approval: true } });
    const everyone = feedClient(board.url, { board: 'careful' });
    await until('the public is live', () => everyone.feed.status.state === 'live');
    const { event } = (await lena.call('POST', '/api/boards/careful/events', { body: { name: 'Prank', start: '2026-12-11' } })).body;
    expect(event.status).toBe('pending');
    expect((await owner.get('/api/boards/careful/snapshot?audience=moderators')).body.events).toHaveLength(1);
    expect((await new Visitor(board.url).get('/api/boards/careful/snapshot')).body.events).toEqual([]);
    const approved = await owner.call('PATCH', `/api/events/${event.id}`, { version: 1, body: { status: 'live' } });
    expect(approved.status).toBe(200);
    await until('the public sees it', () => everyone.feed.events.size === 1);
    everyone.stop();
  });
});
