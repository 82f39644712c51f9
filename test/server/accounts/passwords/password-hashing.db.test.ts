import bcrypt from 'bcrypt';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPasswordHashing, isUsableHash } from '../../../../server/accounts/passwords/password-hashing.ts';
import { busy } from '../../../../server/base/problem.ts';
import { WorkQueue } from '../../../../server/base/work-queue.ts';
import { Visitor } from '../../../support/board/http-client.ts';
import { goodPassword, logIn, member } from '../../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../../support/board/start-board.ts';

describe('how passwords are stored', () => {
  const hashing = createPasswordHashing({ cost: 10 });

  it('[ACCOUNT-3] every character counts, also beyond bcrypt’s 72 bytes', async () => {
    for (const [password, other] of [
      ['x'.repeat(80) + 'a', 'x'.repeat(80) + 'b'],
      ['before\u0000after it', 'before\u0000other'],
      ['é'.repeat(40), 'é'.repeat(39)],
      ['case', 'Case'],
    ]) {
      const stored = await hashing.hash(password!, '');
      expect(stored.startsWith('hs256-bcrypt:$2b$10$')).toBe(true);
      expect([await hashing.verify(password!, stored, ''), await hashing.verify(other!, stored, '')]).toEqual([
        true,
        false,
      ]);
    }
  });

  it('[ACCOUNT-3] two people with the same password have different hashes', async () => {
    expect(await hashing.hash('the same', '')).not.toBe(await hashing.hash('the same', ''));
  });

  it('[ACCOUNT-3] recognizes a hash by another scheme or at another cost', async () => {
    const dearer = createPasswordHashing({ cost: 11 });
    const stored = await hashing.hash('to be replaced', '');
    expect([
      hashing.isOutdated(stored),
      dearer.isOutdated(stored),
      hashing.isOutdated(bcrypt.hashSync('x', 10)),
    ]).toEqual([false, true, true]);
    expect(await dearer.verify('to be replaced', stored, '')).toBe(true);
  });

  it('[ACCOUNT-3] verifies no password against a text that is not a hash', async () => {
    for (const stored of [
      null,
      '',
      'plain text',
      '$2b$',
      '$2b$31$' + 'a'.repeat(53),
      '$1$abc$def',
      'hs256-bcrypt:',
      'hs256-bcrypt:x',
    ]) {
      expect([stored, await hashing.verify('plain text', stored, '')]).toEqual([stored, false]);
    }
    expect(['plain text', '$2b$31$' + 'a'.repeat(53), null].map(isUsableHash)).toEqual([false, false, false]);
    expect(['$2a$04$', '$2b$12$', '$2y$10$'].map((head) => isUsableHash(head + 'a'.repeat(53)))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('[ACCOUNT-5] a bounded number work and wait, in order; the next is refused and told when to come back', async () => {
    const queue = new WorkQueue(2, { each: 3, all: 3 }, busy);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const work = (n: number): Promise<number> =>
      queue.run('one', () => {
        begun.push(n);
        return new Promise((resolve) => ends.push(() => resolve(n)));
      });
    const running = [work(0), work(1), work(2), work(3), work(4)];
    await expect(work(5)).rejects.toMatchObject({
      status: 503,
      code: 'busy',
      headers: { 'Retry-After': expect.any(String) },
    });
    expect(begun).toEqual([0, 1]);
    for (let n = 0; n < 5; n += 1) {
      ends[n]!();
      await delay(0);
      expect(begun).toEqual([0, 1, 2, 3, 4].slice(0, Math.min(5, n + 3)));
    }
    expect(await Promise.all(running)).toEqual([0, 1, 2, 3, 4]);
    // A task that fails frees its place, too.
    await expect(queue.run('one', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await queue.run('one', async () => 6)).toBe(6);
  });
});

describe('the hash on a real server', () => {
  let board: TestBoard;

  beforeAll(async () => {
    board = await startBoard({ settings: { BCRYPT_COST: '10' } });
  });
  afterAll(() => board.close());

  it('[ACCOUNT-3] is replaced at a log-in after the cost was changed, and ends no session', async () => {
    const lena = await member(board.url, 'Lena');
    const dearer = await startBoard({ database: board.database, settings: { BCRYPT_COST: '11' } });
    expect((await logIn(new Visitor(dearer.url), 'Lena')).status).toBe(200);
    expect((await board.database.db.collection('users').findOne({ name: 'Lena' }))?.password).toMatch(
      /^hs256-bcrypt:\$2b\$11\$/,
    );
    expect((await logIn(new Visitor(board.url), 'Lena', 'wrong password')).status).toBe(401);
    expect((await lena.get('/api/session')).body).toMatchObject({ user: { username: 'Lena' } });
    await dearer.close();
  });

  it('[ACCOUNT-4] a name that nobody has takes as long as a wrong password', async () => {
    await member(board.url, 'Paul');
    const timesOf = async (name: string): Promise<number> => {
      const begun = performance.now();
      expect((await logIn(new Visitor(board.url), name, `${goodPassword}!`)).status).toBe(401);
      return performance.now() - begun;
    };
    const times = { there: [] as number[], notThere: [] as number[] };
    // In turns, so that other load on the machine affects both alike.
    for (let n = 0; n < 9; n += 1) {
      times.there.push(await timesOf('Paul'));
      times.notThere.push(await timesOf(`nobody-${n}`));
    }
    const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
    // A hash of cost 10 takes about 45 ms; an answer without one takes 3 ms.
    expect(median(times.notThere) / median(times.there)).toBeGreaterThan(0.5);
  });
});
