import { ObjectId } from 'mongodb';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Archiver } from '../../../server/events/archiver.ts';
import { createUpkeepRepository } from '../../../server/events/upkeep-repository.ts';
import { testDatabase, type TestDatabase } from '../../support/mongodb/database.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { goodPassword, member } from '../../support/board/people.ts';
import { valueOf, veventsOf } from './read-vevents.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

const words = { name: 'Rude words', details: 'Very rude ones', place: 'The rude place', link: 'https://rude.example/' };

describe('tombstones', () => {
  let database: TestDatabase;
  let board: TestBoard;
  let other: TestBoard;
  let lena: Visitor;
  let owner: Visitor;
  beforeAll(async () => {
    database = await testDatabase();
    [board, other] = await Promise.all([startBoard({ database }), startBoard({ database })]);
    lena = new Visitor(board.url);
    owner = await member(board.url, 'Owner');
  });
  afterEach(async () => {
    await events().deleteMany({});
  });
  afterAll(async () => {
    await Promise.all([board.close(), other.close()]);
    await database.close();
  });

  const events = () => database.db.collection('events');
  const stored = () => database.db.collection('tombstones');

  async function calendar(
    path = '/boards/main.ics',
    { from = board.url, etag }: { from?: string; etag?: string } = {},
  ): Promise<{ status: number; etag: string; text: string }> {
    const answer = await fetch(from + path, etag === undefined ? {} : { headers: { 'if-none-match': etag } });
    return { status: answer.status, etag: answer.headers.get('etag') ?? '', text: await answer.text() };
  }

  async function vevent(id: string, options: { from?: string; path?: string } = {}): Promise<string[] | undefined> {
    return veventsOf((await calendar(options.path, options)).text).get(id);
  }

  /** Waits until the calendars of both servers have a removed event's tombstone, and returns it. */
  async function tombstone(id: string): Promise<string[]> {
    const cancelled = async (from: string): Promise<string[] | false> => {
      const lines = await vevent(id, { from });
      return valueOf(lines, 'SUMMARY') === 'Removed from the board' && lines!;
    };
    const [here, there] = await Promise.all(
      [board.url, other.url].map((from) => until('the tombstone to be in the calendar', () => cancelled(from))),
    );
    expect(there).toEqual(here);
    return here!;
  }

  async function insert(fields: object): Promise<string> {
    const { insertedId } = await events().insertOne({
      board: 'main',
      start: '2026-12-05',
      version: 1,
      ...words,
      ...fields,
    });
    return insertedId.toHexString();
  }

  it('[CAL-3] a deleted event stays in the calendar as cancelled: the same UID, a higher SEQUENCE, its days, and none of its text', async () => {
    const { id } = await lena.post({ ...words, end: '2026-12-01T20:00' });
    await lena.call('PATCH', `/api/events/${id}`, { version: 1, body: { start: '2026-12-01T19:00' } });
    const before = await until('the change to be in the calendar', async () => {
      const lines = await vevent(id);
      return valueOf(lines, 'SEQUENCE') === '1' && lines;
    });
    const deletedAt = Math.floor(Date.now() / 1000) * 1000;
    await lena.call('DELETE', `/api/events/${id}`, { version: 2 });
    const lines = await tombstone(id);
    const stamp = valueOf(lines, 'DTSTAMP');
    expect(lines).toEqual([
      `UID:${id}@community-board`,
      'SEQUENCE:2',
      `DTSTAMP:${stamp}`,
      'SUMMARY:Removed from the board',
      'DTSTART;TZID=Europe/Berlin:20261201T190000',
      'DTEND;TZID=Europe/Berlin:20261201T200000',
      'STATUS:CANCELLED',
      'TRANSP:TRANSPARENT',
      expect.stringMatching(/^X-COMMUNITY-BOARD-REMOVED.*:TRUE$/),
    ]);
    expect(valueOf(before, 'UID')).toBe(valueOf(lines, 'UID'));
    // Allow a second: the cluster time has no smaller unit.
    const stampMs = Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
    expect(stampMs).toBeGreaterThanOrEqual(deletedAt - 1000);

    const single = await calendar(`/events/${id}.ics`);
    expect(single.status).toBe(200);
    expect(veventsOf(single.text).get(id)).toEqual(lines);
    expect((await calendar(`/events/${id}.ics`, { etag: single.etag })).status).toBe(304);
    for (const text of [single.text, (await calendar()).text, JSON.stringify(await stored().find().toArray())])
      expect(text).not.toMatch(/rude|lena/i);
    expect((await lena.get(`/api/events/${id}`)).status).toBe(404);
  });

  it('[CAL-3] any removal leaves one: by a script, mongosh or a moderator, with a series or with an account', async () => {
    const tutorial = (
      await events().insertOne({ event: 'Rude words', date: '12-05-26', user: 'mike' })
    ).insertedId.toHexString();
    const scripted = await insert({});
    const hidden = await insert({ start: '2026-12-05T10:00', timeZone: 'Asia/Kathmandu' });
    const waiting = await insert({});
    const series = await lena.post({ ...words, repeat: { every: 'week', count: 3 } });
    const ids = (
      await events()
        .find({ 'series.id': new ObjectId(series.id) })
        .toArray()
    ).map(({ _id }) => _id.toHexString());
    const leaving = await member(board.url, 'Leaving');
    const { id: left } = await leaving.post({ ...words, guestName: undefined });
    await until('all events to be in the calendar', async () => veventsOf((await calendar()).text).has(left));

    await events().deleteMany({ _id: { $in: [tutorial, scripted].map((id) => new ObjectId(id)) } });
    await owner.call('PATCH', `/api/events/${hidden}`, { version: 1, body: { status: 'hidden' } });
    await events().updateOne({ _id: new ObjectId(waiting) }, { $set: { status: 'pending' } });
    await lena.call('DELETE', `/api/events/${series.id}?series=all`, { version: 1 });
    expect(
      (await leaving.call('DELETE', '/api/account', { body: { password: goodPassword, events: 'delete' } })).status,
    ).toBe(204);

    for (const id of [tutorial, scripted, hidden, waiting, ...ids, left])
      expect(valueOf(await tombstone(id), 'SEQUENCE')).toBe('1');
    expect(await tombstone(tutorial)).toEqual(
      expect.arrayContaining(['DTSTART;VALUE=DATE:20261205', 'DTEND;VALUE=DATE:20261206']),
    );
    expect(await tombstone(hidden)).toContain('DTSTART;TZID=Asia/Kathmandu:20261205T100000');
    expect((await calendar()).text).not.toMatch(/rude/i);
    expect(valueOf(await vevent(hidden, { path: `/events/${hidden}.ics` }), 'STATUS')).toBe('CANCELLED');
    // Deleting a hidden event changes nothing in the calendar.
    await events().deleteOne({ _id: new ObjectId(hidden) });
    const marker = await insert({});
    await events().deleteOne({ _id: new ObjectId(marker) });
    await tombstone(marker);
    expect(valueOf(await tombstone(hidden), 'SEQUENCE')).toBe('1');
  });

  it('[CAL-3] a tombstone stays for 30 days', async () => {
    const id = await insert({});
    await until('the event to be in the calendar', () => vevent(id));
    await events().deleteOne({ _id: new ObjectId(id) });
    await tombstone(id);
    const [expiry] = (await stored().indexes()).filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined);
    expect(expiry).toMatchObject({ key: { removedAt: 1 }, expireAfterSeconds: 30 * 24 * 60 * 60 });
    const { etag } = await calendar();
    // As if it had been removed 30 days ago; MongoDB itself takes up to a minute to delete it.
    await stored().updateOne({ _id: new ObjectId(id) }, [
      { $set: { removedAt: { $dateSubtract: { startDate: '$$NOW', unit: 'second', amount: 30 * 24 * 60 * 60 + 1 } } } },
    ]);
    expect((await calendar('/boards/main.ics', { etag })).status).toBe(200);
    expect(await vevent(id)).toBeUndefined();
    expect((await calendar(`/events/${id}.ics`)).status).toBe(404);
  });

  it('[CAL-4] an event that was never public, is archived or goes with its board leaves no tombstone', async () => {
    const pending = await insert({ status: 'pending' });
    const old = await insert({ start: '2026-01-05' });
    await owner.call('POST', '/api/boards', { body: { slug: 'year-5', title: 'Year 5' } });
    const [gone, with5] = [await insert({ board: 'year-5' }), await insert({ board: 'year-5' })];
    await until('the events to arrive', async () => veventsOf((await calendar('/boards/year-5.ics')).text).has(with5));
    await events().deleteOne({ _id: new ObjectId(gone) });
    await until(
      'the tombstone to be in the board’s calendar',
      async () => valueOf(await vevent(gone, { path: '/boards/year-5.ics' }), 'STATUS') === 'CANCELLED',
    );

    await owner.call('PATCH', `/api/events/${pending}`, { version: 1, body: { status: 'hidden' } });
    await events().deleteOne({ _id: new ObjectId(pending) });
    await until('the old event to be listed', () =>
      events().findOne({ _id: new ObjectId(old), 'listing.archived': false }),
    );
    await new Archiver({
      events: createUpkeepRepository(database.db, { timeZone: 'Europe/Berlin' }),
      logger: pino({ level: 'silent' }),
      afterDays: 30,
    }).run();
    expect((await owner.call('DELETE', '/api/boards/year-5', { body: { confirm: 'year-5' } })).status).toBe(204);
    await until(
      'the board’s tombstones to be gone',
      async () => (await stored().countDocuments({ board: 'year-5' })) === 0,
    );
    // When both servers have processed this event, they have processed everything before it.
    const last = await insert({});
    await until('the event to be in the calendar', () => vevent(last));
    await events().deleteOne({ _id: new ObjectId(last) });
    await tombstone(last);
    await until('the archived event to leave the calendar', async () => (await vevent(old)) === undefined);
    expect(
      await stored()
        .find({ _id: { $in: [pending, old, with5, gone].map((id) => new ObjectId(id)) } })
        .toArray(),
    ).toEqual([]);
    expect((await calendar(`/events/${with5}.ics`)).status).toBe(404);
    expect((await calendar(`/events/${pending}.ics`)).status).toBe(404);

    await owner.call('POST', '/api/boards', { body: { slug: 'year-5', title: 'Another year 5' } });
    expect((await calendar('/boards/year-5.ics')).text).not.toContain('VEVENT');
  });

  it('[CAL-4] an event that returns is an event again, its SEQUENCE no lower and its DTSTAMP no older', async () => {
    const { id } = await lena.post(words);
    const program = await insert({ version: undefined, updatedAt: new Date('2026-01-01') });
    const shown = await insert({});
    await until('the events to arrive', () => vevent(shown));
    await lena.call('DELETE', `/api/events/${id}`, { version: 1 });
    const document = await events().findOneAndDelete({ _id: new ObjectId(program) });
    await owner.call('PATCH', `/api/events/${shown}`, { version: 1, body: { status: 'hidden' } });
    const removed = new Map(
      await Promise.all([id, program, shown].map(async (one) => [one, await tombstone(one)] as const)),
    );

    await lena.call('POST', `/api/events/${id}/restore`);
    await events().insertOne(document!);
    await owner.call('PATCH', `/api/events/${shown}`, { version: 2, body: { status: 'live' } });
    for (const [one, before] of removed) {
      for (const path of ['/boards/main.ics', `/events/${one}.ics`]) {
        const after = await until('the event to be back', async () => {
          const lines = await vevent(one, { path });
          return valueOf(lines, 'SUMMARY') === words.name && lines;
        });
        expect(valueOf(after, 'STATUS')).toBe('CONFIRMED');
        expect(Number(valueOf(after, 'SEQUENCE'))).toBeGreaterThanOrEqual(Number(valueOf(before, 'SEQUENCE')));
        expect(valueOf(after, 'DTSTAMP') >= valueOf(before, 'DTSTAMP')).toBe(true);
      }
      expect((await calendar()).text.split(`UID:${one}@`)).toHaveLength(2);
    }
    // Deleted once more: a later revision than all before.
    await events().deleteOne({ _id: new ObjectId(program) });
    await until('a later revision', async () => {
      const lines = await vevent(program);
      return (
        valueOf(lines, 'STATUS') === 'CANCELLED' &&
        Number(valueOf(lines, 'SEQUENCE')) > Number(valueOf(removed.get(program), 'SEQUENCE'))
      );
    });
  });

  it('[CAL-5] a subscriber gets a tombstone that is written after the change, and notices when one goes', async () => {
    await insert({});
    const before = await until('the calendar to stay the same', async () => {
      const now = await calendar();
      return (await calendar('/boards/main.ics', { etag: now.etag })).status === 304 && now;
    });
    // As a server writes it, a moment after the calendar was sent.
    const _id = new ObjectId();
    await stored().insertOne({
      _id,
      board: 'main',
      start: '2026-12-05',
      end: null,
      timeZone: 'Europe/Berlin',
      sequence: 4,
      removedAt: new Date(),
      at: '82',
    });
    const told = await calendar('/boards/main.ics', { etag: before.etag });
    expect([told.status, valueOf(veventsOf(told.text).get(_id.toHexString()), 'SEQUENCE')]).toEqual([200, '4']);
    await stored().deleteOne({ _id });
    expect((await calendar('/boards/main.ics', { etag: told.etag })).status).toBe(200);
  });

  it('[CAL-5] the next server writes tombstones for events removed while none ran, as far as its stream goes back', async () => {
    const own = await testDatabase();
    const first = await startBoard({ database: own });
    const { id } = await new Visitor(first.url).post(words);
    await first.close();
    await own.db.collection('events').deleteOne({ _id: new ObjectId(id) });
    const second = await startBoard({ database: own });
    await until(
      'the tombstone to be in the calendar',
      async () => valueOf(await vevent(id, { from: second.url }), 'STATUS') === 'CANCELLED',
    );
    await second.close();
    await own.close();
  });

  it(
    '[CAL-5] ten thousand at once all get a tombstone, the calendar has the latest 5,000, and the feed goes on',
    { timeout: 120_000 },
    async () => {
      await stored().deleteMany({});
      await events().insertMany(
        Array.from({ length: 10_000 }, (_, n) => ({
          board: 'main',
          name: `Event ${n}`,
          start: '2026-12-05',
          version: 1,
        })),
      );
      await until(
        'the events to arrive',
        async () => ((await lena.get('/api/boards/main/snapshot')).body as unknown as { size: number }).size === 10_000,
        30_000,
      );
      await events().deleteMany({});
      const { id } = await lena.post();
      await until(
        'the next event to be on the board',
        async () => (await lena.get('/api/boards/main/snapshot')).body.events.some((event) => event.id === id),
        30_000,
      );
      await until('all tombstones', async () => (await stored().countDocuments()) >= 10_000, 60_000);
      const listed = veventsOf((await calendar()).text);
      expect(listed.size).toBe(5_001);
      expect(valueOf(listed.get(id), 'STATUS')).toBe('CONFIRMED');
    },
  );

  it('[CAL-6] a cancelled event stays in the calendar, cancelled, until it is archived', async () => {
    const { id } = await lena.post({ ...words, start: '2026-12-01' });
    await lena.call('PATCH', `/api/events/${id}`, { version: 1, body: { cancelled: true } });
    const cancelled = await until('the event to be cancelled', async () => {
      const lines = await vevent(id);
      return valueOf(lines, 'STATUS') === 'CANCELLED' && lines;
    });
    expect([valueOf(cancelled, 'SUMMARY'), valueOf(cancelled, 'SEQUENCE')]).toEqual([words.name, '1']);
    const archiverOn = (day: string) =>
      new Archiver({
        events: createUpkeepRepository(database.db, { timeZone: 'Europe/Berlin' }),
        logger: pino({ level: 'silent' }),
        afterDays: 30,
        clock: () => new Date(`${day}T12:00:00Z`),
      });
    expect(await archiverOn('2026-12-31').run()).toBe(0);
    expect(valueOf(await vevent(id), 'STATUS')).toBe('CANCELLED');
    expect(await archiverOn('2027-01-03').run()).toBe(1);
    await until('the event to leave the calendar', async () => (await vevent(id)) === undefined);
    expect(await stored().findOne({ _id: new ObjectId(id) })).toBeNull();
  });
});
