import type { Page } from 'playwright-core';
import { aPoster } from './a-poster.ts';
import { type PageState } from './page-state.ts';
import { openComposer as openSentence, openForm } from '../browser/open-form.ts';
import { latest, openBoard, post } from './stage.ts';

async function openComposer(page: Page): Promise<void> {
  await openBoard(page);
  await openForm(page);
}

/** The dialog lies over the board. */
const above = ['board-app', 'board-page', 'composer-dialog'];

export const formStates: PageState[] = [
  { name: 'form', above, open: openComposer },
  {
    name: 'form-page',
    async open(page) {
      await page.goto('/events/new');
      await openForm(page);
    },
  },
  {
    name: 'form-sentence',
    above,
    async open(page) {
      await openBoard(page);
      await openSentence(page);
      await page.getByLabel('What’s happening?').fill('Choir practice tomorrow 7–9 pm at the church hall');
      await page.getByRole('button', { name: 'Remove the place' }).waitFor();
      await page.getByRole('group', { name: 'Preview' }).waitFor();
    },
  },
  {
    name: 'board-writing',
    above: ['board-app', 'board-page', '.held'],
    async open(page, stage) {
      await openComposer(page);
      await page.getByLabel('What').pressSequentially('Summer fair');
      await post(stage, latest);
      await page.getByRole('button', { name: 'Show 1 new' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('Not posted yet').waitFor();
    },
  },
  {
    name: 'form-errors',
    above,
    async open(page) {
      await openComposer(page);
      await page.getByText('More: end, link, details').click();
      await page.getByLabel('Link').fill('not a link');
      await page.getByLabel('What').fill('A name that is far too long for any board. '.repeat(4));
      await page.getByRole('button', { name: 'Post', exact: true }).click();
      await page.getByText('Choose a day.').waitFor();
    },
  },
  {
    name: 'form-picture',
    above,
    async open(page) {
      await openComposer(page);
      await page.getByLabel('Add a picture').setInputFiles(await aPoster());
      await page.getByLabel('What does the picture show?').fill('Lanterns on a bridge', { timeout: 60_000 });
    },
  },
  {
    name: 'form-picture-refused',
    above,
    async open(page) {
      await openComposer(page);
      await page
        .getByLabel('Add a picture')
        .setInputFiles({ name: 'poster.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
      await page.getByText('Choose a JPEG').waitFor();
    },
  },
  {
    name: 'form-not-saved',
    above,
    async open(page) {
      await openComposer(page);
      await page.route('**/api/boards/main/events', (route) => route.abort());
      await page.getByLabel('What').fill('Choir try-outs');
      await page.getByRole('textbox', { name: 'Day' }).fill('2026-11-26');
      await page.getByLabel('Your name').fill('Lena');
      await page.getByRole('button', { name: 'Post', exact: true }).click();
      await page.getByText('Not saved.').waitFor();
    },
  },
  {
    name: 'form-when',
    above,
    async open(page) {
      await openComposer(page);
      await page.getByLabel('What').fill('Choir try-outs');
      await page.getByLabel('When').fill('tomorrow 18:00–20:00');
      await page.getByText('Understood as').waitFor();
    },
  },
  {
    name: 'form-when-unclear',
    above,
    async open(page) {
      await openComposer(page);
      await page.getByLabel('What').fill('Choir try-outs');
      await page.getByLabel('When').fill('tomorrow in the gym');
      await page.getByText('“in the gym” is not understood').waitFor();
      await page.getByLabel('When').press('Enter');
      await page.locator('[aria-invalid="true"]').waitFor();
    },
  },
  {
    name: 'form-clocks',
    above,
    async open(page) {
      await openComposer(page);
      await page.getByLabel('What').fill('Night walk');
      await page.getByLabel('When').fill('28 Mar 2027 2:30');
      await page.getByText('clocks go forward').waitFor();
    },
  },
  {
    name: 'form-repeats',
    above,
    async open(page) {
      await openComposer(page);
      await page.getByLabel('What').fill('Choir');
      await page.getByLabel('When').fill('31 Oct 2027 2:30');
      await page.getByText('happens twice').waitFor();
      await page.getByText('More: end, link, details').click();
      await page.getByLabel('Repeats').selectOption('weekday');
      await page.getByLabel('Times', { exact: true }).waitFor();
    },
  },
];
