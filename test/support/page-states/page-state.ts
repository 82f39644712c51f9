import type { Db } from 'mongodb';
import type { Page } from 'playwright-core';

/** Where pages are shown: a server and its database. */
export type Stage = { url: string; db: Db };

/** One thing that a page can look like, and how it comes to that. */
export type PageState = {
  name: string;
  /** Most begin on a board with events. */
  board?: 'empty';
  /** Most are the same page on a phone; the form is on one of its own there. */
  phone?: 'another page';
  /** What lies above the rest of the page, by the elements around it: only that can be measured. */
  above?: string[];
  open: (page: Page, stage: Stage) => Promise<void>;
};

export async function signUp(page: Page, username = 'amara.n'): Promise<void> {
  await page.goto('/signup');
  await page.getByLabel('Name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill('seven quiet otters');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.locator('account-menu summary').waitFor();
}
