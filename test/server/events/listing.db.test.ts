import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { ObjectId } from 'mongodb';
import { readEvent } from '../../../server/events/event-document.ts';
import { listQuery } from '../../../server/events/list-query.ts';
import { listingOf } from '../../../server/events/listing.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { compareEvents, passesFilter } from '../../../shared/event-filter.ts';
import { EventSort, type EventFilter } from '../../../shared/event-query.ts';
import { Random } from '../../support/cluster/random.ts';
import { Visitor, type Answer } from '../../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

const names = ['Choir', 'chöir', 'Repair café', 'Repair cafe', 'Book swap (two)', 'Ünïcode', 'a.b*c', '日本語の会'];
const authors = ['Lena', 'LENA', 'Tomás', 'Tomas', 'mike'];
const days = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-31', '2027-01-01'];
const times = ['00:00', '09:15', '18:30', '23:59'];

describe('the list', () => {
  let board: TestBoard;
  let visitor: Visitor;
  let all: BoardEvent[];

  beforeAll(async () => {
    board = await startBoard();
    await board.database.db.collection<{ _id: string }>('boards').updateOne(
      { _id: 'main' },
      {
        $set: {
          categories: [
            { id: 'music-4k7x', name: 'Music', color: 'purple', icon: 'music' },
            { id: 'sport-9c3d', name: 'Sport', color: 'green', icon: 'sport' },
          ],
        },
      },
    );
    visitor = new Visitor(board.url);
    const events = board.database.db.collection('events');
    // Written by another program, in both forms: the listing keeper adds the fields that lists need.
    await events.insertMany(
      Array.from({ length: 240 }, (_, n) => {
        const day = days[n % days.length]!;
        const author = authors[(n * 7) % authors.length]!;
        if (n % 6 === 0) return { event: names[n % names.length], date: day, user: author };
        const start = n % 3 === 0 ? day : `${day}T${times[n % times.length]}`;
        const end = n % 4 !== 1 ? null : start.includes('T') ? `2027-01-02T00:00` : '2027-01-02';
        return {
          board: 'main',
          name: names[(n * 3) % names.length],
          start,
          end,
          category: [undefined, 'music-4k7x', 'sport-9c3d', ['music-4k7x'], 7][n % 5],
          place: n % 5 === 0 ? 'Main hall' : null,
          author: { name: author },
          createdAt: new Date(1.79e12 + (n % 50) * 1000),
          version: 1,
        };
      }),
    );
    await events.insertMany([
      { board: 'main', name: 'Hidden', start: '2026-12-01', status: 'hidden' },
      { board: 'main', name: 'Archived', start: '2026-12-01', archived: true },
      { board: 'other', name: 'Elsewhere', start: '2026-12-01' },
    ]);
    await until('all to have a listing', async () => (await events.countDocuments({ 'listing.of': null })) === 0);
    all = (await visitor.get('/api/boards/main/snapshot')).body.events;
    expect(all).toHaveLength(240);
  });

  afterAll(() => board.close());

  async function listAll(filter: EventFilter & { limit?: number }): Promise<BoardEvent[]> {
    const found: BoardEvent[] = [];
    let after: string | null = null;
    do {
      const query = new URLSearchParams({
        limit: '50',
        ...Object.fromEntries(
          Object.entries(filter)
            .filter(([, value]) => value !== undefined)
            .map(([name, value]) => [name, String(value)]),
        ),
        ...(after === null ? {} : { after }),
      });
      const { status, body } = await visitor.get(`/api/boards/main/events?${query}`);
      expect([status, body.detail]).toEqual([200, undefined]);
      found.push(...body.events);
      after = body.next;
    } while (after !== null);
    return found;
  }

  const filters = fc.record(
    {
      q: fc.constantFrom('choir', 'CAFÉ hall', 'lena', 'a.b*', '(two)', 'の会', 'nothing such'),
      name: fc.constantFrom('choir', 'Repair Café', 'none'),
      category: fc.constantFrom('music-4k7x', 'sport-9c3d', 'gone-6h6h'),
      author: fc.constantFrom('lena', 'TOMÁS', 'nobody'),
      from: fc.constantFrom(...days, '2027-01-02', '2027-01-03'),
      to: fc.constantFrom(...days, '2026-01-01'),
      sort: fc.constantFrom(...EventSort.options),
      limit: fc.constantFrom(1, 7, 50, 200),
    },
    { requiredKeys: [] },
  );

  it('[LIST-1] [LIST-2] [CATEGORY-4] has the events that pass the shared filter, in the shared order, whatever the page size', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async ({ limit, ...filter }) => {
        const expected = all.filter((event) => passesFilter(event, filter)).sort(compareEvents(filter.sort));
        expect(
          (await listAll({ ...filter, ...(limit === 1 ? { limit: 20 } : limit === undefined ? {} : { limit }) })).map(
            ({ id }) => id,
          ),
        ).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });

  it('[LIST-3] leaves out events that are hidden, archived or on another board, and has archived ones when asked for', async () => {
    expect((await listAll({})).map(({ name }) => name)).not.toEqual(
      expect.arrayContaining(['Hidden', 'Archived', 'Elsewhere']),
    );
    expect((await listAll({ archived: 'true' })).map(({ name }) => name)).toEqual(['Archived']);
    expect(await listAll({ archived: 'any' })).toHaveLength(241);
  });

  it('[LIST-4] no query scans the collection or sorts in memory, whatever the filter and order', async () => {
    const events = board.database.db.collection('events');
    const samples: EventFilter[] = [
      {},
      { q: 'choir' },
      { name: 'choir' },
      { author: 'lena' },
      { category: 'music-4k7x' },
      { from: '2026-12-01' },
      { to: '2026-12-01' },
      { archived: 'true' },
      { archived: 'any' },
      { q: 'choir', name: 'choir', author: 'lena', from: '2026-12-01', to: '2026-12-31' },
    ];
    for (const sample of samples) {
      for (const sort of EventSort.options) {
        for (const after of [null, { sort, key: sort.endsWith('name') ? 'm' : new Date(), id: 'a'.repeat(24) }]) {
          const { filter, sort: order, hint, limit } = listQuery('main', { ...sample, sort }, after);
          const plan = JSON.stringify(
            await events.find(filter, { sort: order, hint, limit: limit + 1 }).explain('queryPlanner'),
          );
          const stages = [...plan.split('"rejectedPlans"')[0]!.matchAll(/"stage":"(\w+)"/g)].map(([, stage]) => stage);
          expect(stages, `${JSON.stringify(sample)} ${sort}`).toContain('IXSCAN');
          expect(stages, `${JSON.stringify(sample)} ${sort}`).not.toContain('COLLSCAN');
          expect(stages, `${JSON.stringify(sample)} ${sort}`).not.toContain('SORT');
        }
      }
    }
  });

  it('[LIST-8] a search that takes too long is stopped by the database, and the answer says to narrow it down', async () => {
    const { db, client, name } = board.database;
    await db.command({ profile: 2 });
    await visitor.get('/api/boards/main/events?q=nothing+such&sort=-name');
    await db.command({ profile: 0 });
    const [search] = await db
      .collection('system.profile')
      .find({ 'command.find': 'events', 'command.sort': { 'listing.name': -1, _id: -1 } })
      .toArray();
    expect(search).toMatchObject({ command: { maxTimeMS: 2_000 } });
    const failPoint = { configureFailPoint: 'failCommand' };
    const data = { failCommands: ['find'], namespace: `${name}.events`, errorCode: 50 };
    await client.db('admin').command({ ...failPoint, mode: 'alwaysOn', data });
    try {
      const { status, body } = await visitor.get('/api/boards/main/events?q=choir');
      expect([status, body.code, body.detail]).toEqual([422, 'search_too_slow', expect.stringContaining('Narrow it')]);
    } finally {
      await client.db('admin').command({ ...failPoint, mode: 'off' });
    }
  });

  it('[LIST-8] the words of a search that are part of another one cost nothing', () => {
    const words = (q: string): number => listQuery('main', { q }, null).filter.$and?.length ?? 0;
    expect(words('o '.repeat(90) + 'choir')).toBe(1);
    expect(words('choir repair choir')).toBe(2);
  });

  it('[LIST-5] pages neither skip nor repeat an event that stayed, while others come and go before, at and after a page’s end', async () => {
    const events = board.database.db.collection('events');
    const random = new Random(5);
    /** Events that come and go. */
    const passing: ObjectId[] = [];
    let [came, went] = [0, 0];
    // Written with its listing, like the board itself does, so lists have it at once. The id is random, so that it can be
    // anywhere among equal keys.
    const come = async (): Promise<void> => {
      const day = random.pick(days);
      const now = new Date(1.79e12 + random.below(50) * 1000);
      const fields = {
        _id: new ObjectId(Array.from({ length: 24 }, () => random.below(16).toString(16)).join('')),
        board: 'main',
        name: random.pick(names),
        start: random.below(2) === 0 ? day : `${day}T${random.pick(times)}`,
        end: null,
        timeZone: 'Europe/Berlin',
        author: { name: random.pick(authors), member: false },
        status: 'live',
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      await events.insertOne({
        ...fields,
        listing: listingOf(fields, readEvent(fields, { timeZone: 'Europe/Berlin' })!),
      });
      passing.push(fields._id);
      came += 1;
    };
    const go = async (_id = random.pick(passing)): Promise<void> => {
      passing.splice(passing.indexOf(_id), 1);
      went += (await events.deleteOne({ _id })).deletedCount;
    };
    while (passing.length < 120) await come();

    // Events come and go while a page is read and between pages. The one at the page's end goes, too.
    let reading = true;
    const writer = (async () => {
      while (reading) await (passing.length < 140 ? come() : go());
    })();
    try {
      for (const sort of EventSort.options) {
        const found: string[] = [];
        const before = { came, went };
        let [pages, goneAtTheEnd] = [0, 0];
        let after: string | null = null;
        do {
          const { status, body }: Answer = await visitor.get(
            `/api/boards/main/events?${new URLSearchParams({ sort, limit: '15', ...(after === null ? {} : { after }) })}`,
          );
          expect([status, body.detail]).toEqual([200, undefined]);
          found.push(...body.events.map(({ id }) => id));
          after = body.next;
          pages += 1;
          const last = passing.find((id) => id.equals(body.events.at(-1)?.id ?? ''));
          if (last !== undefined) {
            await go(last);
            goneAtTheEnd += 1;
          }
          for (let n = 0; n < 2; n += 1) await come();
          for (let n = 0; n < 2; n += 1) await go();
        } while (after !== null);
        expect(
          found.filter((id, index) => found.indexOf(id) < index),
          sort,
        ).toEqual([]);
        expect(
          all.filter(({ id }) => !found.includes(id)),
          sort,
        ).toEqual([]);
        // Proof that this tested something: events came and went on every page, and cursors pointed at deleted ones.
        expect(came - before.came).toBeGreaterThan(2 * pages);
        expect(went - before.went).toBeGreaterThan(2 * pages);
        expect(goneAtTheEnd).toBeGreaterThan(0);
      }
    } finally {
      reading = false;
      await writer;
      await events.deleteMany({ _id: { $in: passing } });
    }
  });

  it('[LIST-6] refuses a query that it does not understand', async () => {
    for (const query of [
      'limit=0',
      'limit=201',
      'limit=x',
      'sort=colour',
      'from=yesterday',
      'after=x',
      'q[$gt]=',
      'unknown=1',
      'limit=1&limit=2',
      'archived=maybe',
      'q=%00',
      'name=a%00b',
      'author=%00',
    ]) {
      const { status, body } = await visitor.get(`/api/boards/main/events?${query}`);
      expect([query, status, body.code]).toEqual([query, 400, 'invalid_request']);
    }
    const { body } = await visitor.get('/api/boards/main/events?limit=1');
    expect((await visitor.get(`/api/boards/main/events?limit=1&sort=name&after=${body.next}`)).status).toBe(400);
  });
});
