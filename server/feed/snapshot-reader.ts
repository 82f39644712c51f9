import { Timestamp, type Db, type Document } from 'mongodb';
import * as z from 'zod';
import { readEvent } from '../events/event-document.ts';
import { liveSetFilter } from '../events/live-set-query.ts';
import { type StoredEvent } from '../events/stored-event.ts';

export type BoardSnapshot = { events: StoredEvent[]; time: Timestamp };

const OpTime = z.object({ ts: z.instanceof(Timestamp) });
const Hello = z.object({ lastWrite: z.object({ opTime: OpTime, majorityOpTime: OpTime }) });

/** The cluster times of the primary's last write, and of the last one that the majority of the replica set has. */
export async function lastWriteTimes(db: Db): Promise<{ applied: Timestamp; majority: Timestamp }> {
  const { lastWrite } = Hello.parse(await db.admin().command({ hello: 1 }));
  return { applied: lastWrite.opTime.ts, majority: lastWrite.majorityOpTime.ts };
}

/** The cluster time up to which the majority of the replica set has everything. */
export async function majorityTime(db: Db): Promise<Timestamp> {
  return (await lastWriteTimes(db)).majority;
}

/**
 * Reads the events of a board's live set as they were at one cluster time, and returns that time. The change stream
 * brings what came after it, so snapshot and stream meet without a gap (FEED-10).
 *
 * It sends a plain command, because the driver's snapshot sessions do not reveal their cluster time.
 */
export async function readSnapshot(db: Db, board: string, timeZone: string): Promise<BoardSnapshot> {
  const time = await majorityTime(db);
  const cursor = db.runCursorCommand({
    find: 'events',
    filter: liveSetFilter(board),
    projection: { listing: 0 },
    batchSize: 2_000,
    readConcern: { level: 'snapshot', atClusterTime: time },
  });
  cursor.setBatchSize(2_000);
  const events: StoredEvent[] = [];
  for await (const document of cursor as AsyncIterable<Document>) {
    const stored = readEvent(document, { timeZone });
    if (stored !== null) events.push(stored);
  }
  return { events, time };
}
