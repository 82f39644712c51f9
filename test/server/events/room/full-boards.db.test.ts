import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BoardSize } from '../../../../shared/board-size.ts';
import type { BoardEvent } from '../../../../shared/event.ts';
import { newObjectId } from '../../../../client/posting/object-id.ts';
import { Visitor, type Answer } from '../../../support/board/http-client.ts';
import { member } from '../../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../../support/board/start-board.ts';

const often = {
  LIMIT_PER_PERSON: '100000',
  LIMIT_PER_ADDRESS: '100000',
  DAY_MEGABYTES_PER_PERSON: '1000',
  DAY_MEGABYTES_PER_ADDRESS: '1000',
};
const start = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const long = '世'.repeat(2_000);

/** A calendar with so many events. */
function calendar(uid: string, count: number, details: string): string {
  const events = Array.from({ length: count }, (_, n) => [
    'BEGIN:VEVENT',
    `UID:${uid}-${n}@test`,
    'SUMMARY:Imported',
    'DTSTART;VALUE=DATE:29991201',
    `DESCRIPTION:${details}`,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n');
}

const ways = ['post', 'repeat', 'edit', 'replace', 'series', 'delete', 'restore', 'import', 'wait', 'approve'] as const;
const step = fc.record({
  do: fc.constantFrom(...ways),
  at: fc.nat({ max: 50 }),
  count: fc.integer({ min: 2, max: 30 }),
  details: fc.integer({ min: 0, max: 4 }).map((n) => '世'.repeat(n * 500)),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type Bounded = {
  most: string;
  settings: Record<string, string>;
  events: number;
  bytes: number;
  adding: (typeof ways)[number][];
};
const bounded: Bounded[] = [
  {
    most: '40 events',
    settings: { BOARD_EVENTS: '40' },
    events: 40,
    bytes: 256 * 1024 * 1024,
    adding: ['post', 'repeat', 'restore', 'import'],
  },
  {
    most: '1 MB',
    settings: { BOARD_MEGABYTES: '1' },
    events: 100_000,
    bytes: 1024 * 1024,
    adding: ['post', 'repeat', 'restore', 'import', 'edit', 'replace', 'series', 'wait'],
  },
];

describe.each(bounded)('a board of at most $most', ({ settings, events: maxEvents, bytes: maxBytes, adding }) => {
  let board: TestBoard;
  let owner: Visitor;
  let lena: Visitor;
  const refused = new Set<string>();
  let runs = 0;

  beforeAll(async () => {
    board = await startBoard({ settings: { ...often, ...settings } });
    owner = await member(board.url, 'Owner');
    lena = await member(board.url, 'Lena');
  });
  afterAll(() => board.close());

  async function stored(slug: string): Promise<{ events: number; bytes: number }> {
    const [size] = await board.database.db
      .collection('events')
      .aggregate<{ events: number; bytes: number }>([
        { $match: { board: slug } },
        { $group: { _id: null, events: { $sum: 1 }, bytes: { $sum: { $bsonSize: '$$ROOT' } } } },
      ])
      .toArray();
    return size ?? { events: 0, bytes: 0 };
  }

  class History {
    readonly slug = `b${(runs += 1)}`;
    readonly there: BoardEvent[] = [];
    readonly gone: string[] = [];

    async begin(): Promise<void> {
      expect((await owner.call('POST', '/api/boards', { body: { slug: this.slug, title: 'Board' } })).status).toBe(201);
    }

    async take({ do: way, at, count, details }: Step): Promise<void> {
      const answer = await this.#send({ do: way, at, count, details });
      if (answer === null) return;
      if (answer.status === 403) {
        expect([way, answer.body.code]).toEqual([way, 'board_full']);
        refused.add(way);
      } else {
        expect([way, answer.status, answer.body.detail]).toEqual([way, expect.toBeOneOf([200, 201]), undefined]);
      }
    }

    async #send({ do: way, at, count, details }: Step): Promise<Answer | null> {
      const path = `/api/boards/${this.slug}/events`;
      const fields = { id: newObjectId(), name: 'Choir', start, details };
      if (way === 'import')
        return owner.call('POST', `/api/boards/${this.slug}/import`, {
          raw: calendar(String(at % 3), count, details),
          headers: { 'content-type': 'text/calendar' },
        });
      if (way === 'post') return this.#keep(await lena.call('POST', path, { body: fields }));
      if (way === 'repeat') {
        const repeat = { every: 'week', count };
        return this.#keep(await lena.call('POST', path, { body: { ...fields, repeat } }));
      }
      if (way === 'restore') {
        const id = this.gone.pop();
        return id === undefined ? null : this.#keep(await lena.call('POST', `/api/events/${id}/restore`));
      }
      const known = this.there[at % Math.max(1, this.there.length)];
      if (known === undefined) return null;
      const { body } = await lena.get(`/api/events/${known.id}`);
      const { version } = body.event;
      const one = `/api/events/${known.id}`;
      switch (way) {
        case 'edit':
          return lena.call('PATCH', one, { version, body: { details } });
        case 'series':
          return lena.call('PATCH', `${one}?series=all`, { version, body: { details } });
        case 'replace':
          return lena.call('PUT', one, { version, body: { name: 'Choir', start, details } });
        case 'delete':
          this.gone.push(known.id);
          this.there.splice(this.there.indexOf(known), 1);
          return lena.call('DELETE', one, { version });
        case 'wait': {
          await owner.call('PATCH', `/api/boards/${this.slug}`, { body: { approval: true } });
          const answer = await lena.call('PATCH', one, { version, body: { details } });
          await owner.call('PATCH', `/api/boards/${this.slug}`, { body: { approval: false } });
          return answer;
        }
        case 'approve':
          return owner.call('POST', `${one}/review`, { version, body: { outcome: 'approved' } });
        default:
          return way satisfies never;
      }
    }

    #keep(answer: Answer): Answer {
      if (answer.status < 300) this.there.push(answer.body.event);
      return answer;
    }
  }

  it('[BOARD-18] no way to write exceeds its bound', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30 }), async (steps) => {
        const history = new History();
        await history.begin();
        for (const one of steps) {
          await history.take(one);
          const { events, bytes } = await stored(history.slug);
          expect(events).toBeLessThanOrEqual(maxEvents);
          expect(bytes).toBeLessThanOrEqual(maxBytes);
        }
      }),
      { numRuns: 5 },
    );
    expect(refused).not.toContain('delete');
    expect(refused).not.toContain('approve');
  });

  it('[BOARD-18] once it is full, every way to add to it is refused', async () => {
    const history = new History();
    await history.begin();
    const full = { at: 0, count: 30, details: long };
    await history.take({ ...full, do: 'repeat', details: '' });
    const fill = async (way: 'repeat' | 'post', details: string): Promise<void> => {
      for (refused.clear(); !refused.has(way);) await history.take({ ...full, do: way, details });
    };
    await fill('repeat', long);
    await fill('post', long);
    await history.take({ ...full, do: 'delete', at: 1 });
    for (const details of [long, '世'.repeat(200), '']) await fill('post', details);
    refused.clear();
    for (const way of adding) await history.take({ ...full, do: way });
    expect([...refused]).toEqual(adding);
  });
});

describe('a full board', () => {
  let board: TestBoard;
  afterEach(() => board.close());

  const size = async (by: Visitor): Promise<BoardSize> =>
    (await by.get('/api/boards/main/size')).body as unknown as BoardSize;

  it('[BOARD-18] says what it holds and what to do; what deletes, hides or cancels still works', async () => {
    board = await startBoard({ settings: { BOARD_EVENTS: '3' } });
    const owner = await member(board.url, 'Owner');
    const guest = new Visitor(board.url);
    const id = newObjectId();
    const first = await guest.post({ id });
    const second = await guest.post();
    await guest.post();
    const posted = { name: 'One more', start: '2026-12-01', guestName: 'Lena' };
    const { status, body } = await guest.call('POST', '/api/boards/main/events', { body: posted });
    expect([status, body.code, body.detail]).toEqual([
      403,
      'board_full',
      'There is no room on this board: it holds 3 of at most 3 events. Delete events that are over, or ask a moderator to.',
    ]);
    // Its answer was lost, and it is sent again.
    expect(
      await guest.call('POST', '/api/boards/main/events', {
        body: { ...posted, id, name: first.name, start: first.start },
      }),
    ).toMatchObject({ status: 200 });
    const patch = (version: number, fields: object) =>
      owner.call('PATCH', `/api/events/${second.id}`, { version, body: fields });
    expect(await patch(1, { status: 'hidden' })).toMatchObject({ status: 200 });
    expect(await patch(2, { cancelled: true, start: '2026-12-02T18:30' })).toMatchObject({ status: 200 });
    expect(await guest.call('DELETE', `/api/events/${first.id}`, { version: 1 })).toMatchObject({ status: 200 });
    expect(await guest.call('POST', `/api/events/${first.id}/restore`)).toMatchObject({ status: 200 });
    expect(await guest.call('DELETE', `/api/events/${first.id}`, { version: 2 })).toMatchObject({ status: 200 });
    expect(await guest.call('POST', '/api/boards/main/events', { body: posted })).toMatchObject({ status: 201 });
  });

  it('[BOARD-18] refuses a preview of a file that does not fit', async () => {
    board = await startBoard({ settings: { BOARD_EVENTS: '3' } });
    const owner = await member(board.url, 'Owner');
    const preview = await owner.call('POST', '/api/boards/main/import?dryRun=true', {
      raw: calendar('many', 4, ''),
      headers: { 'content-type': 'text/calendar' },
    });
    expect([preview.status, preview.body.code]).toEqual([403, 'board_full']);
  });

  it('[BOARD-19] its moderators can ask how much it holds, nobody else', async () => {
    board = await startBoard({ settings: { BOARD_EVENTS: '5' } });
    const owner = await member(board.url, 'Owner');
    const lena = await member(board.url, 'Lena');
    for (let n = 0; n < 4; n += 1) await lena.post({ guestName: undefined });
    expect(await size(owner)).toMatchObject({ events: 4, most: { events: 5, bytes: 256 * 1024 * 1024 } });
    expect((await size(owner)).bytes).toBeGreaterThan(1_000);
    expect((await lena.get('/api/boards/main/size')).status).toBe(403);
  });

  it('[LIMIT-18] a person adds so many bytes in a day, and an address so many more; imports do not count', async () => {
    board = await startBoard({
      settings: { ...often, DAY_MEGABYTES_PER_PERSON: '1', DAY_MEGABYTES_PER_ADDRESS: '2' },
    });
    const owner = await member(board.url, 'Owner');
    const people = [await member(board.url, 'Lena'), await member(board.url, 'Paul'), await member(board.url, 'Ann')];
    const repeat = { every: 'week', count: 100 };
    const post = (by: Visitor) =>
      by.call('POST', '/api/boards/main/events', {
        body: { name: 'Long', start, details: long, repeat },
      });
    const outcomes: number[][] = [];
    for (const one of people) outcomes.push([(await post(one)).status, (await post(one)).status]);
    expect(outcomes).toEqual([
      [201, 429],
      [201, 429],
      [429, 429],
    ]);
    const { headers, body } = await post(people[0]!);
    expect(body.detail).toMatch(
      /^So much was posted today that no more is taken for now\. Please wait \d+ (minutes|hours)/,
    );
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(60);
    const imported = await owner.call('POST', '/api/boards/main/import', {
      raw: calendar('more', 300, long),
      headers: { 'content-type': 'text/calendar' },
    });
    expect([imported.status, imported.body.created]).toEqual([200, 300]);
  });
});
