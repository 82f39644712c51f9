import type { Page } from 'playwright-core';
import { goodPassword } from '../board/people.ts';

/** Fills in the form for logging in or signing up, and sends it by keyboard. */
export async function logInOn(page: Page, username: string, password = goodPassword): Promise<void> {
  await page.getByLabel('Name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}
