import type { Page } from 'playwright-core';

/** Opens the form for a new event with its plain fields, unless the page shows them already. */
export async function openForm(page: Page): Promise<void> {
  const name = page.getByLabel('What', { exact: true });
  const plain = await openComposer(page);
  if (!(await plain.isChecked())) await plain.check();
  await name.waitFor();
}

/** Opens the form for a new event as people find it. Returns its switch for plain fields. */
export async function openComposer(page: Page) {
  const plain = page.getByRole('switch', { name: 'Plain fields' });
  const link = page.locator('board-page .ask');
  await plain.locator('visible=true').or(link).first().waitFor();
  if (!(await plain.isVisible())) await link.click();
  await plain.waitFor();
  return plain;
}
