import type { Page } from 'playwright-core';

/** Shows the form with its plain fields: the open form of an edit, or the one for a new event, which it opens. */
export async function openForm(page: Page): Promise<void> {
  const edit = page.locator('event-page event-form');
  await edit.or(waysToPost(page)).first().waitFor();
  if (!(await edit.isVisible())) {
    const plain = await openComposer(page);
    if (!(await plain.isChecked())) await plain.check();
  }
  await page.getByLabel('What', { exact: true }).waitFor();
}

/** Opens the form for a new event as people find it. Returns its switch for plain fields. */
export async function openComposer(page: Page) {
  const plain = plainSwitch(page);
  await waysToPost(page).first().waitFor();
  if (!(await plain.isVisible())) await linkToForm(page).click();
  await plain.waitFor();
  return plain;
}

const plainSwitch = (page: Page) => page.getByRole('switch', { name: 'Plain fields' });

const linkToForm = (page: Page) => page.locator('board-page .ask');

/** The open form for a new event, and the link to it. */
const waysToPost = (page: Page) => plainSwitch(page).locator('visible=true').or(linkToForm(page));
