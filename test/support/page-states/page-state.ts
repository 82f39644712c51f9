import type { Db } from 'mongodb';
import type { Page } from 'playwright-core';

/** The server that pages are shown from, and its database. */
export type Stage = { url: string; db: Db };

/** One state of a page, and the steps that lead to it. */
export type PageState = {
  name: string;
  /** The board at the beginning; by default it has events. */
  board?: 'empty';
  /** An element on top of the rest of the page, by the elements around it: axe can only measure this one. */
  above?: string[];
  open: (page: Page, stage: Stage) => Promise<void>;
};

export async function signUp(page: Page, username = 'amara.n'): Promise<void> {
  await page.goto('/signup');
  await page.getByLabel('Name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill('seven quiet otters');
  await page.getByRole('button', { name: 'Sign up' }).click();
  // A guest who has joined has a menu, too.
  await page.locator('account-menu summary', { hasText: username }).waitFor();
}

/** Joins the board as a guest, in the browser of an open page. The page shows it once it is loaded again. */
export async function joinAsGuest(page: Page, name: string): Promise<void> {
  await page.evaluate(async (guestName) => {
    await fetch('/api/guest', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: guestName }),
    });
  }, name);
}
