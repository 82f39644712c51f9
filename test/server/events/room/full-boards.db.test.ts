import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardEvent } from '../../../../shared/event.ts';
import { newObjectId } from '../../../../client/posting/object-id.ts';
import { calendarOf, otherLimits } from '../../../support/board/board-room.ts';
import type { Answer, Visitor } from '../../../support/board/http-client.ts';
import { member } from '../../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../../support/board/start-board.ts';

const start = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const long = '世'.repeat(2_000);

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
  let runs = 0;

  beforeAll(async () => {
    board = await startBoard({ settings: { ...otherLimits, ...settings } });
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
    /** The ways that found no room. */
    readonly refused = new Set<string>();

    async begin(): Promise<void> {
      expect((await owner.call('POST', '/api/boards', { body: { slug: this.slug, title: 'Board' } })).status).toBe(201);
    }

    async take({ do: way, at, count, details }: Step): Promise<void> {
      const answer = await this.#send({ do: way, at, count, details });
      if (answer === null) return;
      if (answer.status === 403) {
        expect([way, answer.body.code]).toEqual([way, 'board_full']);
        this.refused.add(way);
      } else {
        expect([way, answer.status, answer.body.detail]).toEqual([way, expect.toBeOneOf([200, 201]), undefined]);
      }
    }

    async #send({ do: way, at, count, details }: Step): Promise<Answer | null> {
      const path = `/api/boards/${this.slug}/events`;
      const fields = { id: newObjectId(), name: 'Choir', start, details };
      if (way === 'import')
        return owner.call('POST', `/api/boards/${this.slug}/import`, {
          raw: calendarOf(String(at % 3), count, details),
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

  it('[BOARD-18] no way to write exceeds its bound', { timeout: 180_000 }, async () => {
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
        expect(history.refused).not.toContain('delete');
        expect(history.refused).not.toContain('approve');
      }),
      { numRuns: 3 },
    );
  });

  it('[BOARD-18] once it is full, every way to add to it is refused', async () => {
    const history = new History();
    const { refused } = history;
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
