import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Classroom } from '../../support/browser/classroom.ts';
import { findViolations } from '../../support/browser/axe.ts';
import { aPoster } from '../../support/page-states/a-poster.ts';
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

  const parts = ['.screen', '.phone', '.link'];
  /** What each part says: the mark, the title, and the line where it has one. */
  const wordsOf = (page: Page): Promise<string[]> =>
    page
      .locator('look-preview')
      .evaluate(
        (host, all) =>
          all.map((part) =>
            ['.mark', '.name', '.line']
              .map((one) => host.shadowRoot!.querySelector(`${part} ${one}`)?.textContent.trim() ?? '')
              .join(' '),
          ),
        parts,
      );

  it('[LOOK-12] screen, phone and link follow what is chosen and typed, before it is saved; nobody is read them', async () => {
    await room.board.database.db
      .collection('events')
      .insertOne({ board: 'main', name: 'Choir practice', start: '2999-12-01T18:30' });
    const page = await teacher();
    const look = page.getByRole('region', { name: 'Look' });
    const { title } = (await room.board.database.db
      .collection<{ _id: string; title: string }>('boards')
      .findOne({ _id: 'main' }))!;
    const line = 'What’s on between the mill and the bridge.';
    await look.getByRole('button', { name: '🚀' }).click();
    await look.getByLabel('One line about it').fill(line);
    await expect.poll(() => wordsOf(page)).toEqual([`🚀 ${title} `, `🚀 ${title} ${line}`, `🚀 ${title} ${line}`]);
    await page.locator('look-preview .row').getByText('Choir practice').waitFor();
    const bandOf = (): Promise<string> =>
      page.locator('look-preview .phone .band').evaluate((band) => getComputedStyle(band).backgroundColor);
    const before = await bandOf();
    await look.getByRole('radio', { name: 'Brick' }).check();
    await until('the other colour', async () => (await bandOf()) !== before);
    const poster = await aPoster();
    await look.locator('picture-field input[type="file"]').first().setInputFiles(poster);
    await page.locator('look-preview .link img').waitFor();
    await page.locator('look-preview .phone img').waitFor();
    expect(await look.ariaSnapshot()).not.toContain('On the big screen');

    const board = await room.person('/');
    await board.locator('board-foot').waitFor();
    expect(await board.evaluate(() => customElements.get('look-preview') === undefined)).toBe(true);
  });

  it.for([
    { width: 1440, height: 900, beside: true },
    { width: 1920, height: 1080, beside: true },
    { width: 1024, height: 800, beside: false },
    { width: 320, height: 640, beside: false },
  ])('[LOOK-12] at $width px the preview is in its place, whole, and to be read', async ({ beside, ...viewport }) => {
    const page = await teacher();
    await page.setViewportSize(viewport);
    const preview = page.locator('look-preview');
    await preview.waitFor();
    const [at, form] = [(await preview.boundingBox())!, (await page.locator('look-settings form').boundingBox())!];
    const save = (await page
      .getByRole('region', { name: 'Look' })
      .getByRole('button', { name: 'Save' })
      .boundingBox())!;
    if (beside) {
      expect(at.x).toBeGreaterThanOrEqual(form.x + form.width);
      expect(at.y).toBeLessThan(save.y);
      const { y, height } = (await preview.boundingBox())!;
      expect([y >= 0, y + height <= viewport.height]).toEqual([true, true]);
    } else {
      expect(at.y).toBeGreaterThanOrEqual(save.y + save.height);
    }
    expect(at.x + at.width).toBeLessThanOrEqual(viewport.width);
    const cut = await preview.evaluate((host, all) => {
      const outside: string[] = [];
      for (const part of all.map((one) => host.shadowRoot!.querySelector(one)!)) {
        const frame = part.getBoundingClientRect();
        for (const one of part.querySelectorAll('.mark, .name, .live, .join, .press')) {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          if (left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom)
            outside.push(`${part.className} ${one.className}`);
        }
      }
      return outside;
    }, parts);
    expect(cut).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const within = ['board-app', 'settings-page', 'look-settings', 'look-preview'];
      expect(await findViolations(page, { contrastAlone: true, within })).toEqual([]);
    }
  });
});
