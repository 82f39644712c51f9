import type { Page } from 'playwright-core';
import { aPoster } from './a-poster.ts';
import { type PageState, type Stage } from './page-state.ts';
import { chooseAction } from '../browser/event-menu.ts';

/** Posts as the person at this page, and returns the event's path. */
async function postOwn(page: Page, name = 'Choir try-outs'): Promise<string> {
  await page.goto('/');
  return page.evaluate(
    async (event) => {
      const response = await fetch('/api/boards/main/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event),
      });
      return `/events/${((await response.json()) as { event: { id: string } }).event.id}`;
    },
    {
      name,
      start: '2026-11-26T16:00',
      end: '2026-11-26T17:30',
      place: 'Music room',
      link: 'https://example.org/choir',
      details:
        'Everyone who likes to sing.\nNo notes needed. The songs are at https://example.org/songs; questions to choir@example.org.',
      guestName: 'Lena',
    },
  );
}

async function openOwn(page: Page, name?: string): Promise<string> {
  const path = await postOwn(page, name);
  await page.goto(path);
  await page.getByRole('button', { name: 'Edit' }).waitFor();
  return path;
}

/** Opens the first date of a series; one other date is cancelled, and one is at another time. */
async function openSeries(page: Page, { db }: Stage): Promise<void> {
  await page.goto('/');
  const id = await page.evaluate(
    async (event) => {
      const response = await fetch('/api/boards/main/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(event),
      });
      return ((await response.json()) as { event: { id: string } }).event.id;
    },
    {
      name: 'Choir rehearsal',
      start: '2026-11-26T16:00',
      end: '2026-11-26T17:30',
      place: 'Music room',
      guestName: 'Lena',
      repeat: { every: 'week', interval: 2, until: '2027-09-30' },
    },
  );
  const events = db.collection('events');
  await events.updateOne(
    { name: 'Choir rehearsal', start: '2026-12-10T16:00' },
    { $set: { cancelled: true }, $inc: { version: 1 } },
  );
  await events.updateOne(
    { name: 'Choir rehearsal', start: '2026-12-24T16:00' },
    { $set: { start: '2026-12-23T10:00', end: '2026-12-23T11:30' }, $inc: { version: 1 } },
  );
  await page.goto(`/events/${id}`);
  await page.getByRole('button', { name: 'Edit' }).waitFor();
  await page.getByText('10:00 AM').waitFor();
}

export const eventStates: PageState[] = [
  {
    name: 'event-picture',
    async open(page) {
      await openOwn(page);
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('Add a picture').setInputFiles(await aPoster());
      await page.getByLabel('What does the picture show?').fill('Lanterns on a bridge', { timeout: 60_000 });
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('img', { name: 'Lanterns on a bridge' }).waitFor();
    },
  },
  {
    name: 'event-series',
    async open(page, stage) {
      await openSeries(page, stage);
    },
  },
  {
    name: 'event-series-edit',
    async open(page, stage) {
      await openSeries(page, stage);
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('radio', { name: 'Only this date' }).waitFor();
    },
  },
  {
    name: 'event-series-delete-asked',
    async open(page, stage) {
      await openSeries(page, stage);
      await chooseAction(page, 'Delete');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'event-own',
    async open(page) {
      await openOwn(page);
    },
  },
  {
    name: 'event',
    async open(page) {
      const path = await openOwn(page);
      await page.context().clearCookies();
      await page.goto(path);
      await page.getByRole('button', { name: 'Add to calendar' }).waitFor();
    },
  },
  {
    name: 'event-menu',
    above: ['board-app', 'event-page', 'event-actions', 'menu-button'],
    async open(page) {
      await openOwn(page);
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('button', { name: 'Delete' }).waitFor();
    },
  },
  {
    name: 'event-calendars',
    above: ['board-app', 'event-page', 'calendar-menu', 'menu-button'],
    async open(page) {
      await openOwn(page);
      await page.getByRole('button', { name: 'Add to calendar' }).click();
      await page.getByRole('link', { name: 'Google Calendar' }).waitFor();
    },
  },
  {
    name: 'event-share',
    async open(page) {
      await openOwn(page);
      await page.getByRole('button', { name: 'Share' }).click();
      await page.getByRole('img', { name: /QR code/ }).waitFor();
    },
  },
  {
    name: 'event-long',
    async open(page, { db }) {
      const path = await openOwn(
        page,
        'Rehearsal for the winter concert, with everyone who plays strings, both choirs, and Donaudampfschifffahrtsgesellschaft',
      );
      await db
        .collection('events')
        .updateMany(
          { name: /Donau/ },
          { $set: { cancelled: true, pinned: true, timeZone: 'America/New_York' }, $inc: { version: 1 } },
        );
      await page.goto(path);
      await page.getByText('your time').waitFor();
    },
  },
  {
    name: 'event-edit',
    async open(page) {
      await openOwn(page);
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('What').waitFor();
    },
  },
  {
    name: 'event-edit-put-back',
    async open(page) {
      await openOwn(page);
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('What').fill('Choir try-outs for everyone');
      await page.reload();
      await page.getByText('Your earlier changes').waitFor();
    },
  },
  {
    name: 'event-conflict',
    async open(page, { db }) {
      await openOwn(page);
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByLabel('What').fill('Choir try-outs for everyone');
      await page.getByLabel('Where').fill('');
      await db
        .collection('events')
        .updateOne({ name: 'Choir try-outs' }, { $set: { place: 'Main hall' }, $inc: { version: 1 } });
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Somebody changed this event').waitFor();
    },
  },
  {
    name: 'event-delete-asked',
    async open(page) {
      await openOwn(page);
      await chooseAction(page, 'Delete');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'event-deleted',
    async open(page) {
      await openOwn(page);
      await chooseAction(page, 'Delete');
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('heading', { name: 'Deleted' }).waitFor();
    },
  },
  {
    name: 'event-missing',
    async open(page) {
      await page.goto('/events/5f5f5f5f5f5f5f5f5f5f5f5f');
      await page.getByText('There is no such event').waitFor();
    },
  },
];
