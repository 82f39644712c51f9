import { ObjectId } from 'mongodb';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardEvent } from '../../../shared/event.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { until } from '../../support/until.ts';
import { feedClient } from '../../support/board/feed-client.ts';

/** Days counted from today, so that future occurrences are in the future whenever this runs. */
function day(weeks: number): string {
  return Temporal.Now.plainDateISO('Europe/Berlin').add({ weeks }).toString();
}

describe('a repeating event', () => {
  let board: TestBoard;
  let lena: Visitor;
  beforeAll(async () => {
    board = await startBoard();
    lena = new Visitor(board.localUrl);
  });
  afterAll(() => board.close());

  function post(fields: object): Promise<Answer> {
    return lena.call('POST', '/api/boards/main/events', {
      body: {
        name: 'Choir',
        start: `${day(1)}T18:30`,
        guestName: 'Lena',
        repeat: { every: 'week', count: 5 },
        ...fields,
      },
    });
  }

  /** All occurrences of the series that this event began, in order. */
  async function occurrences({ id }: BoardEvent): Promise<BoardEvent[]> {
    const documents = await board.database.db
      .collection('events')
      .find({ 'series.id': new ObjectId(id) }, { sort: { start: 1 } })
      .toArray();
    return Promise.all(
      documents.map(async ({ _id }) => (await lena.get(`/api/events/${_id.toHexString()}`)).body.event),
    );
  }

  function change(event: BoardEvent, body: object, which = '?series=all'): Promise<Answer> {
    return lena.call('PATCH', `/api/events/${event.id}${which}`, { version: event.version, body });
  }

  it('[SERIES-1] creates an event for each occurrence, and the same post again creates nothing twice', async () => {
    const id = new ObjectId().toHexString();
    const first = await post({ id, name: 'Once only' });
    expect([first.status, first.body.event.id, first.headers.get('location')]).toEqual([201, id, `/api/events/${id}`]);
    expect(first.body.event.series).toEqual({ id, rule: 'FREQ=WEEKLY;COUNT=5', occurrence: `${day(1)}T18:30` });
    const all = await occurrences(first.body.event);
    expect(all.map(({ start, series }) => [start, series?.occurrence])).toEqual(
      [1, 2, 3, 4, 5].map((week) => [`${day(week)}T18:30`, `${day(week)}T18:30`]),
    );
    const again = await post({ id, name: 'Once only' });
    expect([again.status, again.body.event]).toEqual([200, first.body.event]);
    expect(await occurrences(first.body.event)).toEqual(all);
    const single = await lena.post({ name: 'Alone' });
    expect(single.series).toBeNull();
  });

  it('[SERIES-1] reaches every screen as a whole', async () => {
    const { feed, stop } = feedClient(board.url);
    await until('the feed to be live', () => feed.status.state === 'live');
    const { body } = await post({ name: 'On screens', repeat: { every: 'week', count: 100 } });
    const shown = (): BoardEvent[] => [...feed.events.values()].filter(({ series }) => series?.id === body.event.id);
    await until('all to be shown', () => shown().length === 100);
    expect((await lena.call('DELETE', `/api/events/${body.event.id}?series=all`, { version: 1 })).status).toBe(200);
    await until('none to be shown', () => shown().length === 0);
    stop();
  });

  it('[SERIES-1] is created as a whole or not at all', async () => {
    const id = new ObjectId();
    const { body } = await post({ id: id.toHexString(), name: 'First try' });
    const taken = (await occurrences(body.event))[3]!;
    // Only one in the middle is left: the second post cannot create the others.
    await board.database.db.collection('events').deleteMany({ 'series.id': id, _id: { $ne: new ObjectId(taken.id) } });
    expect((await post({ id: id.toHexString(), name: 'Second try' })).status).toBe(409);
    expect((await occurrences(body.event)).map(({ name }) => name)).toEqual(['First try']);
  });

  it('[SERIES-3] one that is too long is refused at its field, and nothing is created', async () => {
    const before = await board.database.db.collection('events').countDocuments();
    const { status, body } = await post({ repeat: { every: 'week', count: 150 } });
    expect([status, body.errors]).toEqual([
      400,
      [{ path: 'repeat.count', message: expect.stringContaining('2 years ahead') as string }],
    ]);
    expect(await board.database.db.collection('events').countDocuments()).toBe(before);
  });

  it('[SERIES-4] one occurrence is changed alone, or with all future ones; what was changed in one alone stays', async () => {
    const all = await occurrences(
      (
        await post({
          name: 'Rehearsal',
          start: `${day(-2)}T18:30`,
          end: `${day(-2)}T20:00`,
          place: 'Hall',
          repeat: { every: 'week', count: 6 },
        })
      ).body.event,
    );
    await change(all[4]!, { place: 'Church', start: `${day(2)}T17:00`, end: `${day(2)}T18:00` }, '');
    const { status, body } = await change(all[3]!, {
      place: 'Gym',
      details: 'Bring water',
      start: `${Temporal.PlainDate.from(day(1)).add({ days: 1 }).toString()}T19:00`,
      end: `${Temporal.PlainDate.from(day(1)).add({ days: 1 }).toString()}T20:15`,
    });
    expect([status, body.event.version, body.event.place]).toEqual([200, 2, 'Gym']);
    const after = await occurrences(all[0]!);
    const moved = (week: number): string => Temporal.PlainDate.from(day(week)).add({ days: 1 }).toString();
    expect(after.map(({ place, details, start, end, version }) => [place, details, start, end, version])).toEqual([
      ['Hall', null, `${day(-2)}T18:30`, `${day(-2)}T20:00`, 1],
      ['Hall', null, `${day(-1)}T18:30`, `${day(-1)}T20:00`, 1],
      // Today's occurrence: over or not, depending on the time of day.
      expect.anything(),
      ['Gym', 'Bring water', `${moved(1)}T19:00`, `${moved(1)}T20:15`, 2],
      ['Church', 'Bring water', `${day(2)}T17:00`, `${day(2)}T18:00`, 3],
      ['Gym', 'Bring water', `${moved(3)}T19:00`, `${moved(3)}T20:15`, 2],
    ]);
    expect(after[5]!.series?.occurrence).toBe(`${day(3)}T18:30`);
    // The second change moves all that the first one moved.
    await change(after[3]!, { start: `${moved(1)}T19:30`, end: `${moved(1)}T20:15` });
    expect((await occurrences(all[0]!)).slice(3).map(({ start }) => start)).toEqual([
      `${moved(1)}T19:30`,
      `${day(2)}T17:00`,
      `${moved(3)}T19:30`,
    ]);
  });

  it('[SERIES-4] all occurrences are cancelled, become all-day and are deleted together', async () => {
    const all = await occurrences((await post({ name: 'Fair', repeat: { every: 'month', count: 3 } })).body.event);
    await change(all[1]!, { cancelled: true, start: all[1]!.start.slice(0, 10) });
    const after = await occurrences(all[0]!);
    expect(after.map(({ cancelled, start }) => [cancelled, start])).toEqual(
      all.map(({ start }) => [true, start.slice(0, 10)]),
    );
    const { status, body } = await lena.call('DELETE', `/api/events/${all[2]!.id}?series=all`, { version: 2 });
    expect([status, body.event.id]).toEqual([200, all[2]!.id]);
    expect(await board.database.db.collection('events').countDocuments({ 'series.id': new ObjectId(all[0]!.id) })).toBe(
      0,
    );
  });

  it('[SERIES-6] what was deleted together is put back together, and nothing else; without `series` it is one date', async () => {
    const all = await occurrences((await post({ name: 'Market' })).body.event);
    const restore = (event: BoardEvent, which = '?series=all', by = lena): Promise<Answer> =>
      by.call('POST', `/api/events/${event.id}/restore${which}`);
    // Deleted separately: it is not put back with the others.
    await lena.call('DELETE', `/api/events/${all[1]!.id}`, { version: 1 });
    await lena.call('DELETE', `/api/events/${all[2]!.id}?series=all`, { version: 1 });
    expect(await occurrences(all[0]!)).toEqual([]);
    expect((await restore(all[2]!, '?series=all', new Visitor(board.localUrl))).status).toBe(403);
    expect(await occurrences(all[0]!)).toEqual([]);

    const { status, body } = await restore(all[3]!);
    expect([status, body.event]).toEqual([200, { ...all[3]!, version: 2, updatedAt: expect.any(String) as string }]);
    expect((await occurrences(all[0]!)).map(({ id, version }) => [id, version])).toEqual(
      [0, 2, 3, 4].map((index) => [all[index]!.id, 2]),
    );
    // A second time changes nothing.
    expect((await restore(all[3]!)).body.event.version).toBe(2);
    expect((await restore(all[1]!)).status).toBe(200);
    expect(await occurrences(all[0]!)).toHaveLength(5);

    await lena.call('DELETE', `/api/events/${all[0]!.id}?series=all`, { version: 2 });
    expect((await restore(all[4]!, '')).status).toBe(200);
    expect((await occurrences(all[0]!)).map(({ id }) => id)).toEqual([all[4]!.id]);
    // One that is already there does not prevent it.
    expect((await restore(all[0]!)).status).toBe(200);
    expect((await occurrences(all[0]!)).map(({ version }) => version)).toEqual([3, 3, 3, 3, 3]);
    expect((await restore(all[0]!, '?series=some')).status).toBe(400);
    expect((await restore({ ...all[0]!, id: '0'.repeat(24) })).status).toBe(404);
  });

  it('[SERIES-4] needs the version and the permission, as for one event; without `series` it is one date', async () => {
    const all = await occurrences((await post({ name: 'Mine' })).body.event);
    const stranger = new Visitor(board.localUrl);
    expect(
      (await stranger.call('PATCH', `/api/events/${all[0]!.id}?series=all`, { version: 1, body: { name: 'Yours' } }))
        .status,
    ).toBe(403);
    expect((await stranger.call('DELETE', `/api/events/${all[0]!.id}?series=all`, { version: 1 })).status).toBe(403);
    expect((await change({ ...all[0]!, version: 9 }, { name: 'Old' })).status).toBe(412);
    expect((await change(all[0]!, { name: 'What' }, '?series=some')).status).toBe(400);
    expect((await lena.call('DELETE', `/api/events/${all[0]!.id}`, { version: 1 })).status).toBe(200);
    expect((await occurrences(all[0]!)).map(({ name, version }) => [name, version])).toEqual(
      Array.from({ length: 4 }, () => ['Mine', 1]),
    );
  });
});
