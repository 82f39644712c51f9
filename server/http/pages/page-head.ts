import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Board } from '../../../shared/board.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { Theme } from '../../../shared/theme.ts';
import { pictureAddress } from '../../../shared/picture-address.ts';
import type { Cover } from '../../../shared/picture.ts';
import { isAllDay } from '../../../shared/local-time.ts';
import { escapeMarkup } from '../../base/escape-markup.ts';
import { whenOf } from '../../events/event-words.ts';
import { previewSize } from '../../link-preview/preview-card.ts';

/** What a page tells programs that run no scripts: search engines, and messengers that preview links. */
export type PageHead = {
  title: string;
  description: string;
  /** The page's full address. */
  address: string;
  site: string;
  /** What a messenger shows beside the title: the picture that the server draws (server/link-preview). */
  preview: { address: string; alt: string };
  /** schema.org, as JSON-LD. */
  data?: object;
  /** Other forms of the page: a calendar, a feed. */
  alternates: readonly { type: string; address: string }[];
  /** What the page's code asks for first: the browser can fetch it beside the code, not after it. */
  firstCall?: string;
};

const maxDescription = 200;

/** Replaces the head of a page; null leaves it. */
export function withHead(page: string, head: PageHead | null): string {
  if (head === null) return page;
  return page.replace(/<title>.*?<\/title>\s*<meta name="description"[^>]*>/s, () => renderHead(head));
}

/** Gives a page the colours of its board before any script runs. */
export function withTheme(page: string, theme: Theme | null): string {
  return theme === null ? page : page.replace('<html ', `<html data-theme="${theme}" `);
}

function renderHead({ title, description, address, site, preview, data, alternates, firstCall }: PageHead): string {
  const properties = {
    'og:type': 'website',
    'og:site_name': site,
    'og:title': title,
    'og:description': description,
    'og:url': address,
    'og:image': preview.address,
    'og:image:type': 'image/jpeg',
    'og:image:width': String(previewSize.width),
    'og:image:height': String(previewSize.height),
    'og:image:alt': preview.alt,
  };
  return [
    `<title>${escapeMarkup(title === site ? title : `${title} – ${site}`)}</title>`,
    `<meta name="description" content="${escapeMarkup(description)}" />`,
    ...Object.entries(properties).map(
      ([name, content]) => `<meta property="${name}" content="${escapeMarkup(content)}" />`,
    ),
    '<meta name="twitter:card" content="summary_large_image" />',
    ...alternates.map(
      (alternate) => `<link rel="alternate" type="${alternate.type}" href="${escapeMarkup(alternate.address)}" />`,
    ),
    ...(firstCall === undefined
      ? []
      : [`<link rel="preload" as="fetch" href="${escapeMarkup(firstCall)}" crossorigin />`]),
    // A block of data, which no browser runs. Nothing in it may end the block.
    ...(data === undefined
      ? []
      : [`<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}</script>`]),
  ].join('\n    ');
}

export function boardHead(board: BoardFace & Pick<Board, 'slug'>, baseUrl: string): PageHead {
  const { title, slug, description } = board;
  const files = `${baseUrl}/boards/${slug}`;
  return {
    title,
    site: title,
    description: description ?? 'Upcoming events, live.',
    preview: {
      address: previewAddress(files, faceOf(board)),
      alt: description === null ? title : `${title}: ${description}`,
    },
    address: slug === 'main' ? `${baseUrl}/` : `${baseUrl}/b/${slug}`,
    alternates: [
      { type: 'text/calendar', address: `${files}.ics` },
      { type: 'application/atom+xml', address: `${files}.atom` },
    ],
    firstCall: `/api/boards/${slug}/snapshot`,
  };
}

export function eventHead(event: BoardEvent, board: BoardFace | null, baseUrl: string): PageHead {
  const boardTitle = board?.title ?? 'Community Board';
  const address = `${baseUrl}/events/${event.id}`;
  const facts = [
    ...(event.cancelled ? ['Cancelled'] : []),
    whenOf(event),
    ...(event.place === null ? [] : [event.place]),
  ];
  const description = [...facts, event.details ?? []].flat().join(' · ');
  return {
    title: event.name,
    site: boardTitle,
    description: shortened(description.replaceAll(/\s+/g, ' ')),
    address,
    preview: {
      address: previewAddress(address, { version: event.version, board: board === null ? null : faceOf(board) }),
      alt: [event.name, ...facts].join(' · '),
    },
    data: eventData(event, { address, organizer: boardTitle, baseUrl }),
    alternates: [{ type: 'text/calendar', address: `${address}.ics` }],
  };
}

/** Of a board, what its previews show however seldom it changes. */
function faceOf({ title, description, theme, mark, cover }: BoardFace): BoardFace {
  return { title, description, theme, mark, cover };
}

type BoardFace = Pick<Board, 'title' | 'description' | 'theme' | 'mark' | 'cover'>;

/** Messengers keep a picture by its address for days: what changes it gives it another one. */
function previewAddress(page: string, shown: object): string {
  const version = createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 12);
  return `${page}.jpg?v=${version}`;
}

function addressOf({ id }: Cover, baseUrl: string): string {
  return `${baseUrl}${pictureAddress(id, 1600)}`;
}

/** The event as schema.org's `Event`: https://schema.org/Event. A day is a Date; a time is a DateTime with its offset from UTC. */
export function eventData(
  event: BoardEvent,
  { address, organizer, baseUrl }: { address: string; organizer: string; baseUrl: string },
): object {
  const { name, start, end, place, details, picture, cancelled } = event;
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name,
    url: address,
    startDate: momentOf(start, event.startsAt, event.timeZone),
    ...(end === null ? {} : { endDate: momentOf(end, event.endsAt, event.timeZone) }),
    eventStatus: `https://schema.org/${cancelled ? 'EventCancelled' : 'EventScheduled'}`,
    ...(place === null ? {} : { location: { '@type': 'Place', name: place, address: place } }),
    ...(details === null ? {} : { description: details }),
    ...(picture === null ? {} : { image: addressOf(picture, baseUrl) }),
    organizer: { '@type': 'Organization', name: organizer },
  };
}

function momentOf(local: string, instant: string, timeZone: string): string {
  if (isAllDay(local)) return local;
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'minute' });
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= maxDescription
    ? text
    : `${characters
        .slice(0, maxDescription - 1)
        .join('')
        .trimEnd()}…`;
}
