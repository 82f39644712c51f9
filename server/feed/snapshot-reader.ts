import { Timestamp, type Db, type Document } from 'mongodb';
import * as z from 'zod';
import { readEvent } from '../events/event-document.ts';
import { liveSetFilter } from '../events/live-set-query.ts';
import { forEverybody, type Slices } from '../base/slices.ts';
import type { Audience } from '../../shared/feed-protocol.ts';
import { LiveSet } from '../../shared/live-set.ts';
import { visibleTo } from './board-change.ts';

/** `identity` tells the board from an earlier or a later one of its slug; `main` has none. */
export type BoardSnapshot = { set: LiveSet; time: Timestamp; identity: string | null };

type Options = { board: string; audience: Audience; timeZone: string; slices: Slices };

/** The driver takes a document apart when it is asked for, so that a batch need not fit into a slice. */
const batchSize = 2_000;

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
 * Reads a board's live set, as one audience sees it, as it was at one cluster time, and returns that time. The change
 * stream brings what came after it, so snapshot and stream meet without a gap (FEED-10). A large board is read in slices.
 *
 * It sends a plain command, because the driver's snapshot sessions do not reveal their cluster time.
 */
export async function readSnapshot(db: Db, { board, audience, timeZone, slices }: Options): Promise<BoardSnapshot> {
  const time = await majorityTime(db);
  const readConcern = { level: 'snapshot', atClusterTime: time };
  const identity = await readIdentity(db, board, readConcern);
  const cursor = db.runCursorCommand({
    find: 'events',
    filter: liveSetFilter(board),
    projection: { listing: 0 },
    batchSize,
    readConcern,
  });
  cursor.setBatchSize(batchSize);
  const set = new LiveSet();
  const pace = await slices.begin({ holder: forEverybody });
  for await (const document of cursor as AsyncIterable<Document>) {
    const event = visibleTo(audience, readEvent(document, { timeZone }));
    if (event !== null) set.apply({ put: event });
    if (pace.isDue) await pace.rest();
  }
  return { set, time, identity };
}

async function readIdentity(db: Db, board: string, readConcern: Document): Promise<string | null> {
  const filter = { _id: board };
  const found = db.runCursorCommand({ find: 'boards', filter, projection: { identity: 1 }, limit: 1, readConcern });
  for await (const { identity } of found as AsyncIterable<Document>)
    return typeof identity === 'string' ? identity : null;
  return null;
}
