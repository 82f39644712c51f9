import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Category } from '../../../shared/category.ts';
import { putCategories } from '../board/categories.ts';
import type { Stage } from './page-state.ts';

const categories: Category[] = [
  { id: 'music-4k7x', name: 'Music', color: 'purple', icon: 'music' },
  { id: 'sport-4k7x', name: 'Sport', color: 'green', icon: 'sport' },
  { id: 'meeting-4k7x', name: 'Meeting', color: 'teal', icon: 'meeting' },
  { id: 'trip-4k7x', name: 'Trip', color: 'blue', icon: 'trip' },
  { id: 'food-4k7x', name: 'Food', color: 'orange', icon: 'food' },
  { id: 'learning-4k7x', name: 'Learning', color: 'violet', icon: 'learning' },
];

/** A sky, a ground and lights between them: enough of a poster to judge a page by. */
function drawing(sky: string, ground: string, light: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 750">
    <rect width="600" height="750" fill="${sky}"/><circle cx="430" cy="170" r="90" fill="${light}" opacity=".9"/>
    <path d="M0 520 150 380 280 500 420 400 600 540V750H0Z" fill="${ground}" opacity=".7"/>
    <path d="M0 600Q300 520 600 620V750H0Z" fill="${ground}"/>
    <g fill="${light}"><circle cx="130" cy="610" r="34"/><circle cx="310" cy="640" r="44"/><circle cx="480" cy="615" r="30"/></g></svg>`;
}

type Posted = { name: string; start: string; category?: string; art?: [string, string, string] } & Record<
  string,
  unknown
>;

const posted: Posted[] = [
  {
    name: 'Repair café',
    start: '2026-11-23T14:00',
    end: '2026-11-23T18:00',
    place: 'Community house, 5 Mill Lane',
    details: 'Bring the lamp, the toaster or the torn coat. We have tools, patience and cake.',
    category: 'food-4k7x',
    art: ['#f6d7a8', '#d96f3a', '#0d6b70'],
  },
  {
    name: 'Football training, under 12s',
    start: '2026-11-23T16:00',
    end: '2026-11-23T17:30',
    place: 'Sports ground',
    category: 'sport-4k7x',
    repeat: { every: 'week', count: 6 },
  },
  {
    name: 'Council meeting: the cycle path along Mill Lane',
    start: '2026-11-23T19:30',
    end: '2026-11-23T21:00',
    place: 'Town hall, Great Hall',
    category: 'meeting-4k7x',
  },
  {
    name: 'Book swap: bring two, take two',
    start: '2026-11-24',
    place: 'Library',
    category: 'learning-4k7x',
    art: ['#f4c64e', '#2a3f6e', '#e2563f'],
  },
  {
    name: 'Choir and strings, open rehearsal',
    start: '2026-11-24T19:00',
    end: '2026-11-24T21:00',
    place: 'Church hall',
    category: 'music-4k7x',
    art: ['#20244f', '#7a2b4d', '#f0a94b'],
  },
  {
    name: 'Winter market on the quay',
    start: '2026-11-28T10:00',
    end: '2026-11-28T16:00',
    place: 'Quay, by the bridge',
    category: 'food-4k7x',
    art: ['#174c4a', '#b84a35', '#fff3d6'],
  },
  {
    name: 'Lantern walk to the old mill',
    start: '2026-11-28T17:00',
    end: '2026-11-28T19:30',
    place: 'Meet at the bridge',
    category: 'trip-4k7x',
    art: ['#1c2150', '#0f1233', '#ffb83d'],
  },
  {
    name: 'Tai chi in the park',
    start: '2026-12-01T08:00',
    end: '2026-12-01T09:00',
    place: 'Riverside Park',
    category: 'sport-4k7x',
  },
  {
    name: 'Ski trip to Hochwang',
    start: '2026-12-04',
    end: '2026-12-06',
    place: 'Meet at the bus stop, 6:30',
    category: 'trip-4k7x',
    art: ['#7db9e8', '#eaf4fb', '#ff8c42'],
  },
  { name: 'Science week at the school', start: '2026-12-07', end: '2026-12-11', category: 'learning-4k7x' },
  {
    name: 'Open day of the council',
    start: '2026-12-12T17:00',
    end: '2026-12-12T19:00',
    place: 'Town hall',
    category: 'meeting-4k7x',
  },
];

/** A lively board: its own look, categories, and a picture for about every second event. Posted from this page's browser. */
export async function settleNeighbourhood(page: Page, { db }: Stage): Promise<void> {
  await putCategories(db, categories);
  await db.collection<{ _id: string }>('boards').updateOne(
    { _id: 'main' },
    {
      $set: {
        title: 'Riverside Neighbourhood',
        description: 'What’s on between the mill and the bridge. Everyone may post.',
        theme: 'lagoon',
      },
    },
  );
  await db.collection('events').deleteMany({});
  for (const { art, ...event } of posted) {
    const picture = art === undefined ? null : { id: await upload(page, drawing(...art)), alt: '' };
    const answer = await page.request.post('/api/boards/main/events', {
      data: { guestName: 'Jonas Feld', ...event, picture },
    });
    if (!answer.ok()) throw new Error(`“${event.name}” was refused: ${await answer.text()}`);
  }
  await db.collection('events').updateOne({ name: /^Council/ }, { $set: { pinned: true }, $inc: { version: 1 } });
  await db.collection('events').updateOne({ name: /^Tai chi/ }, { $set: { cancelled: true }, $inc: { version: 1 } });
}

async function upload(page: Page, svg: string): Promise<string> {
  const answer = await page.request.post('/api/boards/main/pictures', {
    headers: { 'content-type': 'image/png' },
    data: await sharp(Buffer.from(svg)).png().toBuffer(),
  });
  if (!answer.ok()) throw new Error(`the picture was refused: ${await answer.text()}`);
  return ((await answer.json()) as { picture: { id: string } }).picture.id;
}
