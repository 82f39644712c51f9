import type { BoardEvent } from './event.ts';
import type { EventFilter, EventSort } from './event-query.ts';
import { fold } from './fold.ts';
import { localSpan } from './local-time.ts';

/** The folded text in which `q` searches. */
export function searchText(event: Pick<BoardEvent, 'name' | 'place' | 'details' | 'author'>): string {
  return fold(
    [event.name, event.place, event.details, event.author.name, event.author.displayName ?? null]
      .filter((part) => part !== null)
      .join(' '),
  );
}

/** The folded words of a `q`. */
export function searchWords(q: string): string[] {
  return fold(q)
    .split(' ')
    .filter((word) => word !== '');
}

/**
 * Whether an event of the live set passes the filter. The server does the same with a database query over the same folded
 * texts; a test compares the two.
 */
export function passesFilter(event: BoardEvent, filter: EventFilter): boolean {
  if (filter.name !== undefined && fold(event.name) !== fold(filter.name)) return false;
  if (filter.author !== undefined && fold(event.author.name) !== fold(filter.author)) return false;
  if (filter.category !== undefined && event.category !== filter.category) return false;
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

/** Orders events as the server's list does: by the sort's key, then by id, so that the order is total. */
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
