import type { Page } from 'playwright-core';

/** Chooses an action from the menu of an event's page. */
export async function chooseAction(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).press('Enter');
  await page.getByRole('button', { name, exact: true }).press('Enter');
}
