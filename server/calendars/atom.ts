import type { Category } from '../../shared/category.ts';
import { categoryOf } from '../../shared/category-of.ts';
import { shownName } from '../../shared/shown-name.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { dayOf, timeOfDay } from '../../shared/local-time.ts';
import { escapeMarkup } from '../base/escape-markup.ts';
import { addressMark } from './address-mark.ts';

export type AtomOptions = {
  title: string;
  /** The board's. */
  categories?: readonly Category[];
  /** The paths of the feed itself, and of the board's page. */
  self: string;
  page: string;
};

/** Readers have seen older ones before. */
const maxEntries = 100;

/** The events as an Atom feed (RFC 4287), the latest change first. */
export function atomOf(
  events: readonly BoardEvent[],
  { baseUrl, ...options }: AtomOptions & { baseUrl: string },
): string {
  return withSiteAddress([...atomPieces(events, options)].join(''), baseUrl);
}

/** The same in pieces, some of them empty, each made in a small step. The site's address is missing. */
export function* atomPieces(
  events: readonly BoardEvent[],
  { title, categories = [], self, page }: AtomOptions,
): Generator<string> {
  const latest: BoardEvent[] = [];
  for (const event of events) {
    keepLatest(latest, event);
    yield '';
  }
  const updated = latest[0]?.updatedAt ?? new Date(0).toISOString();
  const address = (path: string): string => addressMark + escapeMarkup(path);
  yield [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${address(self)}</id>`,
    `  <title>${escapeMarkup(title)}</title>`,
    `  <updated>${updated}</updated>`,
    `  <link rel="self" type="application/atom+xml" href="${address(self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${address(page)}"/>`,
    '',
  ].join('\n');
  for (const event of latest) yield `${entry(event, address(`/events/${event.id}`), categoryOf(categories, event))}\n`;
  yield '</feed>\n';
}

/** Puts the site's address into a feed's pieces. */
export function withSiteAddress(pieces: string, baseUrl: string): string {
  const escaped = escapeMarkup(baseUrl);
  return pieces.replaceAll(addressMark, () => escaped);
}

/** Adds an event to the latest ones, the latest first; of those changed at the same time, the one that was there before. */
function keepLatest(latest: BoardEvent[], event: BoardEvent): void {
  const oldest = latest.at(maxEntries - 1);
  if (oldest !== undefined && oldest.updatedAt >= event.updatedAt) return;
  const place = latest.findIndex(({ updatedAt }) => updatedAt < event.updatedAt);
  latest.splice(place === -1 ? latest.length : place, 0, event);
  latest.length = Math.min(latest.length, maxEntries);
}

function entry(event: BoardEvent, address: string, category: Category | undefined): string {
  const content = [whenOf(event), event.place, event.details, event.link].filter((part) => part !== null).join('\n');
  return [
    '  <entry>',
    `    <id>${address}</id>`,
    `    <title>${escapeMarkup(event.cancelled ? `Cancelled: ${event.name}` : event.name)}</title>`,
    `    <link rel="alternate" type="text/html" href="${address}"/>`,
    `    <published>${event.createdAt}</published>`,
    `    <updated>${event.updatedAt}</updated>`,
    `    <author><name>${escapeMarkup(shownName(event.author))}</name></author>`,
    ...(category === undefined ? [] : [`    <category term="${escapeMarkup(category.name)}"/>`]),
    `    <content type="text">${escapeMarkup(content)}</content>`,
    '  </entry>',
  ].join('\n');
}

/** Dates as the event has them, since a feed does not know its reader's language. */
function whenOf({ start, end, timeZone }: BoardEvent): string {
  const part = (time: string): string => [dayOf(time), timeOfDay(time)].filter((one) => one !== null).join(' ');
  const zone = timeOfDay(start) === null ? '' : ` (${timeZone})`;
  return `${part(start)}${end === null || end === start ? '' : ` – ${part(end)}`}${zone}`;
}
