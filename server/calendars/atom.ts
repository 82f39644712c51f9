import type { BoardEvent } from '../../shared/event.ts';
import { dayOf, timeOfDay } from '../../shared/local-time.ts';
import { escapeMarkup } from '../base/escape-markup.ts';

export type AtomOptions = {
  title: string;
  baseUrl: string;
  /** The feed's own address, and that of the board's page. */ self: string;
  page: string;
};

/** Readers have seen older ones before. */
const maxEntries = 100;

/** The events as an Atom feed (RFC 4287), the latest change first. */
export function atomOf(events: readonly BoardEvent[], { title, baseUrl, self, page }: AtomOptions): string {
  const latest = [...events]
    .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0))
    .slice(0, maxEntries);
  const updated = latest[0]?.updatedAt ?? new Date(0).toISOString();
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${escapeMarkup(self)}</id>`,
    `  <title>${escapeMarkup(title)}</title>`,
    `  <updated>${updated}</updated>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeMarkup(self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${escapeMarkup(page)}"/>`,
    ...latest.map((event) => entry(event, `${baseUrl}/events/${event.id}`)),
    '</feed>',
    '',
  ].join('\n');
}

function entry(event: BoardEvent, address: string): string {
  const content = [whenOf(event), event.place, event.details, event.link].filter((part) => part !== null).join('\n');
  return [
    '  <entry>',
    `    <id>${escapeMarkup(address)}</id>`,
    `    <title>${escapeMarkup(event.cancelled ? `Cancelled: ${event.name}` : event.name)}</title>`,
    `    <link rel="alternate" type="text/html" href="${escapeMarkup(address)}"/>`,
    `    <published>${event.createdAt}</published>`,
    `    <updated>${event.updatedAt}</updated>`,
    `    <author><name>${escapeMarkup(event.author.name)}</name></author>`,
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
