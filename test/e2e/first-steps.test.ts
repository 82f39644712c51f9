import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom } from '../support/browser/classroom.ts';
import { logInOn } from '../support/browser/log-in.ts';
import { Visitor } from '../support/board/http-client.ts';
import { until } from '../support/until.ts';

describe('the first steps', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open({ settings: { BOARD_TITLE: 'Community Board' } });
  });
  afterEach(async () => {
    await room.emptyOfAll();
    await room.board.database.db
      .collection<{ _id: string }>('boards')
      .updateOne({ _id: 'main' }, { $set: { title: 'Community Board', theme: 'harbour', firstSteps: true } });
  });
  afterAll(() => room.close());

  async function owner(): Promise<Page> {
    const page = await room.person('/signup');
    await logInOn(page, 'Ms.Okafor');
    await steps(page).waitFor();
    return page;
  }

  const steps = (page: Page) => page.getByRole('region', { name: 'This board is yours' });

  const ticked = (page: Page): Promise<string[]> => steps(page).locator('.done p').allInnerTexts();

  async function shows(page: Page, ...expected: string[]): Promise<void> {
    await until(
      `these to be done: ${expected.join()}`,
      async () =>
        (await ticked(page)).every((text, at) => text.startsWith(expected[at] ?? '–')) &&
        (await ticked(page)).length === expected.length,
    );
  }

  it('[BOARD-21] are ticked by what is there, live, and gone once all are done', async () => {
    const page = await owner();
    await shows(page);
    await steps(page).getByRole('button', { name: 'Plum' }).click();
    await shows(page, 'Pick a colour');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('plum');

    const opened = page.context().waitForEvent('page');
    await steps(page).getByRole('link', { name: 'Open the projector' }).click();
    await (await opened).locator('projector-page').waitFor();
    await shows(page, 'Pick a colour', 'Show it on a screen');

    const { joinCode } = (await new Visitor(room.board.url).get('/api/boards/main')).body.board as { joinCode: string };
    await steps(page).getByRole('button', { name: 'Show the code' }).click();
    await page.getByRole('dialog').locator('qr-code').waitFor();
    await page.keyboard.press('Escape');
    const phone = await room.person(`/j/${joinCode}`);
    await phone.getByRole('button', { name: 'Join' }).click();
    await shows(page, 'Pick a colour', 'Show it on a screen', 'Let somebody join');
    // Also when they have gone, and after a reload.
    await phone.close();
    await page.reload();
    await shows(page, 'Pick a colour', 'Show it on a screen', 'Let somebody join');

    await steps(page).getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Title').fill('Year 5');
    await page.keyboard.press('Enter');
    await page.getByText('Saved.').waitFor();
    await page.getByRole('link', { name: 'Back to the board' }).click();
    await until('the board to be no longer new', async () => {
      const { board } = (await new Visitor(room.board.url).get('/api/boards/main')).body;
      return (board as { firstSteps: boolean }).firstSteps === false;
    });
    await steps(page).waitFor({ state: 'detached' });
  });

  it('[BOARD-21] stay away once they are put away, on every device, and nobody else ever sees them', async () => {
    const page = await owner();
    const guest = await room.person('/');
    const member = await room.person('/signup');
    await logInOn(member, 'Lena');
    for (const other of [guest, member]) {
      await other.getByText('Live', { exact: true }).waitFor();
      await other.locator('board-foot').waitFor();
      expect(await other.locator('first-steps').count()).toBe(0);
    }
    const phone = await room.person('/login');
    await logInOn(phone, 'Ms.Okafor');
    await steps(phone).waitFor();
    await steps(page).getByRole('button', { name: 'Hide the first steps for good' }).click();
    for (const one of [page, phone]) await steps(one).waitFor({ state: 'detached' });
    await phone.reload();
    await phone.locator('board-foot').waitFor();
    expect(await steps(phone).count()).toBe(0);
  });
});
