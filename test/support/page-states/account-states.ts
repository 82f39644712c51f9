import type { Page } from 'playwright-core';
import { signUp, type PageState, type Stage } from './page-state.ts';

async function openPeople(page: Page, { url }: Stage): Promise<void> {
  // The first account is the owner's.
  await signUp(page, 'head.teacher');
  for (const username of ['amara.n', 'Tomás']) {
    const response = await fetch(`${url}/api/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: 'seven quiet otters' }),
    });
    if (!response.ok) throw new Error(await response.text());
  }
  await page.goto('/people');
  await page.getByText('Owner, since').waitFor();
}

async function makeLink(page: Page): Promise<void> {
  await page.locator('person-row').filter({ hasText: 'Tomás' }).getByRole('button', { name: 'New password' }).click();
  await page.getByRole('button', { name: 'Make a link' }).click();
  await page.getByRole('heading', { name: 'A new password for ' }).filter({ visible: true }).waitFor();
}

export const accountStates: PageState[] = [
  {
    name: 'not-found',
    async open(page) {
      await page.goto('/no/such/page');
      await page.getByText('There is nothing at this address').waitFor();
    },
  },
  {
    name: 'login-refused',
    async open(page) {
      await page.goto('/login');
      await page.getByLabel('Name').fill('nobody');
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByText('Wrong name or password.').waitFor();
    },
  },
  {
    name: 'signup-errors',
    async open(page) {
      await page.goto('/signup');
      await page.getByLabel('Name').fill('not a name');
      await page.getByLabel('Password', { exact: true }).fill('short');
      await page.getByRole('button', { name: 'Sign up' }).click();
      await page.locator('[aria-invalid="true"]').first().waitFor();
    },
  },
  {
    name: 'account',
    async open(page) {
      await signUp(page);
      await page.goto('/account');
      await page.getByText('Delete account', { exact: true }).click();
    },
  },
  {
    name: 'account-menu',
    above: ['board-app', 'site-header', 'account-menu'],
    async open(page) {
      await signUp(page);
      await page.locator('account-menu summary').click();
      await page.locator('account-menu').getByRole('link', { name: 'My events' }).waitFor();
    },
  },
  {
    name: 'my-events',
    async open(page) {
      await signUp(page);
      await page.evaluate(() =>
        fetch('/api/boards/main/events', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'Book club', start: '2026-12-03T19:00', place: 'Library' }),
        }).then(() => undefined),
      );
      await page.goto('/events/myevents');
      await page.getByText('Book club').waitFor();
    },
  },
  {
    name: 'people',
    open: openPeople,
  },
  {
    name: 'people-reset-link',
    async open(page, stage) {
      await openPeople(page, stage);
      await makeLink(page);
    },
  },
  {
    name: 'login-forgotten',
    async open(page) {
      await page.goto('/login');
      await page.getByText('Forgot your password?').click();
      await page.getByText('sends no e-mail').waitFor();
    },
  },
  {
    name: 'reset',
    async open(page, stage) {
      await openPeople(page, stage);
      await makeLink(page);
      await page.goto(await page.getByLabel('Link', { exact: true }).inputValue());
      await page.getByLabel('New password').fill('short');
      await page.getByRole('button', { name: 'Set password' }).click();
      await page.locator('[aria-invalid="true"]').waitFor();
    },
  },
  {
    name: 'reset-ended',
    async open(page) {
      await page.goto('/reset#AAAAAAAAAAAAAAAAAAAAAA');
      await page.getByText('This link doesn’t work').waitFor();
    },
  },
];
