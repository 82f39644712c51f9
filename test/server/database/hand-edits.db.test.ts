import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUpEvents } from '../../../server/database/set-up.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import type { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { testDatabase } from '../../support/mongodb/database.ts';
import { until } from '../../support/until.ts';

describe('a database that people edit by hand', () => {
  const lines: string[] = [];
  let board: TestBoard;
  let lena: Visitor;
  beforeAll(async () => {
    const stream = new Writable({
      write(line, _encoding, done) {
        lines.push(String(line));
        done();
      },
    });
    board = await startBoard({ logger: pino({ level: 'warn' }, stream) });
    lena = await member(board.localUrl, 'Lena');
  });
  afterAll(() => board.close());

  const events = () => board.database.db.collection('events');
  const indexes = async (): Promise<string[]> => (await events().indexes()).map(({ name }) => name!).sort();

  it('[START-8] creates the indexes of events again when a list misses one, and logs it', async () => {
    await lena.post({ name: 'Choir' });
    await until('the event to be listed', async () => {
      const { body } = await lena.get('/api/boards/main/events');
      return body.events.length === 1;
    });
    const before = await indexes();
    for (const path of ['/api/boards/main/events', '/api/boards/main/events?author=Lena', '/api/myevents']) {
      await events().dropIndexes();
      const answers = await Promise.all([1, 2, 3].map(() => lena.get(path)));
      expect(answers.map(({ status, body }) => [status, body.events.length])).toEqual([1, 2, 3].map(() => [200, 1]));
      expect(await indexes()).toEqual(before);
    }
    expect(lines.some((line) => line.includes('an index of `events` was dropped'))).toBe(true);
  });

  it.each([{}, { repeat: { every: 'week', count: 2 } }])(
    '[START-8] another program’s unique index does not pass for an id that is taken: %j',
    async (repeat) => {
      await events().createIndex({ place: 1 }, { unique: true, sparse: true, name: 'their places' });
      await lena.call('POST', '/api/boards/main/events', {
        body: { name: 'Choir', start: '2026-12-01', place: 'Hall' },
      });
      lines.length = 0;
      const { status, body } = await lena.call('POST', '/api/boards/main/events', {
        body: { name: 'Band', start: '2026-12-01', place: 'Hall', ...repeat },
      });
      expect([status, body.code]).toEqual([500, 'internal']);
      expect(lines.some((line) => line.includes('The unique index “their places” refused a document.'))).toBe(true);
      await events().dropIndex('their places');
      await events().deleteMany({});
    },
  );

  it('[START-8] starts when documents do not allow an index, and says what to do', async () => {
    const { db, close } = await testDatabase();
    try {
      await db.collection('events').insertOne({ board: ['a', 'b'], archived: [true, false] });
      const problems: string[] = [];
      await setUpEvents(db, (problem) => problems.push(problem));
      const names = (await db.collection('events').indexes()).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['list-by-date', 'owner', 'series', 'unlisted']));
      expect(names).not.toContain('live-set');
      expect(problems).toEqual([
        expect.stringContaining('db.events.find({"board": {$type: "array"}, "archived": {$type: "array"}})'),
      ]);
      await db.collection('events').deleteMany({});
      await setUpEvents(db, (problem) => problems.push(problem));
      expect(problems).toHaveLength(1);
      expect(await db.collection('events').indexExists('live-set')).toBe(true);
    } finally {
      await close();
    }
  });
});
