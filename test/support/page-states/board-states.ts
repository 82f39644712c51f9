import type { Db } from 'mongodb';
import { eightCategories, putCategories } from '../board/categories.ts';
import { signUp, type PageState } from './page-state.ts';
import { settleNeighbourhood } from './neighbourhood.ts';
import { latest, openBoard, post } from './stage.ts';

/** An event of each category, in turn all day and at a time. */
async function postEach(db: Db): Promise<void> {
  await db.collection('events').insertMany(
    eightCategories.map(({ id, name }, n) => ({
      board: 'main',
      name: name.replace('The', 'Of the'),
      start: n % 2 === 0 ? `2026-11-2${n}` : `2026-11-2${n}T18:00`,
      category: id,
    })),
  );
}

/** Events at the same time, one that runs, one over midnight, one through days, and one that waits. */
const busyWeek = [
  { name: 'Repair café', start: '2026-11-23T14:00', end: '2026-11-23T17:00', place: '5 Mill Lane' },
  { name: 'Football, under 12s', start: '2026-11-23T15:00', end: '2026-11-23T16:30', category: eightCategories[2]!.id },
  { name: 'Chess', start: '2026-11-23T15:30', end: '2026-11-23T16:00' },
  { name: 'Night walk', start: '2026-11-27T22:00', end: '2026-11-28T02:00', category: eightCategories[4]!.id },
  { name: 'Exhibition in the church hall', start: '2026-11-25', end: '2026-12-01', category: eightCategories[7]!.id },
  { name: 'Lunchtime organ', start: '2026-11-28T12:15', end: '2026-11-28T13:15', cancelled: true },
].map((event) => ({ board: 'main', guestName: 'Lena', ...event }));

export const boardStates: PageState[] = [
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
    name: 'board-lively',
    async open(page, stage) {
      await settleNeighbourhood(page, stage);
      await openBoard(page);
      await page.getByText('Winter market on the quay').first().waitFor();
    },
  },
  {
    name: 'board-posters',
    async open(page, stage) {
      await settleNeighbourhood(page, stage);
      await openBoard(page, '/?view=posters');
      await page.getByText('Winter market on the quay').first().waitFor();
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
    name: 'board-categories',
    async open(page, { db }) {
      await putCategories(db);
      await postEach(db);
      await openBoard(page, `/?category=${eightCategories[3]!.id}`);
      await page.getByRole('button', { name: 'The teal one', pressed: true }).click();
      await page.getByText('Of the pink one').waitFor();
    },
  },
  {
    name: 'month-categories',
    async open(page, { db }) {
      await putCategories(db);
      await postEach(db);
      await openBoard(page, '/?view=month');
      await page.locator('month-view [data-category="pink"]').first().waitFor();
    },
  },
  {
    name: 'board-first-steps',
    async open(page, { db }) {
      await signUp(page, 'ms.okafor');
      await db
        .collection<{ _id: string }>('boards')
        .updateOne({ _id: 'main' }, { $set: { firstSteps: true, joinCode: 'HK4TM' } });
      await openBoard(page);
      await page.getByRole('heading', { name: 'This board is yours' }).waitFor();
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
      // The answer never comes.
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
    name: 'week',
    async open(page, stage) {
      await putCategories(stage.db);
      await postEach(stage.db);
      await stage.db.collection('events').insertMany(busyWeek);
      await openBoard(page, '/?view=week');
      await page.locator('week-view').getByText('Repair café').first().waitFor();
      await post(stage, latest);
      await page.locator('week-view .fresh, week-view .new').first().waitFor({ state: 'attached' });
    },
  },
  {
    name: 'week-empty',
    async open(page) {
      await openBoard(page, '/?view=week&week=2026-10-05');
      await page.getByText('No events in this week.').waitFor();
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
    name: 'board-legible',
    async open(page) {
      await openBoard(page);
      await page.locator('board-foot').getByRole('button', { name: 'Display' }).click();
      await page.getByRole('dialog', { name: 'Display' }).getByRole('radio', { name: 'Legible type' }).check();
      await page.getByRole('button', { name: 'Done' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'board-share',
    async open(page) {
      await openBoard(page);
      await page.locator('board-foot').getByRole('button', { name: 'Share' }).click();
      await page.getByRole('img', { name: /QR code/ }).waitFor();
    },
  },
  {
    name: 'board-follow',
    async open(page) {
      await openBoard(page);
      await page.getByRole('button', { name: 'Follow' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
];
