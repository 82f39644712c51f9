import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Classroom, fillForm, future, showsEvents } from '../support/browser/classroom.ts';
import { openForm } from '../support/browser/open-form.ts';
import { until } from '../support/until.ts';

/** The element that has the focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement;
    return element?.id || element?.className || '';
  });

describe('the form over the board', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  it('[PAGE-50] the form opens over the board with the focus in its first field; Escape and Close keep what was typed, and the focus goes back to the link', async () => {
    const lena = await room.person();
    await showsEvents(lena, 0);
    const dialog = lena.getByRole('dialog', { name: 'Post an event' });
    const link = lena.getByRole('link', { name: 'Post an event' });
    await link.press('Enter');
    await until('the focus to be in the first field', async () => (await focused(lena)) === 'sentence');
    expect(new URL(lena.url()).pathname).toBe('/');
    await lena.keyboard.type('Half a thought');
    await lena.getByLabel('Your name').fill('Lena');
    await lena.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await until('the focus to be back at the link', async () => (await focused(lena)) === 'ask');
    await lena.getByText('Not posted yet: Half a thought').waitFor();
    await lena.keyboard.press('Enter');
    await until('the focus to be in the first field', async () => (await focused(lena)) === 'sentence');
    expect([
      await lena.getByLabel('What’s happening?').inputValue(),
      await lena.getByLabel('Your name').inputValue(),
    ]).toEqual(['Half a thought', 'Lena']);
    await lena.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await until('the focus to be back at the link', async () => (await focused(lena)) === 'ask');
    await openForm(lena);
    await lena.locator('#day').fill(future);
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByText('Posted:').waitFor();
    await until('the focus to be back at the link', async () => (await focused(lena)) === 'ask');
    expect(await dialog.isVisible()).toBe(false);
  });

  it.for([
    ['a laptop', { width: 1280, height: 640 }],
    ['a phone', { width: 390, height: 700 }],
  ] as const)(
    '[PAGE-46] on %s only the fields of the dialog scroll: its Post button stays in sight, and covers none of them',
    async ([, viewport]) => {
      const lena = await room.person('/', { viewport });
      await openForm(lena);
      await lena.getByText('More: end, link, details').click();
      await lena.getByLabel('Details').fill('Bring a lantern.\n'.repeat(40));
      const form = lena.locator('composer-dialog event-form');
      const fields = form.locator('.fields');
      const button = form.getByRole('button', { name: 'Post', exact: true });
      /** Whether a click in the middle of the button, and near its edges, reaches it. */
      const isInSight = (): Promise<boolean> =>
        button.evaluate((element) => {
          const { left, right, top, bottom } = element.getBoundingClientRect();
          const root = element.getRootNode() as ShadowRoot;
          return [top + 1, (top + bottom) / 2, bottom - 1].every((y) =>
            element.contains(root.elementFromPoint((left + right) / 2, y)),
          );
        });
      const scrolled = (): Promise<number> => fields.evaluate(({ scrollTop }) => scrollTop);
      expect(await fields.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)).toBe(true);
      expect(await isInSight()).toBe(true);
      const before = await button.boundingBox();

      // From field to field by keyboard: each scrolls into the part that the button leaves free.
      await lena.getByLabel('Details').focus();
      await until('the fields to have scrolled', async () => (await scrolled()) > 0);
      await fields.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      expect(await isInSight()).toBe(true);
      expect(await button.boundingBox()).toEqual(before);
      const ends = await fields.evaluate((element) => element.getBoundingClientRect().bottom);
      expect(ends).toBeLessThanOrEqual(before!.y);
    },
  );

  it('[PAGE-50] a form that is closed while it is sent: the board says that it is not posted, and the form why', async () => {
    const lena = await room.person();
    let fail!: () => void;
    const closed = new Promise<void>((resolve) => {
      fail = resolve;
    });
    await lena.route('**/api/boards/main/events', async (route) => {
      await closed;
      await route.abort();
    });
    await fillForm(lena, { name: 'Bake sale', guest: 'Lena' });
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByRole('button', { name: 'Sending…' }).waitFor();
    await lena.keyboard.press('Escape');
    fail();
    await lena.getByText('Not posted yet: Bake sale').waitFor();
    await openForm(lena);
    await lena.getByText('Not saved.').waitFor();
    await lena.unroute('**/api/boards/main/events');
    await lena.getByRole('button', { name: 'Try again' }).click();
    await lena.locator('posted-note').getByRole('link', { name: 'Bake sale' }).waitFor();
  });

  it('[PAGE-50] an event that is begun while another is sent stays in the open form, which says that the other is posted', async () => {
    const lena = await room.person();
    let go!: () => void;
    const begun = new Promise<void>((resolve) => {
      go = resolve;
    });
    await lena.route('**/api/boards/main/events', async (route) => {
      await begun;
      await route.continue();
    });
    await fillForm(lena, { name: 'Bake sale', guest: 'Lena' });
    await lena.getByRole('button', { name: 'Post', exact: true }).click();
    await lena.getByRole('button', { name: 'Sending…' }).waitFor();
    await lena.getByLabel('What').fill('Chess club');
    go();
    const dialog = lena.getByRole('dialog', { name: 'Post an event' });
    await dialog.getByText('Posted: Bake sale').waitFor();
    expect(await lena.getByLabel('What').inputValue()).toBe('Chess club');
  });

  it('[PAGE-50] without the code of the dialog, the link leads to the page for posting', async () => {
    const lena = await room.person('about:blank');
    await lena.route('**/assets/composer-dialog-*.js', (route) => route.abort());
    await lena.goto('/');
    await lena.getByRole('link', { name: 'Post an event' }).click();
    await lena.getByRole('heading', { name: 'Post an event', level: 1 }).waitFor();
    expect(new URL(lena.url()).pathname).toBe('/events/new');
  });
});
