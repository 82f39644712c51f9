import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from '../../support/browser/axe.ts';
import { Classroom } from '../../support/browser/classroom.ts';
import { joinAsGuest, signUp } from '../../support/page-states/page-state.ts';
import { until } from '../../support/until.ts';

/** The parts of grids that are drawn without a height, with a gap before or behind them; not of a bar at the window's foot. */
function emptyParts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const look = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot !== null) look(element.shadowRoot);
        const style = getComputedStyle(element);
        const parent = element.parentNode instanceof ShadowRoot ? element.parentNode.host : element.parentNode;
        if (!(parent instanceof Element)) continue;
        const around = getComputedStyle(parent);
        if (/absolute|fixed|sticky/.test(style.position) || around.position === 'sticky') continue;
        const drawn = !/none|contents/.test(style.display) && element.checkVisibility();
        if (drawn && around.display === 'grid' && parseFloat(around.rowGap) > 0 && element.clientHeight === 0)
          if (element.getBoundingClientRect().height === 0) found.push(`${parent.tagName} > ${element.outerHTML}`);
      }
    };
    look(document);
    return found;
  });
}

describe('the pages to work with', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.emptyOfAll());
  afterAll(() => room.close());

  async function teacher(path: string, viewport = { width: 1280, height: 800 }): Promise<Page> {
    const page = await room.person('/', { viewport });
    await signUp(page, 'ms.okafor');
    await page.goto(path);
    return page;
  }

  it('[LOOK-7] the menu of the settings leads to a section, marks the one in sight, and is not there on a phone', async () => {
    const page = await teacher('/b/main/settings');
    const menu = page.getByRole('navigation', { name: 'Settings' });
    const marked = (): Promise<string | null> => menu.locator('[aria-current]').textContent();
    await menu.getByRole('link').first().waitFor();
    expect(await menu.getByRole('link').allTextContents()).toEqual(
      await page.locator('settings-page .sections > section > h2').allTextContents(),
    );
    expect(await marked()).toBe('Look');

    for (const name of ['Joining', 'Moderators']) {
      await menu.getByRole('link', { name }).focus();
      await page.keyboard.press('Enter');
      await until(`${name} to be marked`, async () => (await marked()) === name);
      const section = page.getByRole('region', { name });
      expect(await section.evaluate((one) => one.matches(':focus'))).toBe(true);
      const box = (await section.boundingBox())!;
      expect([box.y >= 0, box.y < 800]).toEqual([true, true]);
      const at = (await menu.boundingBox())!;
      expect([at.y >= 0, at.y + at.height <= 800]).toEqual([true, true]);
    }
    await page.evaluate(() => scrollTo(0, 0));
    await until('the first section to be marked', async () => (await marked()) === 'Look');

    await page.setViewportSize({ width: 390, height: 844 });
    expect(await menu.isVisible()).toBe(false);
  });

  it.for([
    ['/b/main/settings', 'There is no link yet.'],
    ['/b/main/moderate', 'No posts waiting.'],
    ['/boards', 'New board'],
    ['/account', 'Log out everywhere'],
    ['/people', 'Nobody else has an account yet.'],
  ] as const)('[LOOK-8] %s has no empty parts', async ([path, text]) => {
    const page = await teacher(path);
    await page.getByText(text).waitFor();
    expect(await emptyParts(page)).toEqual([]);
  });

  it('[LOOK-9] at 320 px nothing of the band covers “Live”, however long the guest’s name', async () => {
    const page = await room.person('/', { viewport: { width: 320, height: 640 } });
    await joinAsGuest(page, 'Curious Otter of Class 7B');
    await page.goto('/');
    await page.getByText('Live', { exact: true }).waitFor();
    const [menu, live] = await Promise.all(
      ['account-menu summary', 'live-status .state'].map((one) => page.locator(one).boundingBox()),
    );
    expect(live!.x + live!.width).toBeLessThanOrEqual(menu!.x);
    // Also beside the title, where there is less room.
    await page.goto('/?view=week');
    await page.locator('account-menu summary').waitFor();
    const initial = (await page.locator('account-menu .initial').boundingBox())!;
    expect(initial.width).toBe(initial.height);
    expect(await page.locator('account-menu summary').evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
  });

  it('[LOOK-13] where people read from the right, the knob of a switch stays within it', async () => {
    const page = await teacher('/b/main/moderate', { width: 390, height: 844 });
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    const turned = page.getByRole('switch', { name: 'Posts wait for approval' });
    await turned.click();
    await page.getByRole('switch', { name: 'Posts wait for approval', checked: true }).waitFor();
    await until('the knob to be at the left end', async () => {
      const [track, knob] = await Promise.all(
        ['.track', '.knob'].map(async (part) => (await turned.locator(part).boundingBox())!),
      );
      return knob!.x >= track!.x && knob!.x < track!.x + track!.width / 3;
    });
    await turned.click();
    await page.getByRole('switch', { name: 'Posts wait for approval', checked: false }).waitFor();
  });

  it('[LOOK-9] at 320 px the words of a title stay whole beside a long name', async () => {
    await room.board.database.db
      .collection<{ _id: string }>('boards')
      .updateOne({ _id: 'main' }, { $set: { title: 'Riverside Neighbours' } });
    const page = await teacher('/account', { width: 320, height: 640 });
    await page.locator('account-menu summary').waitFor();
    const linesOf = await page.locator('site-header .title a').evaluate((link) => {
      const text = [...link.childNodes].findLast((node) => node.textContent?.trim() !== '' && node instanceof Text)!;
      return [...text.textContent!.matchAll(/\S+/g)].map(({ index, 0: word }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return `${word} ${range.getClientRects().length}`;
      });
    });
    expect(linesOf).toEqual(['Riverside 1', 'Neighbours 1']);
  });

  it('[LOOK-9] at 320 px the menu has the first letter of a name, which is said and stands whole in the open menu', async () => {
    const page = await teacher('/b/main/moderate', { width: 320, height: 640 });
    const menu = page.locator('account-menu');
    await menu.locator('summary').waitFor();
    expect(await menu.locator('summary .initial').textContent()).toBe('M');
    expect(await menu.locator('summary .initial').isVisible()).toBe(true);
    expect(await menu.locator('summary').ariaSnapshot()).toContain('ms.okafor');
    await menu.locator('summary').click();
    const name = menu.locator('nav .whole');
    expect(await name.textContent()).toBe('ms.okafor');
    expect(await name.evaluate((one) => one.checkVisibility() && one.scrollWidth <= one.clientWidth)).toBe(true);
    expect(
      await findViolations(page, { contrastAlone: true, within: ['board-app', 'site-header', 'account-menu', 'nav'] }),
    ).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await menu.locator('summary .initial').isVisible()).toBe(false);
    const cut = await menu.locator('summary .name').evaluate((one) => one.scrollWidth > one.clientWidth);
    expect(cut).toBe(false);
  });
});
