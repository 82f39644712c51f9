import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { Classroom } from '../support/browser/classroom.ts';
import { logInOn } from '../support/browser/log-in.ts';
import { member } from '../support/board/people.ts';

describe('lists that are longer than a page', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  it('[PAGE-38] the pages People and Boards show the rest when it is asked for', async () => {
    await member(room.board.url, 'Ms.Okafor');
    const page = await room.person('/login?next=/people');
    await logInOn(page, 'Ms.Okafor');
    // A reload before that would come before the account is logged in.
    await page.getByText('Nobody else has an account yet.').waitFor();
    const { db } = room.board.database;
    const createdAt = new Date();
    const many = Array.from({ length: 205 }, (_, n) => String(n).padStart(3, '0'));
    await db.collection('users').insertMany(many.map((n) => ({ name: `Pupil-${n}`, password: null, createdAt })));
    await db
      .collection<{ _id: string; title: string }>('boards')
      .insertMany(
        many.map((n) => ({ _id: `b${n}`, title: `Board ${n}`, timeZone: 'UTC', posting: 'anyone', approval: false })),
      );
    await page.reload();
    await page.getByText('Pupil-198', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('Pupil-204', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });

    await page.goto('/boards');
    await page.getByRole('link', { name: 'Board 199', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('link', { name: 'Board 204', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
  });
});
