import { createHash } from 'node:crypto';
import type { Document } from 'mongodb';
import { searchText } from '../../shared/event-filter.ts';
import { localSpan } from '../../shared/local-time.ts';
import { fold } from '../../shared/fold.ts';
import type { StoredEvent } from './stored-event.ts';

/**
 * What list queries and their indexes look at: derived from an event, whoever wrote it, and kept beside it in the
 * document. So documents of other shapes are found and sorted like any other, and all queries run on indexes.
 */
export type Listing = {
  /** Which source fields it was made of; another fingerprint means that it is out of date. */
  of: string;
  board: string;
  archived: boolean;
  /** Whether everyone may see it. */
  public: boolean;
  startsAt: Date;
  firstDay: string;
  lastsUntil: string;
  /** Folded: case and accents do not count. */
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

/** The paths of a listing's fields but one: mongod looks at them for itself, and a third of a document need not be sent. */
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
