import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, fillForm, future, row, showsEvents } from '../support/browser/classroom.ts';
import { openForm } from '../support/browser/open-form.ts';
import { Visitor } from '../support/board/http-client.ts';
import { dayAhead } from '../support/browser/projector.ts';
import { signUp } from '../support/page-states/page-state.ts';
import { until } from '../support/until.ts';

describe('display preferences', () => {
  let room: Classroom;
  let lena: Visitor;
  beforeAll(async () => {
    room = await Classroom.open();
    lena = new Visitor(room.board.url);
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  async function prefer(page: Page, choice: string): Promise<void> {
    await page.locator('board-foot').getByRole('button', { name: 'Display' }).click();
    await page.getByRole('dialog', { name: 'Display' }).getByRole('radio', { name: choice }).check();
  }

  async function done(page: Page): Promise<void> {
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await until('the dialog to be gone', async () => (await page.locator('display-dialog').count()) === 0);
  }

  it('[PAGE-27] a guest’s choice of clock counts at once, on all pages and on later visits, and keeps what was typed', async () => {
    const { id } = await lena.post({ name: 'Choir', start: `${dayAhead(2)}T18:30` });
    const page = await room.person();
    await row(page, 'Choir')
      .getByText(/^6:30\sPM$/)
      .waitFor();
    await fillForm(page, { name: 'Half an idea' });
    await page.keyboard.press('Escape');
    await prefer(page, '24 hours');
    await row(page, 'Choir').getByText('18:30', { exact: true }).waitFor();
    await done(page);
    expect(
      await page.locator('board-foot').evaluate((host) => host.shadowRoot!.activeElement?.textContent.trim()),
    ).toBe('Display');
    await openForm(page);
    expect(await page.getByLabel('What').inputValue()).toBe('Half an idea');

    await page.reload();
    await row(page, 'Choir').getByText('18:30', { exact: true }).waitFor();
    await page.goto(`/events/${id}`);
    await page.locator('event-details').getByText('18:30', { exact: true }).waitFor();
    await page.goto('/projector');
    await page.locator('projector-events .page').getByText('18:30').waitFor();
    // Other people are not affected.
    await row(await room.person(), 'Choir')
      .getByText(/^6:30\sPM$/)
      .waitFor();

    await page.goto('/');
    await prefer(page, '12 hours');
    await row(page, 'Choir')
      .getByText(/^6:30\sPM$/)
      .waitFor();
  });

  it('[PROJECTOR-13] a projector’s clock has as many hours as its address asks for', async () => {
    await lena.post({ name: 'Choir', start: `${dayAhead(2)}T18:30` });
    const page = await room.person('/projector?clock=24');
    await page.locator('projector-events .page').getByText('18:30').waitFor();
    expect(await page.locator('projector-page .clock').innerText()).toMatch(/^\d\d:\d\d$/);
    await page.goto('/projector');
    await page
      .locator('projector-events .page')
      .getByText(/6:30\sPM/)
      .waitFor();
  });

  it('[PAGE-25] [PAGE-27] the first day of the week follows the language or the viewer’s choice, at once', async () => {
    const weekdays = (page: Page) => page.locator('month-view th .visually-hidden').allInnerTexts();
    const page = await room.person('/?view=month');
    await page.locator('month-view table').waitFor();
    expect((await weekdays(page))[0]).toBe('Sunday');
    await prefer(page, 'Monday');
    await until('weeks to begin on Monday', async () => (await weekdays(page))[0] === 'Monday');
    await done(page);
    await page.reload();
    await until('weeks to begin on Monday', async () => (await weekdays(page))[0] === 'Monday');
    const german = await room.person('/?view=month', { locale: 'de-DE' });
    await german.locator('month-view table').waitFor();
    expect((await weekdays(german))[0]).toBe('Montag');
  });

  it('[LOOK-6] “Legible type” shows all pages in another typeface, at once and on later visits; only then it is loaded', async () => {
    const { id } = await lena.post({ name: 'Illinois 101', start: `${dayAhead(2)}T18:30` });
    const page = await room.person();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const asksForIt = (): boolean => asked.some((url) => /hyperlegible.*\.woff2$/.test(url));
    const family = (of: Page = page): Promise<string> =>
      of
        .locator('h1')
        .first()
        .evaluate((element) => getComputedStyle(element).fontFamily.split(',')[0]!);
    /** The typefaces that the page has loaded and shows. */
    const shown = (): Promise<string[]> =>
      page.evaluate(async () => {
        await document.fonts.ready;
        return [...document.fonts].filter(({ status }) => status === 'loaded').map((face) => face.family);
      });
    await page.reload();
    await row(page, 'Illinois 101').waitFor();
    expect(await family()).toContain('Bricolage');
    expect(asksForIt()).toBe(false);

    await prefer(page, 'Legible type');
    expect(await family()).toContain('Hyperlegible');
    await until('the typeface to be loaded', async () => (await shown()).join().includes('Hyperlegible'));
    await done(page);
    for (const path of ['/', `/events/${id}`, '/login']) {
      await page.goto(path);
      await until('the typeface to be loaded', async () => (await shown()).join().includes('Hyperlegible'));
      expect(await family()).toContain('Hyperlegible');
    }
    // Other people are not affected.
    const other = await room.person();
    await row(other, 'Illinois 101').waitFor();
    expect(await family(other)).toContain('Bricolage');

    await page.goto('/');
    await prefer(page, 'Usual type');
    expect(await family()).toContain('Bricolage');
    expect(await page.evaluate(() => localStorage.getItem('board.type'))).toBeNull();
  });

  it('[PAGE-27] members open it from their menu by keyboard, and the focus returns to where it was', async () => {
    const page = await room.person('about:blank');
    await signUp(page, 'amara.n');
    await page.locator('account-menu summary').focus();
    await page.keyboard.press('Enter');
    await page.locator('account-menu').getByRole('button', { name: 'Display' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Display' });
    await dialog.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await until(
      'the arrow key to change the choice',
      async () =>
        (await page.evaluate(() => localStorage.getItem('board.weekStart') ?? localStorage.getItem('board.clock'))) !==
        null,
    );
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.locator('account-menu').evaluate((host) => host.shadowRoot!.activeElement?.localName)).toBe(
      'summary',
    );
  });

  it('[PAGE-28] the foot of the board leads to its calendar and its feed, and prints it', async () => {
    await lena.post({ name: 'Choir', start: future });
    const page = await room.person();
    await showsEvents(page, 1);
    const { host } = new URL(room.board.url);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Follow' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Follow this board' });
    expect(await dialog.getByRole('link', { name: 'Subscribe in a calendar' }).getAttribute('href')).toBe(
      `webcal://${host}/boards/main.ics`,
    );
    const feed = await dialog.getByRole('link', { name: 'Atom feed' }).getAttribute('href');
    expect(await (await fetch(room.board.url + feed!)).text()).toContain('Choir');
    const address = dialog.getByLabel('Address');
    expect(await address.inputValue()).toBe(`${room.board.url.replace(/\/$/, '')}/boards/main.ics`);
    expect(await (await fetch(await address.inputValue())).text()).toContain('SUMMARY:Choir');
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await address.inputValue());
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(
      await page.locator('board-foot').evaluate((foot) => foot.shadowRoot!.activeElement?.textContent.trim()),
    ).toBe('Follow');

    await page.evaluate(() => {
      window.print = () => {
        document.title = 'printed';
      };
    });
    await page.getByRole('button', { name: 'Print' }).click();
    expect(await page.title()).toBe('printed');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('board-foot').isVisible()).toBe(false);
  });

  it('[PAGE-28] if pages may not copy, the address is shown to be copied', async () => {
    const page = await room.person();
    await showsEvents(page, 0);
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('copy it yourself').waitFor();
    expect(
      await page.locator('follow-dialog').evaluate((host) => {
        const field = host.shadowRoot!.querySelector('input')!;
        return [field.selectionStart === 0, field.selectionEnd === field.value.length];
      }),
    ).toEqual([true, true]);
  });
});
