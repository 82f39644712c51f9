import type { Db, Document, Timestamp } from 'mongodb';
import { readEvent } from '../events/event-document.ts';
import { liveSetFilter } from '../events/live-set-query.ts';
import { type StoredEvent } from '../events/stored-event.ts';

export type BoardSnapshot = { events: StoredEvent[]; time: Timestamp };

/** The cluster times of the primary's last write, and of the last one that the majority of the replica set has. */
export async function lastWriteTimes(db: Db): Promise<{ applied: Timestamp; majority: Timestamp }> {
  const { lastWrite } = await db.admin().command({ hello: 1 });
  const { opTime, majorityOpTime } = lastWrite as { opTime: { ts: Timestamp }; majorityOpTime: { ts: Timestamp } };
  return { applied: opTime.ts, majority: majorityOpTime.ts };
}

/** The cluster time up to which the majority of the replica set has everything. */
export async function majorityTime(db: Db): Promise<Timestamp> {
  return (await lastWriteTimes(db)).majority;
}

/**
 * Reads all events of a board that are not archived as they were at one cluster time, and says which. The change
 * stream supplies what came after it: so snapshot and stream meet without a gap (FEED-10).
 *
 * The read is a plain command, since the driver's snapshot sessions keep their time to themselves.
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
