import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom } from '../support/browser/classroom.ts';
import { focusedElement } from '../support/browser/keyboard.ts';
import { logInOn } from '../support/browser/log-in.ts';
import { readQr } from '../support/browser/read-qr.ts';
import { logIn, member } from '../support/board/people.ts';
import { Visitor } from '../support/board/http-client.ts';
import { until } from '../support/until.ts';

const newPassword = 'nine brown herons';

describe('a forgotten password', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.emptyOfAll());
  afterAll(() => room.close());

  /** The owner's page with all accounts, in the given colours. */
  async function ownersPage(colorScheme: 'light' | 'dark'): Promise<Page> {
    const owner = await room.person('/login?next=/people', { colorScheme });
    await logInOn(owner, 'Ms.Okafor');
    await owner.locator('person-row').filter({ hasText: 'Lena' }).waitFor();
    return owner;
  }

  const focused = (page: Page, what: string, text: string): Promise<unknown> =>
    until(what, async () => (await (await focusedElement(page)).textContent())?.trim() === text);

  it('[PAGE-34] the log-in page says what to do', async () => {
    const lena = await room.person('/login');
    await lena.getByText('Forgot your password?').focus();
    await lena.keyboard.press('Enter');
    await lena.getByText('Ask the person who runs it').waitFor();
    await lena.goto('/signup');
    await lena.getByRole('button', { name: 'Sign up' }).waitFor();
    expect(await lena.getByText('Forgot your password?').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)(
    '[PAGE-34] a phone reads the code on the owner’s %s page, and its person chooses a password and is logged in',
    async (colours) => {
      await member(room.board.url, 'Ms.Okafor');
      await member(room.board.url, 'Lena');
      const owner = await ownersPage(colours);
      await owner
        .locator('person-row')
        .filter({ hasText: 'Lena' })
        .getByRole('button', { name: 'New password' })
        .click();
      await owner.getByRole('button', { name: 'Make a link' }).click();
      await owner.getByRole('heading', { name: 'A new password for Lena', exact: true }).waitFor();
      const address = readQr(await owner.locator('qr-code').screenshot(), 1);
      expect(address).toBe(await owner.getByLabel('Link', { exact: true }).inputValue());

      const lena = await room.person('/', { viewport: { width: 390, height: 844 } });
      const secret = new URL(address!).hash.slice(1);
      const told: string[] = [];
      lena.on('request', (request) => told.push(request.url(), JSON.stringify(request.headers())));
      await lena.goto(address!);
      await lena.getByText('For the account Lena.').waitFor();
      await lena.reload();
      await lena.getByLabel('New password').fill('short');
      await lena.keyboard.press('Enter');
      await lena.getByText('Needs at least 8 characters.').waitFor();
      await lena.getByLabel('Show password').check();
      await lena.getByLabel('New password').fill(newPassword);
      await lena.getByRole('button', { name: 'Set password' }).click();
      await lena.getByText('You are logged in as Lena.').waitFor();
      await focused(lena, 'the heading to have the focus', 'Your new password is set');
      await lena.getByRole('link', { name: 'To the board' }).click();
      await lena.getByText('Live', { exact: true }).waitFor();
      expect(secret).toHaveLength(22);
      expect(told.filter((text) => text.includes(secret))).toEqual([]);
      expect((await logIn(new Visitor(room.board.url), 'Lena', newPassword)).status).toBe(200);

      await lena.goto(address!);
      await lena.getByRole('heading', { name: 'This link doesn’t work' }).waitFor();
      await lena.getByText('This link has ended: it was used').waitFor();
      expect(await lena.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    },
  );

  it('[PAGE-34] the owner makes, copies and hides a link by keyboard', async () => {
    await member(room.board.url, 'Ms.Okafor');
    await member(room.board.url, 'Lena');
    const owner = await ownersPage('light');
    const button = owner
      .locator('person-row')
      .filter({ hasText: 'Lena' })
      .getByRole('button', { name: 'New password' });
    await button.press('Enter');
    await owner.getByRole('button', { name: 'Make a link' }).press('Enter');
    await focused(owner, 'the link to have the focus', 'A new password for Lena');
    const first = await owner.getByLabel('Link', { exact: true }).inputValue();
    await owner.keyboard.press('Tab');
    await owner.keyboard.press('Tab');
    await focused(owner, 'the button to have the focus', 'Copy link');
    await owner.keyboard.press('Enter');
    await owner.getByText(/Copied\.|The address is selected/).waitFor();
    await owner.getByRole('button', { name: 'Hide' }).press('Enter');
    await focused(owner, 'the focus to be back', 'New password');
    expect(await owner.locator('reset-link').count()).toBe(0);
    await owner.keyboard.press('Enter');
    await owner.getByRole('button', { name: 'Make a link' }).press('Enter');
    await focused(owner, 'the next link to have the focus', 'A new password for Lena');
    expect(await owner.getByLabel('Link', { exact: true }).inputValue()).not.toBe(first);
  });
});
