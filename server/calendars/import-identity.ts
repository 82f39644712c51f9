import { createHash, createHmac } from 'node:crypto';
import { ObjectId } from 'mongodb';
import type { ImportSource } from './export-schema.ts';
import type { IncomingEvent } from './incoming-event.ts';

/** The id of an event that came from a board: from an export, or from a board's calendar, whose UIDs contain the ids. */
export function ownId({ uid, carried }: IncomingEvent): ObjectId | null {
  const id = carried?.id ?? /^([0-9a-f]{24})@community-board$/.exec(uid)?.[1];
  return id === undefined ? null : new ObjectId(id);
}

/**
 * The id of an event that is new on the board. It is the same for all imports of that event, also for two at the same moment. Nobody
 * who posts can know it before, since they do not know the key.
 */
export function derivedId(key: string, board: string, incoming: IncomingEvent): ObjectId {
  return new ObjectId(createHmac('sha256', key).update(placeOf(board, incoming)).digest().subarray(0, 12));
}

/** The id that earlier versions gave it. Everybody could compute it. */
export function formerId(board: string, incoming: IncomingEvent): ObjectId {
  return idOf(placeOf(board, incoming));
}

function placeOf(board: string, { uid, occurrence, carried }: IncomingEvent): string {
  return JSON.stringify(carried === null ? [board, uid, occurrence ?? ''] : [board, carried.id, 'copy']);
}

/** `of`: the `UID`, or the id of the series on the board that it comes from. Who else has this id has another series. */
export function seriesId(board: string, of: string): ObjectId {
  return idOf(JSON.stringify([board, of, 'series']));
}

function idOf(text: string): ObjectId {
  return new ObjectId(createHash('sha256').update(text).digest().subarray(0, 12));
}

export function sourceOf(incoming: IncomingEvent): ImportSource {
  const { uid, occurrence, sequence } = incoming;
  const { category } = incoming.fields;
  return { uid, occurrence, sequence, digest: digestOf(incoming), ...(category === null ? {} : { category }) };
}

/** Without the category: it depends on the board too, and digests of earlier versions stay the same. */
export function digestOf({ fields: { category, ...fields }, series }: IncomingEvent): string {
  return createHash('sha256')
    .update(JSON.stringify([fields, series]))
    .digest('base64url')
    .slice(0, 22);
}
