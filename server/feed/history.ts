import { Timestamp, type Db } from 'mongodb';
import { beforeClusterTime } from './position.ts';
import { majorityTime } from './snapshot-reader.ts';
import type { StreamStart } from './change-stream.ts';

/** Where the stream opens, and the point from which on it brings everything. */
export type OpeningPoint = { start: StreamStart; completeAfter: string };

/** Goes some minutes back, so that a server that has just started knows positions from before its start (FEED-4). */
export async function openingPoint(db: Db, historyMs: number): Promise<OpeningPoint> {
  const now = await majorityTime(db);
  const historySeconds = Math.ceil(historyMs / 1000);
  const time = historySeconds === 0 ? now : new Timestamp({ t: now.getHighBitsUnsigned() - historySeconds, i: 0 });
  return { start: { startAtOperationTime: time }, completeAfter: beforeClusterTime(time) };
}

/**
 * Eight hexadecimal digits that name the `events` collection, taken from its UUID. So all servers agree on them, and a
 * collection that was created again or restored has others.
 */
export async function readEpoch(db: Db): Promise<string> {
  const [collection] = await db.listCollections({ name: 'events' }, { nameOnly: false }).toArray();
  const uuid = (collection?.info as { uuid?: { toString(): string } } | undefined)?.uuid;
  if (uuid === undefined) throw new Error('The collection `events` is not there.');
  return uuid.toString().replaceAll('-', '').slice(0, 8);
}
