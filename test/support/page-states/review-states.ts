import type { Page } from 'playwright-core';
import type { PageState, Stage } from './page-state.ts';

/** Posts three events as the guest at this page, and returns their paths by name. */
async function postAsGuest(page: Page): Promise<Record<string, string>> {
  await page.goto('/');
  return page.evaluate(async (names) => {
    const paths: Record<string, string> = {};
    for (const name of names) {
      const response = await fetch('/api/boards/main/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, start: '2026-11-26T16:00', place: 'Music room', guestName: 'Lena' }),
      });
      paths[name] = `/events/${((await response.json()) as { event: { id: string } }).event.id}`;
    }
    return paths;
  }, names);
}

const names = ['Choir try-outs', 'Karaoke', 'Film night'];
const at = new Date('2026-11-23T14:00:00Z');

/** What moderators decided: a change waits, a post was not accepted, another one waits. */
async function review({ db }: Stage): Promise<void> {
  const events = db.collection('events');
  const changes = { name: 'Choir try-outs for everybody', place: 'Main hall' };
  const set = (name: string, fields: object): Promise<unknown> =>
    events.updateOne({ name }, { $set: fields, $inc: { version: 1 } });
  await set('Choir try-outs', { review: { state: 'waiting', note: null, changes, at } });
  const note = 'Too loud for a Monday.\nAsk again for Friday.';
  await set('Karaoke', { status: 'hidden', review: { state: 'rejected', note, changes: null, at } });
  await set('Film night', { status: 'pending' });
}

export const reviewStates: PageState[] = [
  {
    name: 'review-change-waits',
    async open(page, stage) {
      const paths = await postAsGuest(page);
      await review(stage);
      await page.goto(paths['Choir try-outs']!);
      await page.getByRole('button', { name: 'Take the change back' }).waitFor();
    },
  },
  {
    name: 'review-not-accepted',
    async open(page, stage) {
      const paths = await postAsGuest(page);
      await review(stage);
      await page.goto(paths.Karaoke!);
      await page.getByText('Too loud for a Monday.').waitFor();
    },
  },
  {
    name: 'review-my-events',
    async open(page, stage) {
      await postAsGuest(page);
      await review(stage);
      await page.goto('/events/myevents');
      await page.getByText('Too loud for a Monday.').waitFor();
    },
  },
];
