import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Classroom, fillForm, post, row, showsEvents } from '../support/browser/classroom.ts';
import { focusedElement } from '../support/browser/keyboard.ts';
import { member } from '../support/board/people.ts';
import { until } from '../support/until.ts';
import { chooseAction } from '../support/browser/event-menu.ts';

describe('an event’s page', () => {
  let room: Classroom;
  beforeAll(async () => {
    room = await Classroom.open();
  });
  afterEach(() => room.empty());
  afterAll(() => room.close());

  /** Lena has posted an event and is on its page. */
  async function posted(name = 'Chess club'): Promise<Page> {
    const lena = await room.person();
    await post(lena, { name, place: 'Room 12', guest: 'Lena' });
    await row(lena, name).getByRole('link').click();
    await lena.getByRole('heading', { name, level: 1 }).waitFor();
    return lena;
  }

  it('[PAGE-3] only its author can edit it, and everyone sees the change at once', async () => {
    const lena = await posted();
    const kofi = await room.person(new URL(lena.url()).pathname);
    await kofi.getByRole('heading', { name: 'Chess club' }).waitFor();
    await lena.getByRole('button', { name: 'Edit' }).click();
    await lena.getByLabel('Where').fill('Library');
    await lena.getByRole('button', { name: 'Save' }).click();
    await kofi.getByText('Library').waitFor();
    expect(await kofi.getByRole('button', { name: 'Edit' }).count()).toBe(0);
    await until('the focus to be back', () =>
      lena
        .getByRole('button', { name: 'Edit' })
        .evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button),
    );
  });

  it('[PAGE-3] if two people edit at the same time the second sees both versions, and what only the first changed stays', async () => {
    const lena = await posted();
    const phone = await lena.context().newPage();
    await phone.goto(lena.url());
    for (const page of [lena, phone]) {
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('What').waitFor();
    }
    await phone.getByLabel('Where').fill('Library');
    await phone.getByRole('button', { name: 'Save' }).click();
    await phone.getByText('Library').waitFor();

    await lena.getByLabel('What').fill('Chess tournament');
    await lena.getByRole('button', { name: 'Save' }).click();
    const conflict = lena.locator('conflict-view');
    await conflict.getByText('Chess tournament').waitFor();
    await conflict.getByText('Chess club').waitFor();
    await conflict.getByRole('button', { name: /mine/i }).click();
    await lena.getByRole('heading', { name: 'Chess tournament' }).waitFor();
    await lena.getByText('Library').waitFor();
    await phone.getByRole('heading', { name: 'Chess tournament' }).waitFor();
  });

  it('[BOARD-8] when the board is frozen, the page says why nothing can be changed, and keeps what was typed', async () => {
    const boards = room.board.database.db.collection<{ _id: string }>('boards');
    const set = (posting: string): Promise<unknown> => boards.updateOne({ _id: 'main' }, { $set: { posting } });
    const why = 'This board is frozen. Only moderators can change events.';
    const lena = await posted();
    const phone = await lena.context().newPage();
    await phone.goto(lena.url());
    await phone.getByRole('button', { name: 'Edit' }).waitFor();
    await lena.getByRole('button', { name: 'Edit' }).click();
    await lena.getByLabel('Where').fill('Library');
    try {
      await set('nobody');
      await phone.getByText(why).waitFor();
      await phone.getByRole('button', { name: 'Edit' }).waitFor({ state: 'detached' });
      await lena.getByText(`${why} What you typed is kept.`).waitFor();
      expect(await lena.getByLabel('Where').inputValue()).toBe('Library');
    } finally {
      await set('anyone');
    }
    await phone.getByRole('button', { name: 'Edit' }).waitFor();
    await lena.getByText(why).waitFor({ state: 'detached' });
    await lena.getByRole('button', { name: 'Save' }).click();
    await lena.getByText('Library').waitFor();
  });

  it('[PAGE-68] without a picture, a wide screen has a poster set in type, which is not read out', async () => {
    const lena = await posted();
    const poster = lena.locator('event-details .set');
    await lena.setViewportSize({ width: 1280, height: 800 });
    await poster.getByText('Chess club').waitFor();
    expect(await poster.getAttribute('aria-hidden')).toBe('true');
    // On a phone it would only push the facts down.
    await lena.setViewportSize({ width: 390, height: 844 });
    await poster.waitFor({ state: 'hidden' });
    await lena.setViewportSize({ width: 1280, height: 800 });
    await lena.emulateMedia({ media: 'print' });
    await poster.waitFor({ state: 'hidden' });
  });

  it('[PAGE-7] a deleted event leaves every screen, and can be put back as it was', async () => {
    const lena = await posted();
    const kofi = await room.person();
    await showsEvents(kofi, 1);
    await chooseAction(lena, 'Delete');
    await lena.locator('confirm-dialog').getByRole('button', { name: 'Delete' }).click();
    await lena.getByRole('heading', { name: 'Deleted' }).waitFor();
    await showsEvents(kofi, 0);
    await kofi.goto(new URL(lena.url()).pathname);
    await kofi.getByText('There is no such event').waitFor();

    await lena.getByRole('button', { name: 'Restore' }).click();
    await lena.getByRole('heading', { name: 'Chess club' }).waitFor();
    await kofi.goto('/');
    await row(kofi, 'Chess club').waitFor();
  });

  it('[BOARD-15] the page offers no undo to people who cannot restore, also when the rule changes later', async () => {
    const owner = await member(room.board.url, 'Ms.Okafor');
    const rule = (posting: string) => owner.call('PATCH', '/api/boards/main', { body: { posting } });
    const lena = await posted();
    await rule('members');
    await chooseAction(lena, 'Delete');
    await lena.getByText('You cannot restore it.').waitFor();
    await lena.locator('confirm-dialog').getByRole('button', { name: 'Delete' }).click();
    await lena.getByRole('heading', { name: 'Deleted' }).waitFor();
    expect(await lena.getByRole('button', { name: 'Restore' }).count()).toBe(0);
    await rule('anyone');
    await lena.getByRole('button', { name: 'Restore' }).waitFor();
    await rule('nobody');
    await lena.getByRole('button', { name: 'Restore' }).waitFor({ state: 'detached' });
    await rule('anyone');
    await lena.getByRole('button', { name: 'Restore' }).click();
    await lena.getByRole('heading', { name: 'Chess club' }).waitFor();
  });

  it('[PAGE-7] a cancelled event is struck through, and says so', async () => {
    const lena = await posted();
    await chooseAction(lena, 'Mark as cancelled');
    await lena.getByText('Cancelled', { exact: true }).waitFor();
    const kofi = await room.person();
    await row(kofi, 'Chess club').getByText('Cancelled', { exact: true }).waitFor();
    expect(await row(kofi, 'Chess club').locator('.about').innerText()).toBe('Room 12 · guest Lena');
    const struck = await row(kofi, 'Chess club')
      .locator('.name span')
      .first()
      .evaluate((span) => getComputedStyle(span).textDecorationLine);
    expect(struck).toBe('line-through');
    // A moderator may have cancelled it.
    expect(await row(kofi, 'Chess club').getByText('cancelled by').count()).toBe(0);
  });

  it('[PAGE-8] post, open, edit and delete by keyboard alone', async () => {
    const lena = await room.person();
    await showsEvents(lena, 0);
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await lena.keyboard.press(key);
    };
    /** Presses Tab until the element with this name has the focus. */
    const tabTo = async (name: string | RegExp, key = 'Tab'): Promise<void> => {
      for (let tries = 0; tries < 60; tries += 1) {
        await press(key);
        const { label, visible } = await focused(lena);
        if (typeof name === 'string' ? label === name : name.test(label)) {
          expect(visible, `the focus on “${label}” is visible`).toBe(true);
          return;
        }
      }
      throw new Error(`Tab never came to ${String(name)}`);
    };
    await tabTo(/Post an event$/);
    await press('Enter');
    await until('the sentence to have the focus', async () => (await focused(lena)).label === 'What’s happening?');
    await lena.keyboard.type('Keyboard orchestra');
    await tabTo('Day and time');
    await press('Enter');
    await until('the day to have the focus', async () => (await focused(lena)).label === 'Day');
    await lena.keyboard.type('12012999');
    await tabTo('Your name');
    await lena.keyboard.type('Lena');
    await press('Enter');
    await lena.getByText('Posted:').waitFor();

    await until('the focus to be back at the link', async () => /Post an event$/.test((await focused(lena)).label));
    await tabTo('Keyboard orchestra');
    await press('Enter');
    await lena.getByRole('heading', { name: 'Keyboard orchestra', level: 1 }).waitFor();
    await until('the heading to have the focus', async () => (await focused(lena)).label === 'Keyboard orchestra');
    await tabTo('Edit');
    await press('Enter');
    await until('the first field to have the focus', async () => (await focused(lena)).label === 'What');
    await press('End');
    await lena.keyboard.type('!');
    await press('Enter');
    await lena.getByRole('heading', { name: 'Keyboard orchestra!' }).waitFor();

    await until('the focus to be back at Edit', async () => (await focused(lena)).label === 'Edit');
    await tabTo('More');
    await press('Enter');
    await tabTo('Delete');
    await press('Enter');
    await lena.locator('confirm-dialog').getByRole('heading').waitFor();
    // The harmless button comes first; Escape closes the dialog, too.
    await press('Escape');
    await until(
      'the dialog to close and the focus to be back at the menu',
      async () => (await focused(lena)).label === 'More',
    );
    await press('Enter');
    await tabTo('Delete');
    await press('Enter');
    await lena.locator('confirm-dialog').getByRole('heading').waitFor();
    await tabTo('Delete');
    await press('Enter');
    await lena.getByRole('heading', { name: 'Deleted' }).waitFor();
  });

  it('[PAGE-3] what was typed is still shown if the event was deleted meanwhile', async () => {
    const lena = await posted();
    await lena.getByRole('button', { name: 'Edit' }).click();
    await fillForm(lena, { name: 'Chess tournament with prizes' });
    await room.board.database.db.collection('events').deleteMany({});
    await lena.getByText('There is no such event').waitFor();
    await lena.getByText(/Chess tournament with prizes/).waitFor();
  });
});

/** The name of the focused element, as a screen reader says it, and whether the focus is visible. */
async function focused(page: Page): Promise<{ label: string; visible: boolean }> {
  return (await focusedElement(page)).evaluate((element) => {
    const label =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? (element.labels?.[0]?.textContent ?? '')
        : (element.getAttribute('aria-label') ?? element.textContent ?? '');
    // The focus ring of a row's link is around the whole row.
    const rings = [getComputedStyle(element), getComputedStyle(element, '::after')];
    return {
      label: label.trim(),
      visible:
        element.matches(':focus-visible') &&
        rings.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2),
    };
  });
}
