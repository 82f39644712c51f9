import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Classroom } from '../../support/browser/classroom.ts';
import { signUp } from '../../support/page-states/page-state.ts';
import { until } from '../../support/until.ts';

const themeOf = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.documentElement.dataset.theme);

describe('the look of a board in its settings', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.emptyOfAll());
  afterAll(() => room.close());

  async function teacher(): Promise<Page> {
    const page = await room.person('/');
    await signUp(page, 'ms.okafor');
    await page.goto('/b/main/settings');
    return page;
  }

  it('[LOOK-4] a colour shows at once, reaches others when it is saved, and goes with the page if it is not; a wrong mark is refused at its field', async () => {
    const owner = await teacher();
    const pupil = await room.person('/');
    await owner.getByRole('radio', { name: 'Rose' }).check();
    await until('the page to be rose', async () => (await themeOf(owner)) === 'rose');
    expect(await themeOf(pupil)).toBe('harbour');
    await owner.getByRole('link', { name: 'Back to the board' }).click();
    await until('the page to be as it was', async () => (await themeOf(owner)) === 'harbour');

    await owner.goBack();
    const look = owner.getByRole('region', { name: 'Look' });
    await look.getByRole('radio', { name: 'Plum' }).focus();
    await owner.keyboard.press('Space');
    await look.getByLabel('One line about it').fill('Volcanoes and one brave egg.');
    await look.getByRole('button', { name: '🧪' }).click();
    await look.getByRole('button', { name: 'Save' }).click();
    await look.getByText('Saved.').waitFor();
    await until('the pupil’s page to be plum', async () => (await themeOf(pupil)) === 'plum');
    await pupil.getByText('Volcanoes and one brave egg.').waitFor();
    expect(await pupil.locator('site-header .mark').textContent()).toBe('🧪');

    await look.getByLabel('Mark', { exact: true }).fill('AB');
    await look.getByRole('button', { name: 'Save' }).click();
    await look.getByText('Must be one emoji, letter or digit.').waitFor();
    expect(await look.getByLabel('Mark', { exact: true }).inputValue()).toBe('AB');
  });
});
