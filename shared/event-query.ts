import * as z from 'zod/mini';
import type { BoardEvent } from './event.ts';
import { Day, localSpan } from './event-time.ts';
import { fold } from './text.ts';

export const EventSort = z.enum(['date', '-date', 'name', '-name', 'created', '-created']);
export type EventSort = z.infer<typeof EventSort>;

/**
 * The query of `GET /api/boards/:board/events`, and the filter kept in the board page's address.
 * All values are text, as they stand in a URL.
 */
export const EventFilter = z.strictObject({
  /** Words that must all stand somewhere in name, place, details or author; case and accents ignored. */
  q: z.optional(z.string().check(z.maxLength(200))),
  /** The whole name, the whole author's name; case and accents ignored. */
  name: z.optional(z.string().check(z.maxLength(200))),
  author: z.optional(z.string().check(z.maxLength(200))),
  /** Days, inclusive, that the event overlaps. */
  from: z.optional(Day),
  to: z.optional(Day),
  /** `false` (default): none of the archived; `true`: only those; `any`: both. */
  archived: z.optional(z.enum(['true', 'false', 'any'])),
  sort: z.optional(EventSort),
});
export type EventFilter = z.infer<typeof EventFilter>;

export const maxListLimit = 200;
export const defaultListLimit = 50;

export const EventQuery = z.extend(EventFilter, {
  limit: z.optional(z.pipe(
    z.string().check(z.regex(/^\d{1,3}$/, { error: `Must be a whole number from 1 to ${maxListLimit}.` })),
    z.pipe(z.transform(Number), z.int().check(z.minimum(1), z.maximum(maxListLimit))),
  )),
  /** The `next` of the page before. */
  after: z.optional(z.string().check(z.maxLength(2000))),
});
export type EventQuery = z.infer<typeof EventQuery>;

/** The folded text that `q` looks into. */
export function searchText(event: Pick<BoardEvent, 'name' | 'place' | 'details' | 'author'>): string {
  return fold([event.name, event.place, event.details, event.author.name].filter((part) => part !== null).join(' '));
}

/** The folded words of a `q`. */
export function searchWords(q: string): string[] {
  return fold(q).split(' ').filter((word) => word !== '');
}

/**
 * Whether an event of the live set passes the filter. The server answers the same question with a database
 * query over the same folded texts; a test holds the two against each other.
 */
export function passesFilter(event: BoardEvent, filter: EventFilter): boolean {
  if (filter.name !== undefined && fold(event.name) !== fold(filter.name)) return false;
  if (filter.author !== undefined && fold(event.author.name) !== fold(filter.author)) return false;
  const span = localSpan(event);
  if (filter.to !== undefined && span.firstDay > filter.to) return false;
  if (filter.from !== undefined && span.lastsUntil <= `${filter.from}T00:00`) return false;
  if (filter.q !== undefined) {
    const haystack = searchText(event);
    if (!searchWords(filter.q).every((word) => haystack.includes(word))) return false;
  }
  return true;
}

type SortKey = (event: BoardEvent) => string;

const sortKeys: Record<'date' | 'name' | 'created', SortKey> = {
  date: (event) => event.startsAt,
  name: (event) => fold(event.name),
  created: (event) => event.createdAt,
};

/** Orders events as the server's list does: by the sort's key, then by id so that the order is total. */
export function compareEvents(sort: EventSort = 'date'): (a: BoardEvent, b: BoardEvent) => number {
  const descending = sort.startsWith('-');
  const key = sortKeys[sort.replace('-', '') as keyof typeof sortKeys];
  return (a, b) => {
    const order = compareText(key(a), key(b)) || compareText(a.id, b.id);
    return descending ? -order : order;
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
