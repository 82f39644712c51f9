import { createHash } from 'node:crypto';
import { ObjectId } from 'mongodb';
import type { ImportSource } from './export-schema.ts';
import type { IncomingEvent } from './incoming-event.ts';

/** The id of an event that came from a board: from an export, or from a board's calendar, whose UIDs contain the ids. */
export function ownId({ uid, carried }: IncomingEvent): ObjectId | null {
  const id = carried?.id ?? /^([0-9a-f]{24})@community-board$/.exec(uid)?.[1];
  return id === undefined ? null : new ObjectId(id);
}

export function derivedId(board: string, { uid, occurrence, carried }: IncomingEvent): ObjectId {
  return carried === null ? hashedId(board, uid, occurrence ?? '') : hashedId(board, carried.id, 'copy');
}

export function seriesId(board: string, uid: string): ObjectId {
  return hashedId(board, uid, 'series');
}

export function hashedId(...parts: string[]): ObjectId {
  return new ObjectId(createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 12));
}

export function sourceOf(incoming: IncomingEvent): ImportSource {
  const { uid, occurrence, sequence } = incoming;
  return { uid, occurrence, sequence, digest: digestOf(incoming) };
}

export function digestOf({ fields, series }: IncomingEvent): string {
  return createHash('sha256')
    .update(JSON.stringify([fields, series]))
    .digest('base64url')
    .slice(0, 22);
}
