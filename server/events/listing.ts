import { createHash } from 'node:crypto';
import type { Document } from 'mongodb';
import { searchText } from '../../shared/event-filter.ts';
import { localSpan } from '../../shared/local-time.ts';
import { fold } from '../../shared/fold.ts';
import type { StoredEvent } from './stored-event.ts';

/**
 * The fields that list queries and their indexes look at. They are derived from the event, whatever program wrote it, and
 * stored in its document. So documents of other shapes are found and sorted like all others, and queries use indexes.
 */
export type Listing = {
  /** A fingerprint of the fields that it was made of; if it differs from theirs, the listing is out of date. */
  of: string;
  board: string;
  archived: boolean;
  /** Whether everyone can see it. */
  public: boolean;
  startsAt: Date;
  firstDay: string;
  lastsUntil: string;
  /** Folded, so that case and accents do not count. */
  name: string;
  author: string;
  text: string;
  createdAt: Date;
};

const fields = [
  'of',
  'board',
  'archived',
  'public',
  'startsAt',
  'firstDay',
  'lastsUntil',
  'name',
  'author',
  'text',
  'createdAt',
] as const satisfies readonly (keyof Listing)[];

/** The paths of all fields of a listing except one. Leaving them out saves a third of what mongod sends. */
export function listingPathsBut(kept: keyof Listing): string[] {
  return fields.filter((field) => field !== kept).map((field) => `listing.${field}`);
}

export function listingOf(document: Document, { event, archived }: StoredEvent): Listing {
  return {
    of: listingFingerprint(document),
    board: event.board,
    archived,
    public: event.status === 'live',
    startsAt: new Date(event.startsAt),
    ...localSpan(event),
    name: fold(event.name),
    author: fold(event.author.name),
    text: searchText(event),
    createdAt: new Date(event.createdAt),
  };
}

/** The fields that a listing is made of. `version` and `updatedAt` are not among them. */
export const sourceFields = [
  'board',
  'name',
  'start',
  'end',
  'timeZone',
  'place',
  'details',
  'author',
  'status',
  'archived',
  'createdAt',
  'event',
  'date',
  'user',
] as const;

export function listingFingerprint(document: Document): string {
  const source = sourceFields.map((field) => document[field] as unknown);
  return createHash('sha1').update(JSON.stringify(source)).digest('base64url').slice(0, 16);
}
