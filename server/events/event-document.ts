import { ObjectId } from 'mongodb';
import { CategoryId } from '../../shared/category.ts';
import { EventStatus, type BoardEvent, type Series } from '../../shared/event.ts';
import { endProblem, isAllDay } from '../../shared/local-time.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { EventTime, TimeZone } from '../../shared/event-time.ts';
import { EventPicture } from '../../shared/picture.ts';
import { readReview, type ReviewDocument } from './review/review-document.ts';
import { instantsOf, type Instants } from './event-instants.ts';
import type { Listing } from './listing.ts';
import { boardOf, isArchived } from './live-set-query.ts';
import type { ReadOptions, StoredEvent } from './stored-event.ts';
import { isTutorialDocument, readTutorialDocument } from './tutorial-document.ts';

/** An event as this program writes it into the collection `events`. */
export type EventDocument = Omit<
  BoardEvent,
  'id' | 'startsAt' | 'endsAt' | 'series' | 'review' | 'createdAt' | 'updatedAt'
> & {
  _id: ObjectId;
  /** The person who posted it: `guest:<id>` or `user:<id>`. Never on the wire. */
  owner: string | null;
  /** Missing if the event does not repeat. */
  series?: Omit<Series, 'id'> & { id: ObjectId };
  /** Missing before the first review. Only for moderators and the author. */
  review?: ReviewDocument;
  createdAt: Date;
  updatedAt: Date;
  archived?: boolean;
  /** A fingerprint of the post that made it; missing if it was not posted, or is a later date of a repeating post. */
  posted?: string;
  /** Derived, for queries; not part of the event. */
  listing: Listing;
};

/**
 * Reads a document of `events` as an event, whatever program wrote it; null if it cannot be one. Only an ObjectId, a name
 * and a start are needed, and a `board` must be a text. Missing fields get a default, and texts are cleaned and cut
 * instead of refused.
 */
export function readEvent(document: unknown, options: ReadOptions): StoredEvent | null {
  if (typeof document !== 'object' || document === null) return null;
  const fields = document as Record<string, unknown>;
  if (!(fields._id instanceof ObjectId)) return null;
  if (isTutorialDocument(fields)) {
    const tutorial = readTutorialDocument(fields);
    if (tutorial === null) return null;
    // Other fields, such as a status or `archived` set by hand, count as in any document.
    return readNative(
      { ...fields, name: tutorial.name, start: tutorial.day, end: null, author: { name: tutorial.user } },
      fields._id,
      options,
    );
  }
  return readNative(fields, fields._id, options);
}

function readNative(fields: Record<string, unknown>, _id: ObjectId, options: ReadOptions): StoredEvent | null {
  const board = boardOf(fields);
  const name = readText(fields.name, 120);
  const start = readTime(fields.start);
  if (board === null || name === null || start === null) return null;
  const givenEnd = readTime(fields.end);
  const end = endProblem({ start, end: givenEnd }) === null ? givenEnd : null;
  const timeZone = readTimeZone(fields.timeZone) ?? options.timeZone;
  const author = (typeof fields.author === 'object' && fields.author !== null ? fields.author : {}) as Record<
    string,
    unknown
  >;
  const createdAt = readDate(fields.createdAt) ?? _id.getTimestamp();
  const event: BoardEvent = {
    id: _id.toHexString(),
    board,
    name,
    start,
    end,
    timeZone,
    ...cachedInstants(start, end, timeZone),
    place: readText(fields.place, 200),
    details: readText(fields.details, 2000, true),
    link: readLink(fields.link),
    picture: readPicture(fields.picture),
    category: readCategory(fields.category),
    author: readAuthor(author),
    status: fields.status === undefined ? 'live' : (statuses.get(fields.status) ?? 'hidden'),
    cancelled: fields.cancelled === true,
    pinned: fields.pinned === true,
    series: fields.series === undefined ? null : readSeries(fields.series),
    version:
      typeof fields.version === 'number' && Number.isSafeInteger(fields.version) && fields.version >= 1
        ? fields.version
        : 1,
    createdAt: createdAt.toISOString(),
    updatedAt: (readDate(fields.updatedAt) ?? createdAt).toISOString(),
  };
  return {
    event,
    archived: isArchived(fields),
    owner: typeof fields.owner === 'string' ? fields.owner : null,
    review: readReview(fields.review),
  };
}

/** An unknown status counts as hidden: what another program meant to hide stays hidden. */
const statuses = new Map<unknown, EventStatus>(EventStatus.options.map((status) => [status, status]));

const unshowable = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]/gu;
const unshowableInLines = /[\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]|(?![\n\t])\p{Cc}/gu;
const plainText = /^[\x20-\x7e]*$/;

/**
 * As many marks on one letter as any language needs (UAX #15, Stream-Safe Text Format). To sort more of them takes time
 * that grows with their square.
 */
const tooManyMarks = /(\p{M}{30})\p{M}+/gu;

/** A text as the board shows it: in NFC, trimmed, without control characters and direction marks. */
export function cleanText(text: string, lines = false): string {
  if (plainText.test(text)) return text.trim();
  return text
    .replace(/\r\n?/g, '\n')
    .replace(lines ? unshowableInLines : unshowable, ' ')
    .replace(tooManyMarks, '$1')
    .normalize('NFC')
    .trim();
}

export function cutText(text: string, max: number): string {
  return text.length > max ? [...text].slice(0, max).join('').trim() : text;
}

function readText(value: unknown, max: number, lines = false): string | null {
  if (typeof value !== 'string') return null;
  const text = cutText(cleanText(value, lines), max);
  return text === '' ? null : text;
}

function readTime(value: unknown): string | null {
  return typeof value === 'string' && EventTime.safeParse(value).success ? value : null;
}

function readSeries(value: unknown): Series | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, rule, occurrence } = value as Record<string, unknown>;
  const time = readTime(occurrence);
  if (!(id instanceof ObjectId) || time === null) return null;
  return { id: id.toHexString(), rule: readText(rule, 500) ?? '', occurrence: time };
}

function readLink(value: unknown): string | null {
  const text = readText(value, 500);
  return text !== null && /^https?:\/\/[^\s]+$/i.test(text) ? text : null;
}

function readPicture(value: unknown): EventPicture | null {
  if (value === undefined || value === null) return null;
  return EventPicture.safeParse(value).data ?? null;
}

function readAuthor(author: Record<string, unknown>): BoardEvent['author'] {
  const member = author.member === true;
  const displayName = member ? readText(author.displayName, 50) : null;
  return { name: readText(author.name, 60) ?? 'Someone', member, ...(displayName === null ? {} : { displayName }) };
}

/** Whether its board has it is for the readers: a deleted category is not taken out of all its events. */
function readCategory(value: unknown): string | null {
  return typeof value === 'string' && CategoryId.safeParse(value).success ? value : null;
}

function readDate(value: unknown): Date | null {
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : null;
}

/** For the few zones that a board has; another program may write any number of them. */
const knownZones = new BoundedMap<string, boolean>(1_000);

function readTimeZone(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 60) return null;
  let known = knownZones.get(value);
  if (known === undefined) knownZones.set(value, (known = TimeZone.safeParse(value).success));
  return known ? value : null;
}

/** Many events share a day; an instant costs some 15 µs. */
const instants = new BoundedMap<string, Instants>(20_000);

function cachedInstants(start: string, end: string | null, timeZone: string): Instants {
  const key = `${start}/${end ?? ''}/${timeZone}`;
  let found = instants.get(key);
  if (found === undefined) {
    instants.set(
      key,
      (found = instantsOf({ start, end: end !== null && isAllDay(end) === isAllDay(start) ? end : null, timeZone })),
    );
  }
  return found;
}
