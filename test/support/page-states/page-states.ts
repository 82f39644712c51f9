import type { Page } from 'playwright-core';
import { sampleEvents, type SampleEvent } from '../../../scripts/sample-events.mjs';
import { lessonStates } from './lesson-states.ts';
import { signUp, type PageState, type Stage } from './page-state.ts';

/** A Monday afternoon, by the clock of the pages: then the samples are of today and the days to come. */
export const pagesNow = new Date('2026-11-23T15:20:00+01:00');
const today = '2026-11-23';

export async function post({ url }: Stage, event: SampleEvent): Promise<void> {
  const response = await fetch(`${url}/api/boards/main/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  if (!response.ok) throw new Error(`“${event.name}” was refused: ${await response.text()}`);
}

const samples = sampleEvents(today);
/** Not there when a state begins: it comes while one looks. */
export const latest = samples.find(({ name }) => name.startsWith('Parents'))!;
const past: SampleEvent[] = ['Harvest supper', 'Autumn concert'].map((name, index) => ({
  name,
  start: `2026-11-1${index + 4}T18:00`,
  end: null,
  place: 'Main hall',
  guestName: 'Amara',
}));

/** The board and its people, as a state begins: the samples with one pinned, one cancelled, and two that are over. */
export async function prepareStage(stage: Stage, { board }: PageState): Promise<void> {
  for (const name of ['events', 'users', 'sessions', 'presence']) await stage.db.collection(name).deleteMany({});
  const boards = stage.db.collection<{ _id: string }>('boards');
  await boards.deleteMany({ _id: { $ne: 'main' } });
  await boards.updateOne(
    { _id: 'main' },
    { $set: { posting: 'anyone', approval: false, spotlight: null, joinSlide: false }, $unset: { screenKey: true } },
  );
  if (board === 'empty') return;
  for (const event of [...past, ...samples.filter((sample) => sample !== latest)]) await post(stage, event);
  const events = stage.db.collection('events');
  await events.updateOne({ name: 'Science fair set-up' }, { $set: { pinned: true }, $inc: { version: 1 } });
  await events.updateOne({ name: 'Chess club' }, { $set: { cancelled: true }, $inc: { version: 1 } });
}

async function openBoard(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByText('Live', { exact: true }).waitFor();
}

/** Posts as the person whose page it is, and answers the event's address. */
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
      details: 'Everyone who likes to sing.\nNo notes needed.',
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

/** An event that repeats, on the page of its first date; one of the others is cancelled, one at another time. */
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

/** The form stands beside the board, or one button away. */
async function openForm(page: Page): Promise<void> {
  await openBoard(page);
  await page.getByRole('link', { name: 'Post an event' }).locator('visible=true').click();
  await page.getByLabel('What').waitFor();
}

export const pageStates: PageState[] = [
  {
    name: 'board-empty',
    board: 'empty',
    async open(page) {
      await openBoard(page);
      await page.getByText('Nothing planned yet.').waitFor();
    },
  },
  {
    name: 'board',
    async open(page, stage) {
      await openBoard(page);
      await page.getByText('Science fair set-up').waitFor();
      await post(stage, latest);
      await page.getByText('New', { exact: true }).waitFor();
    },
  },
  {
    name: 'board-filters',
    async open(page) {
      await openBoard(page, '/?author=lena&from=2026-11-01');
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.getByLabel('Posted by').waitFor();
    },
  },
  {
    name: 'board-past-open',
    async open(page) {
      await openBoard(page);
      await page.getByText('2 past events').click();
      await page.getByText('Harvest supper').waitFor();
    },
  },
  {
    name: 'board-by-title',
    async open(page) {
      await openBoard(page, '/?sort=name');
      await page.getByText('Swimming lessons begin').waitFor();
    },
  },
  {
    name: 'board-archive',
    async open(page, { db }) {
      await db
        .collection('events')
        .insertOne({ event: 'Spring fair', date: '2025-04-12', user: 'Kofi', archived: true });
      await openBoard(page, '/?archived=any&sort=-date');
      await page.getByText('Harvest supper').waitFor();
    },
  },
  {
    name: 'board-nothing-found',
    async open(page) {
      await openBoard(page, '/?q=unicorns');
      await page.getByText('Nothing found.').waitFor();
    },
  },
  {
    name: 'board-loading',
    async open(page) {
      // An answer that never comes.
      await page.route('**/snapshot*', () => {});
      await page.goto('/');
      await page.locator('loading-rows').waitFor();
    },
  },
  {
    name: 'board-failed',
    async open(page) {
      await page.route('**/snapshot*', (route) => route.abort());
      await page.goto('/');
      await page.getByText('The board cannot be shown at the moment.').waitFor();
    },
  },
  {
    name: 'board-offline',
    async open(page) {
      await openBoard(page);
      await page.context().setOffline(true);
      await page.getByText(/^As of/).waitFor();
    },
  },
  {
    name: 'board-unknown',
    async open(page) {
      await page.goto('/b/no-such-board');
      await page.getByText('There is no board').waitFor();
    },
  },
  {
    name: 'board-series',
    async open(page, { url }) {
      for (const event of [
        {
          name: 'Chess club for everyone',
          start: '2026-11-24T12:15',
          place: 'Room 12',
          repeat: { every: 'week', count: 10 },
        },
        { name: 'Band', start: '2026-11-25T16:00', repeat: { every: 'month', count: 4 } },
      ]) {
        const response = await fetch(`${url}/api/boards/main/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ guestName: 'Kofi', ...event }),
        });
        if (!response.ok) throw new Error(await response.text());
      }
      await openBoard(page);
      await page.getByRole('button', { name: '7 more dates' }).waitFor();
    },
  },
  {
    name: 'month',
    async open(page, stage) {
      for (const name of ['Choir', 'Robotics'])
        await post(stage, { name, start: '2026-11-24T17:00', end: null, guestName: 'Amara' });
      await openBoard(page, '/?view=month');
      await page.getByRole('heading', { name: 'November 2026' }).waitFor();
      await post(stage, latest);
      await page.locator('month-view .fresh, month-view .new').first().waitFor({ state: 'attached' });
    },
  },
  {
    name: 'month-past',
    async open(page) {
      await openBoard(page, '/?view=month&month=2026-10');
      await page.getByText('No events in this month.').waitFor();
    },
  },
  {
    name: 'display',
    async open(page) {
      await openBoard(page);
      await page.locator('board-foot').getByRole('button', { name: 'Display' }).click();
      await page.getByRole('dialog', { name: 'Display' }).getByRole('radio', { name: '24 hours' }).check();
      await page.getByText('18:30').last().waitFor();
    },
  },
  {
    name: 'calendar-address',
    async open(page) {
      await openBoard(page);
      await page.getByRole('button', { name: 'Calendar address' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'form', phone: 'another page', open: openForm },
  {
    name: 'board-writing',
    above: ['board-app', 'board-page', '.held'],
    async open(page, stage) {
      await openForm(page);
      await page.getByLabel('What').pressSequentially('Summer fair');
      // On a phone the form is on a page of its own, without rows that could move.
      if ((await page.locator('event-list').count()) === 0) return;
      await post(stage, latest);
      await page.getByRole('button', { name: 'Show 1 new' }).waitFor();
    },
  },
  {
    name: 'form-errors',
    phone: 'another page',
    async open(page) {
      await openForm(page);
      await page.getByText('More: end, link, details').click();
      await page.getByLabel('Link').fill('not a link');
      await page.getByLabel('What').fill('A name that is far too long for any board. '.repeat(4));
      await page.getByRole('button', { name: 'Post', exact: true }).click();
      await page.getByText('Choose a day.').waitFor();
    },
  },
  {
    name: 'form-not-saved',
    phone: 'another page',
    async open(page) {
      await openForm(page);
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
    phone: 'another page',
    async open(page) {
      await openForm(page);
      await page.getByLabel('What').fill('Choir try-outs');
      await page.getByLabel('When').fill('tomorrow 18:00–20:00');
      await page.getByText('Understood as').waitFor();
    },
  },
  {
    name: 'form-when-unclear',
    phone: 'another page',
    async open(page) {
      await openForm(page);
      await page.getByLabel('What').fill('Choir try-outs');
      await page.getByLabel('When').fill('tomorrow in the gym');
      await page.getByText('“in the gym” is not understood').waitFor();
      await page.getByLabel('When').press('Enter');
      await page.locator('[aria-invalid="true"]').waitFor();
    },
  },
  {
    name: 'form-clocks',
    phone: 'another page',
    async open(page) {
      await openForm(page);
      await page.getByLabel('What').fill('Night walk');
      await page.getByLabel('When').fill('28 Mar 2027 2:30');
      await page.getByText('clocks are put forward').waitFor();
    },
  },
  {
    name: 'form-repeats',
    phone: 'another page',
    async open(page) {
      await openForm(page);
      await page.getByLabel('What').fill('Choir');
      await page.getByLabel('When').fill('31 Oct 2027 2:30');
      await page.getByText('comes twice').waitFor();
      await page.getByText('More: end, link, details').click();
      await page.getByLabel('Repeats').selectOption('weekday');
      await page.getByLabel('Times', { exact: true }).waitFor();
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
      await page.getByRole('button', { name: 'Delete' }).click();
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
      await page.getByText('What was typed here before').waitFor();
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
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'event-deleted',
    async open(page) {
      await openOwn(page);
      await page.getByRole('button', { name: 'Delete' }).click();
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
  {
    name: 'not-found',
    async open(page) {
      await page.goto('/no/such/page');
      await page.getByText('There is nothing at this address').waitFor();
    },
  },
  {
    name: 'login-refused',
    async open(page) {
      await page.goto('/login');
      await page.getByLabel('Name').fill('nobody');
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByText('Invalid username/password combination').waitFor();
    },
  },
  {
    name: 'signup-errors',
    async open(page) {
      await page.goto('/signup');
      await page.getByLabel('Name').fill('not a name');
      await page.getByLabel('Password', { exact: true }).fill('short');
      await page.getByRole('button', { name: 'Sign up' }).click();
      await page.locator('[aria-invalid="true"]').first().waitFor();
    },
  },
  {
    name: 'account',
    async open(page) {
      await signUp(page);
      await page.goto('/account');
      await page.getByText('Delete the account', { exact: true }).click();
    },
  },
  {
    name: 'account-menu',
    above: ['board-app', 'site-header', 'account-menu'],
    async open(page) {
      await signUp(page);
      await page.locator('account-menu summary').click();
      await page.getByRole('link', { name: 'My events' }).waitFor();
    },
  },
  {
    name: 'my-events',
    async open(page) {
      await signUp(page);
      await page.evaluate(() =>
        fetch('/api/boards/main/events', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'Book club', start: '2026-12-03T19:00', place: 'Library' }),
        }).then(() => undefined),
      );
      await page.goto('/events/myevents');
      await page.getByText('Book club').waitFor();
    },
  },
  {
    name: 'people',
    async open(page, { url }) {
      // The first account is the owner's.
      await signUp(page, 'head.teacher');
      for (const username of ['amara.n', 'Tomás']) {
        const response = await fetch(`${url}/api/signup`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ username, password: 'seven quiet otters' }),
        });
        if (!response.ok) throw new Error(await response.text());
      }
      await page.goto('/people');
      await page.getByText('Owner, since').waitFor();
    },
  },
  ...lessonStates,
];
