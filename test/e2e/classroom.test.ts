import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Board } from '../../shared/board.ts';
import { Classroom, fillForm, row } from '../support/browser/classroom.ts';
import { openForm } from '../support/browser/open-form.ts';
import { logInOn } from '../support/browser/log-in.ts';
import { tabTo } from '../support/browser/keyboard.ts';
import { Visitor } from '../support/board/http-client.ts';
import { member } from '../support/board/people.ts';
import { until } from '../support/until.ts';

const phone = { width: 390, height: 844 };

describe('the classroom, by keyboard alone', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(async () => {
    await room.emptyOfAll();
    await room.board.database.db
      .collection<{ _id: string }>('boards')
      .updateOne({ _id: 'main' }, { $set: { posting: 'anyone', approval: false, spotlight: null, joinSlide: false } });
  });
  afterAll(() => room.close());

  const visitor = (): Visitor => new Visitor(room.board.url);

  async function board(slug: string): Promise<Board> {
    return (await visitor().get(`/api/boards/${slug}`)).body.board as Board;
  }

  async function teacher(path: string): Promise<Page> {
    await member(room.board.url, 'Ms.Okafor');
    const page = await room.person('/login', { viewport: phone });
    await logInOn(page, 'Ms.Okafor');
    await page.locator('account-menu summary').waitFor();
    await page.goto(path);
    return page;
  }

  it('[PAGE-18] a guest joins by the code, chooses a name, and posts', async () => {
    const code = (await board('main')).joinCode;
    const page = await room.person(`/j/${code!.toLowerCase()}`, { viewport: phone });
    await page.getByLabel('Your name').waitFor();
    const suggested = await page.getByLabel('Your name').inputValue();
    expect(suggested).toMatch(/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u);
    await tabTo(page, 'Your name');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await page.getByText('Enter a name, or use a suggested one.').waitFor();
    await page.keyboard.type('Kofi');
    await page.keyboard.press('Enter');
    await page.getByText('Live', { exact: true }).waitFor();
    await tabTo(page, 'What’s happening?');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Post an event' }).waitFor();
    await fillForm(page, { name: 'Choir' });
    await page.keyboard.press('Enter');
    await row(page, 'Choir').waitFor();
    expect(await row(page, 'Choir').locator('.about').innerText()).toBe('guest Kofi');
  });

  it('[PAGE-18] a moderator approves, rejects, puts on the projector and freezes, and undoes each', async () => {
    const page = await teacher('/b/main/moderate');
    const projector = await room.person('/projector', { viewport: { width: 1280, height: 720 } });
    await tabTo(page, 'Posts wait for approval');
    await page.keyboard.press('Space');
    await until('posts to wait for approval', async () => (await board('main')).approval === true);
    const guest = visitor();
    for (const name of ['Karaoke', 'Rude'])
      expect((await guest.post({ name, start: '2999-12-01' })).status).toBe('pending');
    await page.getByText('Rude', { exact: true }).waitFor();

    const listed = async (): Promise<string[]> =>
      (await visitor().get('/api/boards/main/events')).body.events.map(({ name }) => name).sort();
    await tabTo(page, 'Approve: Karaoke');
    await page.keyboard.press('Enter');
    await until('the approved event to be listed', async () => (await listed()).join() === 'Karaoke');
    await tabTo(page, 'Reject: Rude');
    await page.keyboard.press('Enter');
    await page.getByText('Rejected: “Rude”').waitFor();
    await tabTo(page, 'Undo: Rejected');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Approve: Rude' }).waitFor();

    await page.locator('moderation-row summary').first().focus();
    await page.keyboard.press('Enter');
    await tabTo(page, 'Spotlight: Karaoke');
    await page.keyboard.press('Enter');
    await projector.locator('projector-spotlight').getByText('Karaoke').waitFor();
    await tabTo(page, 'Undo: On the projector');
    await page.keyboard.press('Enter');
    await projector.locator('projector-spotlight').waitFor({ state: 'detached' });

    // An event that is deleted and put back is the same event.
    const [before] = (await visitor().get('/api/boards/main/events')).body.events;
    await page.locator('moderation-row summary').first().focus();
    if (await page.getByRole('button', { name: 'Delete: Karaoke' }).isHidden()) await page.keyboard.press('Enter');
    await tabTo(page, 'Delete: Karaoke');
    await page.keyboard.press('Enter');
    await until('the event to be gone', async () => (await listed()).length === 0);
    await tabTo(page, 'Undo: Deleted');
    await page.keyboard.press('Enter');
    await until('the event to be back', async () => (await listed()).length === 1);
    const [after] = (await visitor().get('/api/boards/main/events')).body.events;
    expect([after!.id, after!.author, after!.createdAt]).toEqual([before!.id, before!.author, before!.createdAt]);

    await page.reload();
    await tabTo(page, 'Frozen');
    await page.keyboard.press('Space');
    await until('the board to be frozen', async () => (await board('main')).posting === 'nobody');
    await tabTo(page, 'Undo: Frozen');
    await page.keyboard.press('Enter');
    await until('the board to be open', async () => (await board('main')).posting === 'anyone');
  });

  it('[PAGE-18] [JOIN-4] a member creates a board, posts on it after a reload, sets its rules, and deletes it', async () => {
    const page = await teacher('/boards');
    await tabTo(page, 'Title');
    await page.keyboard.type('Year 5');
    await page.keyboard.press('Enter');
    await until('the board to be created', async () => (await visitor().get('/api/boards/year-5')).status === 200);
    await page.goto('/b/year-5/new');
    await openForm(page);
    await page.reload();
    await fillForm(page, { name: 'Choir' });
    await page.keyboard.press('Enter');
    await row(page, 'Choir').waitFor();
    expect(new URL(page.url()).pathname).toBe('/b/year-5');
    expect([
      (await visitor().get('/api/boards/year-5/events')).body.events.length,
      (await visitor().get('/api/boards/main/events')).body.events.length,
    ]).toEqual([1, 0]);

    await page.goto('/b/year-5/settings');
    await tabTo(page, 'Who can post');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'Save');
    await page.keyboard.press('Enter');
    await page.getByText('Saved.').waitFor();
    expect((await board('year-5')).posting).toBe('members');
    const code = (await board('year-5')).joinCode;
    await tabTo(page, 'New code');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Make a new code?' }).waitFor();
    await page.keyboard.press('Escape');
    expect((await board('year-5')).joinCode).toBe(code);
    await page.keyboard.press('Enter');
    await tabTo(page, 'New code');
    await page.keyboard.press('Enter');
    await until('a new code', async () => (await board('year-5')).joinCode !== code);
    expect((await visitor().get(`/api/join/${code}`)).status).toBe(404);
    await tabTo(page, 'To delete it');
    await page.keyboard.type('year-5');
    await page.keyboard.press('Enter');
    await until('the board to be gone', async () => (await visitor().get('/api/boards/year-5')).status === 404);
  });
});
