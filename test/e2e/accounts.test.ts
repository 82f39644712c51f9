import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, future, post, row, showsEvents } from '../support/browser/classroom.ts';
import { logInOn } from '../support/browser/log-in.ts';
import { openForm } from '../support/browser/open-form.ts';
import { Visitor } from '../support/board/http-client.ts';
import { goodPassword, logIn, member } from '../support/board/people.ts';
import { until } from '../support/until.ts';
import { chooseAction } from '../support/browser/event-menu.ts';

describe('accounts in a browser', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.emptyOfAll());
  afterAll(() => room.close());

  it('[ACCOUNT-11] changing the password leaves its page logged in, and a wrong current one is named', async () => {
    await member(room.board.url, 'Lena');
    const lena = await room.person('/login?next=/account');
    await logInOn(lena, 'Lena');
    const change = async (current: string): Promise<void> => {
      await lena.getByLabel('Current password').fill(current);
      await lena.getByLabel('New password').fill('nine brown herons');
      await lena.getByRole('button', { name: 'Change password' }).click();
    };
    await change('not the password');
    await lena.getByText('The current password is wrong.').waitFor();
    expect(await lena.getByText('Wrong name or password.').count()).toBe(0);

    const other = await lena.context().newPage();
    await other.goto('/');
    await other.locator('account-menu summary').getByText('Lena').waitFor();
    await other.evaluate(() => {
      // Everything that the header shows from here on.
      const app = document.querySelector('board-app')!.shadowRoot!;
      const menu = app.querySelector('site-header')!.shadowRoot!.querySelector('account-menu')!.shadowRoot!;
      const seen = window as unknown as { loggedOut?: boolean };
      new MutationObserver(() => {
        if (menu.querySelector('.enter') !== null) seen.loggedOut = true;
      }).observe(menu, { childList: true, subtree: true });
    });
    const renewed = other.waitForEvent('websocket');

    await change(goodPassword);
    await lena.getByText('Password changed.').waitFor();
    expect(await lena.getByText('You are not logged in').count()).toBe(0);
    await renewed;
    expect(await other.evaluate(() => 'loggedOut' in window)).toBe(false);
    await other.locator('account-menu summary').getByText('Lena').waitFor();
    await lena.reload();
    await lena.getByLabel('Current password').waitFor();
  });

  it('[ACCOUNT-11] a moderator’s other tab goes on moderating after the password was changed', async () => {
    const before = await member(room.board.url, 'Ms.Okafor');
    const account = await room.person('/login?next=/account');
    await logInOn(account, 'Ms.Okafor');
    await account.getByLabel('Current password').waitFor();
    const moderate = await account.context().newPage();
    await moderate.goto('/b/main/moderate');
    await moderate.getByText('No posts waiting.').waitFor();
    await moderate.getByText('Live', { exact: true }).waitFor();
    let opened = 0;
    moderate.on('websocket', () => (opened += 1));
    await account.getByLabel('Current password').fill(goodPassword);
    await account.getByLabel('New password').fill('nine brown herons');
    await account.keyboard.press('Enter');
    await account.getByText('Password changed.').waitFor();
    await until('both connections to be renewed', () => opened >= 2);
    expect((await before.get('/api/session')).body.user).toBeNull();
    const guest = new Visitor(room.board.url);
    await guest.post({ name: 'Chess club' });
    await moderate.getByText('Chess club', { exact: true }).waitFor();
  });

  it('[PAGE-14] a page that needs an account asks for a log-in first, and comes back afterwards', async () => {
    await member(room.board.url, 'Lena');
    const lena = await room.person('/events/myevents');
    await lena.getByRole('main').getByRole('link', { name: 'Log in' }).click();
    await lena.getByRole('heading', { name: 'Log in' }).waitFor();
    await lena.getByLabel('Name').fill('Lena');
    await lena.getByLabel('Password', { exact: true }).fill('not the password');
    await lena.keyboard.press('Enter');
    await lena.getByText('Wrong name or password.').waitFor();
    expect([
      await lena.getByLabel('Name').inputValue(),
      await lena.getByLabel('Password', { exact: true }).inputValue(),
    ]).toEqual(['Lena', '']);
    await until('the focus to be at the password', () =>
      lena
        .getByLabel('Password', { exact: true })
        .evaluate((input) => (input.getRootNode() as ShadowRoot).activeElement === input),
    );

    await lena.keyboard.type(goodPassword);
    await lena.keyboard.press('Enter');
    await lena.getByText('Nothing yet.').waitFor();
    expect(new URL(lena.url()).pathname).toBe('/events/myevents');
    await lena.goto('/login');
    await lena.getByText('You are logged in as Lena.').waitFor();
    expect(await lena.getByLabel('Name').count()).toBe(0);
  });

  it('[PAGE-14] a new account is created in one step; errors are at their field', async () => {
    await member(room.board.url, 'Lena');
    const kofi = await room.person('/signup');
    await kofi.getByLabel('Name').fill('lena');
    await kofi.getByLabel('Password', { exact: true }).fill('password1');
    await kofi.keyboard.press('Enter');
    await until(
      'the password to be refused',
      async () => (await kofi.getByLabel('Password', { exact: true }).getAttribute('aria-invalid')) === 'true',
    );
    await kofi.getByLabel('Password', { exact: true }).fill(goodPassword);
    await kofi.keyboard.press('Enter');
    await kofi.getByText('That username already exists! Try logging in.').waitFor();
    await kofi.getByLabel('Name').fill('Kofi');
    await kofi.keyboard.press('Enter');
    await openForm(kofi);
    await kofi.getByText('Posting as Kofi.').waitFor();
    await post(kofi, { name: 'Chess club' });
    expect(await row(kofi, 'Chess club').locator('.about').innerText()).toBe('Kofi');
  });

  it('[PAGE-15] my events are live, and only mine', async () => {
    const phone = await member(room.board.url, 'Lena');
    const lena = await room.person('/login?next=/events/myevents');
    await logInOn(lena, 'Lena');
    await lena.getByText('Nothing yet.').waitFor();
    await phone.call('POST', '/api/boards/main/events', { body: { name: 'Choir try-outs', start: future } });
    await (
      await member(room.board.url, 'Kofi')
    ).call('POST', '/api/boards/main/events', { body: { name: 'Chess club', start: future } });
    await lena.getByRole('listitem').filter({ hasText: 'Choir try-outs' }).waitFor();
    const { events } = (await phone.get('/api/myevents')).body;
    await phone.call('DELETE', `/api/events/${events[0]!.id}`, { version: 1 });
    await lena.getByText('Nothing yet.').waitFor();
  });

  it('[PAGE-15] a session that is ended elsewhere ends in the page at once', async () => {
    const phone = await member(room.board.url, 'Lena');
    const lena = await room.person('/login');
    await logInOn(lena, 'Lena');
    await lena.locator('account-menu summary').getByText('Lena').waitFor();
    await openForm(lena);
    await lena.getByText('Posting as Lena.').waitFor();
    await lena.keyboard.press('Escape');
    await showsEvents(lena, 0);
    expect((await phone.call('POST', '/api/logout-everywhere')).status).toBe(204);
    await lena.getByRole('link', { name: 'Log in' }).waitFor();
    expect((await logIn(phone, 'Lena')).status).toBe(200);
  });

  it('[PAGE-16] the owner appoints a moderator, who can pin, hide and show other people’s events', async () => {
    await member(room.board.url, 'Ms.Okafor');
    await member(room.board.url, 'Lena');
    const owner = await room.person('/login?next=/people');
    await logInOn(owner, 'Ms.Okafor');
    await owner
      .locator('person-row')
      .filter({ hasText: 'Lena' })
      .getByRole('button', { name: 'Make moderator' })
      .click();
    await owner.locator('person-row').filter({ hasText: 'Lena' }).getByText('Moderator, since').waitFor();

    const kofi = await room.person();
    await post(kofi, { name: 'Chess club', guest: 'Kofi' });
    const lena = await room.person('/login');
    await logInOn(lena, 'Lena');
    await row(lena, 'Chess club').getByRole('link').click();
    await chooseAction(lena, 'Pin');
    await row(kofi, 'Chess club').getByText('Pinned').waitFor();
    await chooseAction(lena, 'Hide');
    await showsEvents(kofi, 0);
    await lena.getByText('Hidden by a moderator').waitFor();
    await lena.getByRole('button', { name: 'Show', exact: true }).click();
    await showsEvents(kofi, 1);

    await lena.goto('/people');
    await lena.getByText('Only the owner of the board can see this page.').waitFor();
  });

  it('[PAGE-14] the menu works by keyboard: open, close with Escape, log out', async () => {
    await member(room.board.url, 'Lena');
    const lena = await room.person('/login');
    await logInOn(lena, 'Lena');
    const menu = lena.locator('account-menu summary');
    await menu.focus();
    await lena.keyboard.press('Enter');
    await lena.locator('account-menu').getByRole('link', { name: 'My events' }).waitFor();
    await lena.keyboard.press('Escape');
    await lena.locator('account-menu').getByRole('link', { name: 'My events' }).waitFor({ state: 'hidden' });
    await lena.keyboard.press('Enter');
    await lena.getByRole('button', { name: 'Log out' }).press('Enter');
    await lena.getByRole('link', { name: 'Log in' }).waitFor();
  });
});
