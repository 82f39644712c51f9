import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Archiver } from '../../../server/events/archiver.ts';
import { createUpkeepRepository } from '../../../server/events/upkeep-repository.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { feedClient } from '../../support/board/feed-client.ts';
import { until } from '../../support/until.ts';

describe('the archive', () => {
  let board: TestBoard;
  beforeEach(async () => {
    board = await startBoard();
  });
  afterEach(() => board.close());

  /** An archiver whose clock shows that day. */
  function archiverOn(day: string): Archiver {
    return new Archiver({
      events: createUpkeepRepository(board.database.db, { timeZone: 'Europe/Berlin' }),
      logger: pino({ level: 'silent' }),
      afterDays: 30,
      clock: () => new Date(`${day}T12:00:00Z`),
    });
  }

  it('[EVENT-11] takes events that ended long ago off the board, a change like any other; they keep their page, and search finds them', async () => {
    const lena = new Visitor(board.url);
    const old = await lena.post({ name: 'Ski trip', start: '2026-12-01' });
    const long = await lena.post({ name: 'Exhibition', start: '2026-12-01', end: '2027-02-01' });
    const { insertedId } = await board.database.db
      .collection('events')
      .insertOne({ event: 'Bake sale', date: '12-02-26', user: 'Kofi' });
    const { feed, stop } = feedClient(board.url);
    await until('the board to show all three', () => feed.status.state === 'live' && feed.events.size === 3);
    await until('the other program’s event to be listed', () =>
      board.database.db.collection('events').findOne({ _id: insertedId, 'listing.archived': false }),
    );

    expect(await archiverOn('2026-12-31').run()).toBe(0);
    expect(await archiverOn('2027-01-03').run()).toBe(2);
    expect(await archiverOn('2027-01-03').run()).toBe(0);

    await until('both to leave the board', () => feed.events.size === 1 && feed.events.get(long.id));
    stop();
    expect((await lena.get(`/api/events/${old.id}`)).body.event).toMatchObject({
      name: 'Ski trip',
      version: 2,
      updatedAt: old.updatedAt,
    });
    const found = await lena.get('/api/boards/main/events?archived=true');
    expect(found.body.events.map(({ name }) => name)).toEqual(['Ski trip', 'Bake sale']);
  });

  it('[EVENT-11] an archived event comes back when it is moved to a future day', async () => {
    const lena = new Visitor(board.url);
    const old = await lena.post({ name: 'Ski trip', start: '2026-12-01' });
    await archiverOn('2027-01-03').run();
    const moved = await lena.call('PATCH', `/api/events/${old.id}`, { version: 2, body: { start: '2999-12-01' } });
    expect(moved.status).toBe(200);
    const found = await lena.get('/api/boards/main/events');
    expect(found.body.events.map(({ name }) => name)).toEqual(['Ski trip']);
  });
});
