import { ObjectId, type Db, type Document } from 'mongodb';
import { readEvent } from '../../../server/events/event-document.ts';
import { listingOf } from '../../../server/events/listing.ts';

const names = [
  'Choir try-outs',
  'Chess club',
  'Book swap: bring two, take two',
  'Parents’ evening, years 5 and 6',
  'Swimming lessons begin',
  'Repair café',
  'Rehearsal for the winter concert',
  'Science fair set-up',
];
const places = ['Main hall', 'Gym', 'Library', 'Room 12', 'Music room', 'North pool', null];
const batchSize = 5_000;

/** Fills a board with this many events, spread over the coming two years, as if people had posted them. */
export async function insertEvents(db: Db, count: number, board = 'main'): Promise<void> {
  for (let from = 0; from < count; from += batchSize) {
    await db.collection('events').insertMany(
      Array.from({ length: Math.min(batchSize, count - from) }, (_, index) => event(board, from + index)),
      { ordered: false },
    );
  }
}

function event(board: string, number: number): Document {
  const day = new Date(Date.now() + (1 + ((number * 37) % 730)) * 86_400_000).toISOString().slice(0, 10);
  const createdAt = new Date(Date.now() - number * 1_000);
  const document = {
    _id: new ObjectId(),
    board,
    name: `${names[number % names.length]!} ${number}`,
    start: number % 3 === 0 ? day : `${day}T${String(8 + (number % 12)).padStart(2, '0')}:30`,
    end: null,
    timeZone: 'Europe/Berlin',
    place: places[number % places.length],
    details: number % 4 === 0 ? 'Bring what is broken. We have tools, machines and patience.' : null,
    link: null,
    picture: null,
    author: { name: `Guest ${number % 200}`, member: false },
    owner: null,
    status: 'live',
    cancelled: false,
    pinned: false,
    version: 1,
    createdAt,
    updatedAt: createdAt,
  };
  return { ...document, listing: listingOf(document, readEvent(document, { timeZone: 'Europe/Berlin' })!) };
}
