import { Temporal } from 'temporal-polyfill';
import type { Board } from '../../../shared/board.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { Theme } from '../../../shared/theme.ts';
import { pictureAddress } from '../../../shared/picture-address.ts';
import type { Cover } from '../../../shared/picture.ts';
import { dayOf, isAllDay, timeOfDay } from '../../../shared/local-time.ts';
import { escapeMarkup } from '../../base/escape-markup.ts';

/** What a page tells programs that run no scripts: search engines, and messengers that preview links. */
export type PageHead = {
  title: string;
  description: string;
  /** The page's full address. */
  address: string;
  site: string;
  /** What a messenger shows beside the title. */
  picture?: { address: string; width: number; height: number; alt: string } | null;
  /** schema.org, as JSON-LD. */
  data?: object;
  /** Other forms of the page: a calendar, a feed. */
  alternates: readonly { type: string; address: string }[];
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

function renderHead({ title, description, address, site, picture = null, data, alternates }: PageHead): string {
  const properties = {
    'og:type': 'website',
    'og:site_name': site,
    'og:title': title,
    'og:description': description,
    'og:url': address,
    ...(picture === null ? {} : pictureProperties(picture)),
  };
  return [
    `<title>${escapeMarkup(title === site ? title : `${title} – ${site}`)}</title>`,
    `<meta name="description" content="${escapeMarkup(description)}" />`,
    ...Object.entries(properties).map(
      ([name, content]) => `<meta property="${name}" content="${escapeMarkup(content)}" />`,
    ),
    ...alternates.map(
      (alternate) => `<link rel="alternate" type="${alternate.type}" href="${escapeMarkup(alternate.address)}" />`,
    ),
    // A block of data, which no browser runs. Nothing in it may end the block.
    ...(data === undefined
      ? []
      : [`<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', String.raw`\u003c`)}</script>`]),
  ].join('\n    ');
}

function pictureProperties({ address, width, height, alt }: NonNullable<PageHead['picture']>): Record<string, string> {
  return {
    'og:image': address,
    'og:image:type': 'image/webp',
    'og:image:width': String(width),
    'og:image:height': String(height),
    'og:image:alt': alt,
  };
}

export function boardHead(
  { title, slug, description, cover }: Pick<Board, 'title' | 'slug' | 'description' | 'cover'>,
  baseUrl: string,
): PageHead {
  return {
    title,
    site: title,
    description: description ?? 'Upcoming events, live.',
    picture: headPicture(cover, title, baseUrl),
    address: slug === 'main' ? `${baseUrl}/` : `${baseUrl}/b/${slug}`,
    alternates: [
      { type: 'text/calendar', address: `${baseUrl}/boards/${slug}.ics` },
      { type: 'application/atom+xml', address: `${baseUrl}/boards/${slug}.atom` },
    ],
  };
}

export function eventHead(event: BoardEvent, boardTitle: string, baseUrl: string): PageHead {
  const address = `${baseUrl}/events/${event.id}`;
  const parts = [event.cancelled ? 'Cancelled' : null, whenOf(event), event.place, event.details].filter(
    (part) => part !== null,
  );
  return {
    title: event.name,
    site: boardTitle,
    description: shortened(parts.join(' · ').replaceAll(/\s+/g, ' ')),
    address,
    picture: headPicture(event.picture, event.name, baseUrl),
    data: eventData(event, { address, organizer: boardTitle, baseUrl }),
    alternates: [{ type: 'text/calendar', address: `${address}.ics` }],
  };
}

/** `of`: what it is of, where it is not described. */
function headPicture(picture: Cover | null, of: string, baseUrl: string): PageHead['picture'] {
  if (picture === null) return null;
  const { width, height, alt } = picture;
  return { address: addressOf(picture, baseUrl), width, height, alt: alt === '' ? of : alt };
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

const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

function whenOf({ start, end }: BoardEvent): string {
  const part = (time: string): string =>
    [day.format(new Date(dayOf(time))), timeOfDay(time)].filter((one) => one !== null).join(', ');
  if (end === null || end === start) return part(start);
  return `${part(start)} – ${dayOf(end) === dayOf(start) ? timeOfDay(end)! : part(end)}`;
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
