import { ObjectId, type Document } from 'mongodb';
import { searchWords } from '../../shared/event-filter.ts';
import type { EventQuery, EventSort } from '../../shared/event-query.ts';
import { fold } from '../../shared/fold.ts';
import { defaultListLimit } from '../../shared/list-rules.ts';
import type { EventDocument } from './event-document.ts';
import { exactly } from './exact-match.ts';
import type { ListCursor } from './list-cursor.ts';
import { listingPathsBut } from './listing.ts';

const sortKeys = { date: 'startsAt', name: 'name', created: 'createdAt' } as const;
const sortIndexes = { date: 'list-by-date', name: 'list-by-name', created: 'list-by-created' } as const;

function splitSort(sort: EventSort): { by: keyof typeof sortKeys; direction: 1 | -1 } {
  return { by: sort.replace('-', '') as keyof typeof sortKeys, direction: sort.startsWith('-') ? -1 : 1 };
}

/** Longer than a search of two hundred thousand events takes. */
const maxListMs = 2_000;

/** Whether a list looks at more events than it returns: up to all of the board. */
export function isSearch({ q, name, author, category, from, to }: EventQuery): boolean {
  return [q, name, author, category, from, to].some((filter) => filter !== undefined);
}

/** The query of a page, with the index that has its order. */
export function listQuery(board: string, query: EventQuery, after: ListCursor | null) {
  const { by, direction } = splitSort(query.sort ?? 'date');
  const field = `listing.${sortKeys[by]}`;
  const archived = query.archived ?? 'false';
  const conditions: Document[] = [];
  if (query.name !== undefined) conditions.push({ 'listing.name': fold(query.name) });
  if (query.author !== undefined) conditions.push({ 'listing.author': fold(query.author) });
  if (query.category !== undefined) conditions.push({ category: exactly(query.category) });
  if (query.to !== undefined) conditions.push({ 'listing.firstDay': { $lte: query.to } });
  if (query.from !== undefined) conditions.push({ 'listing.lastsUntil': { $gt: `${query.from}T00:00` } });
  for (const word of neededWords(query.q ?? '')) conditions.push({ 'listing.text': { $regex: escapeRegex(word) } });
  if (after !== null) {
    const [beyond, from] = direction === 1 ? ['$gt', '$gte'] : ['$lt', '$lte'];
    // The first narrows the index. The second drops the entries with the same key that the last page has shown.
    conditions.push({ [field]: { [from]: after.key } });
    conditions.push({ $or: [{ [field]: { [beyond]: after.key } }, { _id: { [beyond]: new ObjectId(after.id) } }] });
  }
  return {
    filter: {
      'listing.board': board,
      'listing.archived': archived === 'any' ? { $in: [false, true] } : archived === 'true',
      'listing.public': true,
      ...(conditions.length > 0 ? { $and: conditions } : {}),
    },
    sort: { [field]: direction, _id: direction },
    hint: query.author !== undefined && by === 'date' ? 'list-by-author' : sortIndexes[by],
    limit: query.limit ?? defaultListLimit,
    maxTimeMS: maxListMs,
    // Of the listing, only the key for the cursor.
    projection: Object.fromEntries(listingPathsBut(sortKeys[by]).map((path) => [path, 0])),
  };
}

export function cursorOf(document: Document, sort: EventSort): ListCursor {
  return {
    sort,
    key: (document.listing as EventDocument['listing'])[sortKeys[splitSort(sort).by]],
    id: String(document._id),
  };
}

/** The words without those that are part of another one: where that occurs, they do. Each word costs another look. */
function neededWords(q: string): string[] {
  const words = [...new Set(searchWords(q))];
  return words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
