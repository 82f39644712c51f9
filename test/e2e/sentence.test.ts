import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../support/board/http-client.ts';
import { Classroom } from '../support/browser/classroom.ts';
import { openComposer } from '../support/browser/open-form.ts';
import { until } from '../support/until.ts';

describe('an event in one sentence', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  const words = (page: Page) => page.getByLabel('What’s happening?');
  const marked = (page: Page) => page.locator('event-sentence mark').allInnerTexts();
  const changeBoard = (set: Record<string, unknown>) =>
    room.board.database.db.collection<{ _id: string }>('boards').updateOne({ _id: 'main' }, { $set: set });

  async function writing(sentence: string): Promise<Page> {
    const page = await room.person();
    await openComposer(page);
    await words(page).fill(sentence);
    return page;
  }

  it('[PAGE-42] what is understood is marked and posted; Enter posts', async () => {
    const lena = await writing('Choir practice 1 Dec 2999 7–9 pm at the church hall');
    await until('date and place to be marked', async () => (await marked(lena)).length === 2);
    expect(await marked(lena)).toEqual(['1 Dec 2999 7–9 pm', 'church hall']);
    await lena.getByLabel('Your name').fill('Lena');
    await words(lena).press('Enter');
    await lena.getByText('Posted:').waitFor();
    const { events } = (await new Visitor(room.board.url).get('/api/boards/main/events')).body as {
      events: unknown[];
    };
    expect(events).toMatchObject([
      { name: 'Choir practice', start: '2999-12-01T19:00', end: '2999-12-01T21:00', place: 'Church hall' },
    ]);
  });

  it('[PAGE-42] a removed chip stays text of the name, and nothing is lost when switching to plain fields and back', async () => {
    const lena = await writing('Pub roast 1 Dec 2999 at the Crown');
    await lena.getByRole('button', { name: 'Remove the place' }).click();
    await until('the place to be gone', async () => (await marked(lena)).length === 1);
    const plain = lena.getByRole('switch', { name: 'Plain fields' });
    await plain.check();
    await lena.getByLabel('What', { exact: true }).waitFor();
    expect(await lena.getByLabel('What', { exact: true }).inputValue()).toBe('Pub roast at the Crown');
    expect(await lena.locator('#day').inputValue()).toBe('2999-12-01');
    await lena.getByLabel('Where').fill('Pub');
    await plain.uncheck();
    await words(lena).waitFor();
    expect(await words(lena).inputValue()).toBe('Pub roast at the Crown');
    await lena.getByRole('button', { name: 'Pub', exact: true }).waitFor();
  });

  it('[PAGE-43] it is shown as it will be on the board, with what is at the same time', async () => {
    await new Visitor(room.board.url).post({ name: 'Film night', start: '2999-12-01T20:15', place: 'Common room' });
    const lena = await writing('Choir practice 1 Dec 2999 7–9 pm');
    await lena.getByRole('group', { name: 'Preview' }).getByText('Choir practice').waitFor();
    await lena.getByText('At the same time: Film night, 8:15 PM, Common room.').waitFor();
  });

  it('[PAGE-44] a form that somebody is writing in waits, with everything, while the board is frozen', async () => {
    const lena = await writing('Choir practice 1 Dec 2999');
    await changeBoard({ posting: 'nobody' });
    await lena.locator('post-panel').getByText('This board is frozen.').waitFor();
    await until('the sentence to be disabled', () => words(lena).isDisabled());
    expect(await words(lena).inputValue()).toBe('Choir practice 1 Dec 2999');
    await changeBoard({ posting: 'anyone' });
    await until('the sentence to be live again', () => words(lena).isEnabled());
    expect(await words(lena).inputValue()).toBe('Choir practice 1 Dec 2999');
  });

  it('[PAGE-45] typing replaces the suggested name, after a tap', async () => {
    const { joinCode } = (await room.board.database.db
      .collection<{ _id: string; joinCode: string }>('boards')
      .findOne({ _id: 'main' }))!;
    const amara = await room.person(`/j/${joinCode}`);
    await amara.getByLabel('Your name').click();
    await amara.keyboard.type('Amara');
    expect(await amara.getByLabel('Your name').inputValue()).toBe('Amara');
  });

  it('[PAGE-41] an error goes away when the sentence is corrected', async () => {
    const lena = await writing('1 Dec 2999');
    await lena.getByLabel('Your name').fill('Lena');
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByText('Give it a title.').waitFor();
    await words(lena).fill('Choir 1 Dec 2999');
    await lena.getByText('Give it a title.').waitFor({ state: 'detached' });
  });
});
