import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom } from '../support/browser/classroom.ts';
import { logInOn } from '../support/browser/log-in.ts';
import { tabTo } from '../support/browser/keyboard.ts';
import { Visitor } from '../support/board/http-client.ts';
import { member } from '../support/board/people.ts';
import { until } from '../support/until.ts';

const phone = { width: 390, height: 700 };

describe('moderating many events, by keyboard alone', () => {
  let room: Classroom;
  let owner: Visitor;
  beforeAll(async () => {
    room = await Classroom.open();
    owner = await member(room.board.url, 'Ms.Okafor');
    await owner.call('PATCH', '/api/boards/main', { body: { approval: true } });
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  async function posts(...names: string[]): Promise<Visitor> {
    const guest = new Visitor(room.board.url);
    for (const name of names) await guest.post({ name, start: '2999-12-01' });
    return guest;
  }

  async function teacher(): Promise<Page> {
    const page = await room.person('/login?next=/b/main/moderate', { viewport: phone });
    await logInOn(page, 'Ms.Okafor');
    await page.getByRole('heading', { name: 'Waiting' }).waitFor();
    return page;
  }

  const listed = async (): Promise<string[]> =>
    (await new Visitor(room.board.url).get('/api/boards/main/events')).body.events.map(({ name }) => name).sort();

  async function press(page: Page, name: string): Promise<void> {
    await tabTo(page, name);
    await page.keyboard.press('Enter');
  }

  it('[MOD-9] “Approve all”, then one undo for all of them; further approvals add up', async () => {
    await posts('Choir', 'Drums', 'Egg drop');
    const page = await teacher();
    await page.getByText('Egg drop', { exact: true }).waitFor();
    await press(page, 'Approve all');
    await until('all to be listed', async () => (await listed()).length === 3);
    const status = page.locator('undo-bar').getByRole('status');
    await status.getByText('3 approved').waitFor();
    await press(page, 'Undo: 3 approved');
    await until('none to be listed', async () => (await listed()).length === 0);
    for (const [name, label] of [
      ['Choir', 'Approved: “Choir”'],
      ['Drums', '2 approved'],
    ] as const) {
      await press(page, `Approve: ${name}`);
      await status.getByText(label).waitFor();
    }
    await status.getByText('Last: “Drums”').waitFor();
    expect(await page.getByRole('button', { name: /^Undo/ }).count()).toBe(1);
  });

  it('[MOD-10] selects several with the keyboard, and rejects them with one word', async () => {
    const guest = await posts('Choir', 'Drums', 'Egg drop');
    const page = await teacher();
    await page.getByText('Egg drop', { exact: true }).waitFor();
    await press(page, 'Select');
    for (const name of ['Choir', 'Drums']) {
      await tabTo(page, `Select ${name}`);
      await page.keyboard.press('Space');
    }
    await page.getByText('2 selected').waitFor();
    await press(page, 'Reject…');
    await page.getByRole('dialog', { name: 'Reject these 2 posts?' }).waitFor();
    await press(page, 'Which room?');
    await press(page, 'Reject');
    await page.getByText('2 rejected').waitFor();
    const { events } = (await guest.get('/api/myevents')).body;
    expect(events.map(({ name, review }) => [name, review?.note]).sort()).toEqual([
      ['Choir', 'Which room?'],
      ['Drums', 'Which room?'],
      ['Egg drop', undefined],
    ]);
  });

  it('[MOD-11] clears the board after asking, and puts all back, also after a reload', async () => {
    await posts('Choir', 'Drums');
    const page = await teacher();
    await page.getByText('Drums', { exact: true }).waitFor();
    await press(page, 'Approve all');
    await until('both to be listed', async () => (await listed()).length === 2);
    await press(page, 'Clear the board');
    await page.getByRole('dialog', { name: 'Clear the board?' }).waitFor();
    await press(page, 'Clear the board');
    await until('none to be listed', async () => (await listed()).length === 0);
    await press(page, 'Undo: Taken off the board: 2 events');
    await until('both to be listed', async () => (await listed()).length === 2);
    await press(page, 'Clear the board');
    await press(page, 'Clear the board');
    await until('none to be listed', async () => (await listed()).length === 0);
    await page.reload();
    await press(page, 'Put back: Taken off');
    await until('both to be listed', async () => (await listed()).length === 2);
  });

  it('[MOD-9] what gets the focus is never under the undo bar', async () => {
    await posts(...Array.from({ length: 12 }, (_, index) => `Post ${index}`));
    const page = await teacher();
    await page.getByText('Post 11', { exact: true }).waitFor();
    await press(page, 'Approve: Post 0');
    const bar = page.locator('undo-bar .bar');
    await bar.waitFor();
    for (let index = 1; index < 12; index += 1) {
      const name = `Reject: Post ${index}`;
      await tabTo(page, name);
      const button = (await page.getByRole('button', { name, exact: true }).boundingBox())!;
      expect([name, button.y + button.height <= (await bar.boundingBox())!.y]).toEqual([name, true]);
    }
  });
});
