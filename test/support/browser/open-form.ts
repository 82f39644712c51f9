import type { Page } from 'playwright-core';

/** Opens the form for a new event, unless the page shows it already. */
export async function openForm(page: Page): Promise<void> {
  const field = page.getByLabel('What');
  const link = page.locator('board-page .ask');
  await field.locator('visible=true').or(link).first().waitFor();
  if (!(await field.isVisible())) await link.click();
  await field.waitFor();
}
