import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { sampleEvents, type SampleEvent } from '../../../scripts/sample-events.mjs';
import type { PageState, Stage } from './page-state.ts';

/** The time that pages show, a Monday afternoon. The samples are on this day and the days after it. */
export const pagesNow = new Date('2026-11-23T15:20:00+01:00');
const today = '2026-11-23';

export async function post({ url }: Pick<Stage, 'url'>, event: SampleEvent): Promise<void> {
  const response = await fetch(`${url}/api/boards/main/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  // For pictures of all states more is posted than one person may.
  if (response.status === 429) {
    await setTimeout(Number(response.headers.get('retry-after') ?? 1) * 1000);
    return post({ url }, event);
  }
  if (!response.ok) throw new Error(`“${event.name}” was refused: ${await response.text()}`);
}

const samples = sampleEvents(today);
/** This event is missing when a state begins; some states post it later. */
export const latest = samples.find(({ name }) => name.startsWith('Parents'))!;
const past: SampleEvent[] = ['Harvest supper', 'Autumn concert'].map((name, index) => ({
  name,
  start: `2026-11-1${index + 4}T18:00`,
  end: null,
  place: 'Main hall',
  guestName: 'Amara',
}));

/** Resets the board and its accounts to the beginning of a state: the samples, one pinned, one cancelled, and two past events. */
export async function prepareStage(stage: Stage, { board }: PageState): Promise<void> {
  for (const name of ['events', 'users', 'sessions', 'presence', 'pictures'])
    await stage.db.collection(name).deleteMany({});
  const boards = stage.db.collection<{ _id: string }>('boards');
  await boards.deleteMany({ _id: { $ne: 'main' } });
  await boards.updateOne(
    { _id: 'main' },
    {
      $set: {
        posting: 'anyone',
        approval: false,
        spotlight: null,
        joinSlide: false,
        firstSteps: false,
        title: 'Riverside School',
      },
      $unset: { screenKey: true, categories: true, description: true, theme: true, mark: true },
    },
  );
  if (board === 'empty') return;
  for (const event of [...past, ...samples.filter((sample) => sample !== latest)]) await post(stage, event);
  const events = stage.db.collection('events');
  await events.updateOne({ name: 'Science fair set-up' }, { $set: { pinned: true }, $inc: { version: 1 } });
  await events.updateOne({ name: 'Chess club' }, { $set: { cancelled: true }, $inc: { version: 1 } });
}

export async function openBoard(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByText('Live', { exact: true }).waitFor();
}
