import { Timestamp, type Db } from 'mongodb';
import { beforeClusterTime } from './position.ts';
import { majorityTime } from './snapshot-reader.ts';
import type { StreamStart } from './change-stream.ts';

/** Where the stream opens, and the text after which it misses nothing. */
export type OpeningPoint = { start: StreamStart; completeAfter: string };

/** Opens some minutes back, so that a server that has just started can answer positions of before (FEED-4). */
export async function openingPoint(db: Db, historyMs: number): Promise<OpeningPoint> {
  const now = await majorityTime(db);
  const historySeconds = Math.ceil(historyMs / 1000);
  const time = historySeconds === 0 ? now : new Timestamp({ t: now.getHighBitsUnsigned() - historySeconds, i: 0 });
  return { start: { startAtOperationTime: time }, completeAfter: beforeClusterTime(time) };
}

/**
 * Eight hex digits that name the incarnation of the `events` collection: a part of its UUID, so that all servers
 * agree on it without a word, and a collection made anew or restored has another.
 */
export async function readEpoch(db: Db): Promise<string> {
  const [collection] = await db.listCollections({ name: 'events' }, { nameOnly: false }).toArray();
  const uuid = (collection?.info as { uuid?: { toString(): string } } | undefined)?.uuid;
  if (uuid === undefined) throw new Error('The collection `events` is not there.');
  return uuid.toString().replaceAll('-', '').slice(0, 8);
}
