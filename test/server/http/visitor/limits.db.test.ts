import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Board } from '../../../../shared/board.ts';
import type { BoardEvent } from '../../../../shared/event.ts';
import { joinCodeLetters } from '../../../../shared/board.ts';
import { TokenBucket } from '../../../../server/http/visitor/token-bucket.ts';
import { Visitor, type Answer } from '../../../support/board/http-client.ts';
import { goodPassword, logIn, member, whoIs } from '../../../support/board/people.ts';
import { startBoard, type TestBoard } from '../../../support/board/start-board.ts';

describe('limits', () => {
  const boards: TestBoard[] = [];

  // Allowances refill with time. On a busy machine a slow test would be allowed one guess more, so stop the clock.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  });
  afterEach(async () => {
    for (const board of boards.splice(0)) await board.close();
    vi.useRealTimers();
  });

  async function start(settings: Record<string, string> = {}): Promise<TestBoard> {
    const board = await startBoard({ settings });
    boards.push(board);
    return board;
  }

  const tooMany = (answer: Answer): void => {
    expect([answer.status, answer.body.code, answer.headers.get('content-type')]).toEqual([
      429,
      'too_many_requests',
      expect.stringContaining('application/problem+json'),
    ]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  };

  it('[LIMIT-1] [LIMIT-2] forty people can sign up and post from one address at once, while a guesser is slowed down', async () => {
    const { url } = await start();
    await member(url, 'Teacher');
    const [people, guesses] = await Promise.all([
      Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const person = await member(url, `pupil-${index}`);
          const event = await person.post({ name: `Of pupil ${index}`, guestName: undefined });
          return event.author.name;
        }),
      ),
      (async () => {
        const answers: number[] = [];
        for (let n = 0; n < 14; n += 1)
          answers.push((await logIn(new Visitor(url), 'Teacher', `guess number ${n}`)).status);
        return answers;
      })(),
    ]);
    expect(people).toEqual(Array.from({ length: 40 }, (_, index) => `pupil-${index}`));
    expect(guesses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(guesses.slice(10)).toEqual([429, 429, 429, 429]);
  });

  it('[LIMIT-2] a guesser on one account is told to wait, even with the right password; other people and accounts are not', async () => {
    const { url } = await start();
    await member(url, 'Lena');
    await member(url, 'Paul');
    // All at once: guesses in progress count as well.
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, n) => logIn(new Visitor(url), n % 2 === 0 ? 'Lena' : 'lENA', `guess ${n}`)),
    );
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
    tooMany(guesses.find(({ status }) => status === 429)!);
    tooMany(await logIn(new Visitor(url), 'Lena'));
    expect((await logIn(new Visitor(url), 'Paul')).status).toBe(200);
  });

  it('[LIMIT-2] a guesser across accounts is told to wait, too, whether the accounts exist or not', async () => {
    const { url } = await start();
    const paul = await member(url, 'Paul');
    const guesses = await Promise.all(
      Array.from({ length: 90 }, (_, n) => logIn(new Visitor(url), `name-${n}`, 'seven quiet foxes')),
    );
    expect(guesses.filter(({ status }) => status === 401).length).toBe(60);
    tooMany(guesses.find(({ status }) => status === 429)!);
    tooMany(await logIn(new Visitor(url), 'Paul'));
    // People who are already logged in are not affected.
    expect(await whoIs(paul)).toMatchObject({ username: 'Paul' });
    await paul.post({ guestName: undefined });
  });

  it('[LIMIT-2] right passwords do not count', async () => {
    const { url } = await start();
    await member(url, 'Lena');
    for (let n = 0; n < 15; n += 1) expect((await logIn(new Visitor(url), 'Lena')).status).toBe(200);
  });

  it('[LIMIT-9] fifty right log-ins at once to one account all pass', async () => {
    const { url } = await start();
    await member(url, 'Lena');
    const answers = await Promise.all(Array.from({ length: 50 }, () => logIn(new Visitor(url), 'Lena')));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
  });

  it('[LIMIT-2] the current password cannot be guessed through a session that was left open', async () => {
    const { url } = await start();
    const lena = await member(url, 'Lena');
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      statuses.push(
        (await lena.call('POST', '/api/password', { body: { current: `guess ${n}`, next: 'nine brown herons' } }))
          .status,
      );
      statuses.push((await lena.call('DELETE', '/api/account', { body: { password: `guess ${n}` } })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    expect(await whoIs(lena)).toMatchObject({ username: 'Lena' });
  });

  it('[ACCOUNT-11] a wrong current password is refused at its field, in a sentence of its own', async () => {
    const { url } = await start();
    const lena = await member(url, 'Lena');
    const change = await lena.call('POST', '/api/password', { body: { current: 'wrong', next: 'nine brown herons' } });
    expect([change.status, change.body]).toMatchObject([
      401,
      {
        code: 'invalid_credentials',
        detail: 'The current password is wrong.',
        errors: [{ path: 'current', message: 'The current password is wrong.' }],
      },
    ]);
    const deletion = await lena.call('DELETE', '/api/account', { body: { password: 'wrong' } });
    expect([deletion.status, deletion.body.code, deletion.body.detail]).toEqual([
      401,
      'invalid_credentials',
      'The password is wrong.',
    ]);
  });

  it('[LIMIT-3] a person who floods is told to wait; others at the same address are not', async () => {
    const { url } = await start({ LIMIT_PER_PERSON: '5', LIMIT_PER_ADDRESS: '50' });
    const [lena, ann] = [await member(url, 'Lena'), new Visitor(url)];
    await ann.post({ guestName: 'Ann' });
    for (const [visitor, done] of [
      [lena, 0],
      [ann, 1],
    ] as const) {
      const body = { name: 'Again', start: '2026-12-01', ...(visitor === ann ? { guestName: 'Ann' } : {}) };
      const answers: Answer[] = [];
      for (let n = 0; n < 12; n += 1) answers.push(await visitor.call('POST', '/api/boards/main/events', { body }));
      expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(10 - done);
      tooMany(answers.at(-1)!);
    }
    await new Visitor(url).post({ guestName: 'Somebody else' });
  });

  it('[LIMIT-3] an address that floods without cookies is told to wait', async () => {
    const { url } = await start({ LIMIT_PER_PERSON: '1000', LIMIT_PER_ADDRESS: '10' });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        new Visitor(url).call('POST', '/api/boards/main/events', {
          body: { name: 'Again', start: '2026-12-01', guestName: `Guest ${n}` },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    tooMany(answers.find(({ status }) => status !== 201)!);
    // Reading still works.
    expect((await new Visitor(url).get('/api/boards/main/events')).status).toBe(200);
  });

  it('[LIMIT-7] events are counted, not calls: guests without a cookie create no thousands of repeating events', async () => {
    const { url, database } = await start();
    const repeat = { every: 'week', count: 100 };
    const answers = await Promise.all(
      Array.from({ length: 37 }, (_, n) =>
        new Visitor(url).call('POST', '/api/boards/main/events', {
          body: { name: 'Again', start: '2026-12-01', guestName: `Guest ${n}`, repeat },
        }),
      ),
    );
    tooMany(answers.find(({ status }) => status !== 201)!);
    expect(await database.db.collection('events').countDocuments()).toBeLessThanOrEqual(1_100);
    // Neither a name of its own nor the cookie of a first visit helps.
    const named = new Visitor(url);
    await named.call('POST', '/api/guest', { body: { name: 'Somebody else' } });
    tooMany(
      await named.call('POST', '/api/boards/main/events', { body: { name: 'Again', start: '2026-12-01', repeat } }),
    );
    // A class at the same address still gets in.
    await Promise.all(Array.from({ length: 40 }, (_, n) => new Visitor(url).post({ guestName: `Pupil ${n}` })));
  });

  it('[LIMIT-7] to edit, delete or restore all dates of a series counts as that many changes', async () => {
    const { url } = await start({ LIMIT_PER_PERSON: '100' });
    const lena = await member(url, 'Lena');
    const post = { name: 'Choir', start: '2026-12-01', repeat: { every: 'week', count: 48 } };
    const series = async (): Promise<BoardEvent> =>
      (await lena.call('POST', '/api/boards/main/events', { body: post })).body.event;
    const { id } = await series();
    const path = `/api/events/${id}?series=all`;
    const restore = `/api/events/${id}/restore?series=all`;
    // Each counts as 48 events, of the 200 that are allowed at once.
    expect((await lena.call('PATCH', path, { body: { place: 'Hall' }, version: 1 })).status).toBe(200);
    expect((await lena.call('DELETE', path, { version: 2 })).status).toBe(200);
    expect((await lena.call('POST', restore)).status).toBe(200);
    expect((await lena.call('PATCH', path, { body: { place: 'Attic' }, version: 3 })).status).toBe(200);
    tooMany(await lena.call('DELETE', path, { version: 4 }));
    // One date at a time is refused, too, until the person has waited.
    tooMany(await lena.call('PATCH', `/api/events/${id}`, { body: { place: 'Yard' }, version: 4 }));
  });

  it('[LIMIT-7] guests with a new name cost their address; those who have one do not', async () => {
    const { url } = await start();
    const known = new Visitor(url);
    await known.post({ guestName: 'Known' });
    const join = (n: number): Promise<Answer> =>
      new Visitor(url).call('POST', '/api/guest', { body: { name: `Guest ${n}` } });
    const answers = await Promise.all(Array.from({ length: 420 }, (_, n) => join(n)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(399);
    tooMany(answers.find(({ status }) => status !== 200)!);
    tooMany(
      await new Visitor(url).call('POST', '/api/boards/main/events', {
        body: { name: 'New', start: '2026-12-01', guestName: 'New' },
      }),
    );
    await known.post();
    expect((await known.call('POST', '/api/guest', { body: { name: 'Renamed' } })).status).toBe(200);
  });

  it('[LIMIT-8] guessing join codes is slowed down; a class joins at once by the right one, again and again', async () => {
    const { url } = await start();
    const owner = await member(url, 'Teacher');
    const { board } = (await owner.call('POST', '/api/boards/main/join-code')).body as unknown as { board: Board };
    const ask = (code: string): Promise<Answer> => new Visitor(url).get(`/api/join/${code}`);
    const join = (): Promise<number[]> =>
      Promise.all(Array.from({ length: 40 }, async () => (await ask(board.joinCode!)).status));
    for (let n = 0; n < 5; n += 1) expect(new Set(await join())).toEqual(new Set([200]));
    const letters = [...joinCodeLetters];
    const wrong = letters
      .flatMap((one) => letters.map((other) => `${one}${other}${one}${other}${one}`))
      .filter((code) => code !== board.joinCode);
    const mistypes = await Promise.all(wrong.slice(0, 60).map(ask));
    expect(new Set(mistypes.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(await join())).toEqual(new Set([200]));
    const guesses = await Promise.all(wrong.slice(60, 160).map(ask));
    expect(guesses.filter(({ status }) => status === 404)).toHaveLength(60);
    tooMany(guesses.find(({ status }) => status !== 404)!);
    // Otherwise a guesser would learn the right one all the same.
    tooMany(await ask(board.joinCode!));
  });

  it('[LIMIT-4] TRUST_PROXY decides which forwarded address counts', async () => {
    const flood = async (url: string, from: (n: number) => string): Promise<number> => {
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          new Visitor(url).call('POST', '/api/boards/main/events', {
            body: { name: 'Again', start: '2026-12-01', guestName: 'Guest' },
            headers: { 'x-forwarded-for': from(n) },
          }),
        ),
      );
      return answers.filter(({ status }) => status === 429).length;
    };
    const settings = { LIMIT_PER_ADDRESS: '10' };
    // No proxy is trusted: 30 made-up addresses count as one.
    expect(await flood((await start(settings)).url, (n) => `192.0.2.${n}`)).toBe(10);
    const behindOne = (await start({ ...settings, TRUST_PROXY: '1' })).url;
    expect(await flood(behindOne, (n) => `192.0.2.${n}`)).toBe(0);
    // Only the address that the proxy itself appended counts, not the ones that the client made up.
    expect(await flood(behindOne, (n) => `192.0.2.${n}, 198.51.100.7`)).toBe(10);
    // One household has many IPv6 addresses.
    expect(await flood(behindOne, (n) => `2001:db8:1:2::${n}`)).toBe(10);
    expect(
      await flood((await start({ ...settings, TRUST_PROXY: 'loopback' })).url, (n) => `192.0.2.${n}, 127.0.0.1`),
    ).toBe(0);
  });

  it('[LIMIT-3] sign-ups from one address are limited', async () => {
    const { url } = await start();
    const answers: Answer[] = [];
    // Attempts with a taken name count, too: otherwise anybody could list the accounts.
    await member(url, 'Lena');
    for (let n = 0; n < 130; n += 1)
      answers.push(
        await new Visitor(url).call('POST', '/api/signup', { body: { username: 'Lena', password: goodPassword } }),
      );
    expect(answers.filter(({ status }) => status === 409).length).toBeLessThan(125);
    tooMany(answers.at(-1)!);
  });
});

describe('an allowance', () => {
  it('[LIMIT-3] is a burst, then a steady rate, separate for each key', () => {
    let nowMs = 1_000;
    const allowance = new TokenBucket({ burst: 3, perMinute: 6 }, { clock: () => nowMs });
    expect([1, 2, 3, 4].map(() => allowance.take('a'))).toEqual([0, 0, 0, 10_000]);
    expect(allowance.take('b')).toBe(0);
    nowMs += 9_999;
    expect(allowance.take('a')).toBe(1);
    nowMs += 1;
    expect([1, 2].map(() => allowance.take('a'))).toEqual([0, 10_000]);
    allowance.giveBack('a');
    expect([1, 2].map(() => allowance.take('a'))).toEqual([0, 10_000]);
    nowMs += 3_600_000;
    expect([1, 2, 3, 4].map(() => allowance.take('a'))).toEqual([0, 0, 0, 10_000]);
  });

  it('[LIMIT-3] forgets the key that was used longest ago, so its memory is bounded', () => {
    const allowance = new TokenBucket({ burst: 1, perMinute: 1 }, { limit: 100, clock: () => 0 });
    for (let n = 0; n < 101; n += 1) expect(allowance.take(`key ${n}`)).toBe(0);
    expect(allowance.take('key 100')).toBeGreaterThan(0);
    expect(allowance.take('key 0')).toBe(0);
  });
});
