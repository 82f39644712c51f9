import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../support/board/http-client.ts';
import { member } from '../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';

describe('lists that come a page at a time', () => {
  let board: TestBoard;
  let owner: Visitor;

  beforeAll(async () => {
    board = await startBoard();
    owner = await member(board.url, 'Owner');
    for (const name of ['Ann', 'Ben', 'Cem', 'Dana', 'Eva', 'Finn']) await member(board.url, name);
    const title = (n: number): object => (n < 5 ? { title: 'Alike' } : n === 5 ? {} : { title: `Title ${n % 3}` });
    const made = Array.from({ length: 12 }, (_, n) => ({
      _id: `b${n}`,
      timeZone: 'UTC',
      posting: 'anyone' as const,
      approval: false,
      owner: 'user:nobody',
      ...title(n),
    }));
    await board.database.db.collection<(typeof made)[number]>('boards').insertMany(made);
  });
  afterAll(() => board.close());

  /** What is on each page. `between` is called after the first. */
  async function pages<T>(path: string, limit: number, read: (body: never) => T[], between?: () => Promise<unknown>) {
    const found: T[][] = [];
    for (let next: string | null = null; ;) {
      const { status, body } = await owner.get(`${path}?limit=${limit}${next === null ? '' : `&after=${next}`}`);
      expect([path, status, body.detail]).toEqual([path, 200, undefined]);
      found.push(read(body as never));
      if (found.length === 1) await between?.();
      next = body.next;
      if (next === null) return found;
    }
  }
  const slugs = ({ boards }: { boards: { slug: string }[] }): string[] => boards.map(({ slug }) => slug);
  const names = ({ users }: { users: { username: string }[] }): string[] => users.map(({ username }) => username);

  it.each([
    ['/api/boards', slugs, 13],
    ['/api/users', names, 7],
  ] as const)('[HTTP-8] %s has each entry once, in the same order, whatever the limit', async (path, read, count) => {
    const [whole] = await pages<string>(path, 200, read);
    expect(new Set(whole).size).toBe(count);
    for (const limit of [1, 2, 3, 5, count]) {
      const found = await pages<string>(path, limit, read);
      expect(found.flat()).toEqual(whole);
      expect(found.map((page) => page.length).slice(0, -1)).toEqual(found.slice(0, -1).map(() => limit));
    }
  });

  it('[HTTP-8] what goes meanwhile is on no later page, and nothing else is missing', async () => {
    const [whole] = await pages<string>('/api/boards', 200, slugs);
    const { db } = board.database;
    const found = await pages<string>('/api/boards', 2, slugs, () =>
      db.collection<{ _id: string }>('boards').deleteMany({ _id: { $in: [whole![1]!, whole![4]!] } }),
    );
    expect(found.flat()).toEqual(whole!.filter((slug) => slug !== whole![4]));
  });

  it('[HTTP-8] refuses a cursor that is not of the list, and a limit that is too large', async () => {
    const [first] = await Promise.all([owner.get('/api/boards?limit=1'), owner.get('/api/users?limit=1')]);
    for (const path of [
      `/api/users?after=${String(first.body.next)}`,
      '/api/users?after=x',
      '/api/boards?after=x',
      `/api/boards?after=${Buffer.from('{"title":{"$gt":""},"slug":"a"}').toString('base64url')}`,
      '/api/boards?limit=201',
      '/api/users?limit=0',
    ])
      expect([path, (await owner.get(path)).status]).toEqual([path, 400]);
  });
});
