import { ObjectId, type AnyBulkWriteOperation, type Db, type Document } from 'mongodb';
import type { Clearing } from '../../shared/clearing.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { unchanged } from './event-repository.ts';
import { readFound, type FoundEvent } from './found-event.ts';
import { listingOf } from './listing.ts';
import { boardFilter, liveSetFilter } from './live-set-query.ts';
import type { ReadOptions } from './stored-event.ts';

type Stored = Document & { _id: ObjectId };

/** A clearing or an import, with the identity of its board: a later board of that slug is not the one that it was on. */
type ClearingDocument = {
  _id: ObjectId;
  kind: Clearing['kind'];
  board: string;
  identity: string | null;
  at: Date;
  events: number;
};

/** What an event that was taken off the board was before. A change of the event by people removes it. */
type PutAway = { run: ObjectId; status: BoardEvent['status'] };

export type ClearingRepository = ReturnType<typeof createClearingRepository>;

const maxListed = 20;

/** Clearings in `clearings`, and what they do to `events`. An index removes each clearing after 30 days. */
export function createClearingRepository(db: Db, options: ReadOptions) {
  const events = db.collection<Stored>('events');
  const clearings = db.collection<ClearingDocument>('clearings');

  async function* read(filter: Document): AsyncGenerator<FoundEvent> {
    for await (const document of events.find(filter)) {
      const found = readFound(document, options);
      if (found !== null) yield found;
    }
  }

  /** An event as it is off the board, or back on it. Its words stay, so `updatedAt` does too. */
  function moved(
    found: FoundEvent,
    status: BoardEvent['status'],
    archived: boolean,
    rest: Document,
  ): AnyBulkWriteOperation<Stored> {
    const { document } = found;
    const event = { ...found.event, status };
    const listing = listingOf({ ...document, status, archived }, { ...found, event, archived });
    const { $set = {}, ...others } = rest as { $set?: Document };
    return {
      updateOne: {
        filter: unchanged(document),
        update: { $set: { status, archived, version: event.version + 1, listing, ...$set }, ...others },
      },
    };
  }

  const awayFilter = (board: string, run: string): Document => ({
    ...boardFilter(board),
    'putAway.run': new ObjectId(run),
    status: 'hidden',
    archived: true,
  });

  return {
    /** Returns the clearing with this id, which is new if there was none. */
    async begin(id: string, { kind, board, identity, at, events: count }: Omit<ClearingDocument, '_id'>) {
      return clearings.findOneAndUpdate(
        { _id: new ObjectId(id) },
        { $setOnInsert: { kind, board, identity, at, events: count } },
        { upsert: true, returnDocument: 'after' },
      );
    },

    find(id: string): Promise<ClearingDocument | null> {
      return clearings.findOne({ _id: new ObjectId(id) });
    },

    async count(id: string, more: number): Promise<void> {
      await clearings.updateOne({ _id: new ObjectId(id) }, { $inc: { events: more } });
    },

    async end(id: string): Promise<void> {
      await clearings.deleteOne({ _id: new ObjectId(id) });
    },

    list(board: string, identity: string | null): Promise<ClearingDocument[]> {
      return clearings.find({ board, identity, events: { $gt: 0 } }, { sort: { at: -1 }, limit: maxListed }).toArray();
    },

    /** The events that are on a board, or those of them that an import created. */
    findOn: (board: string, importRun?: string): AsyncGenerator<FoundEvent> =>
      read({ ...liveSetFilter(board), ...(importRun === undefined ? {} : { importRun: new ObjectId(importRun) }) }),

    findAway: (board: string, run: string): AsyncGenerator<FoundEvent> => read(awayFilter(board, run)),

    countAway: (board: string, run: string): Promise<number> => events.countDocuments(awayFilter(board, run)),

    putAway({ event, ...found }: FoundEvent, run: string): AnyBulkWriteOperation<Stored> {
      const putAway: PutAway = { run: new ObjectId(run), status: event.status };
      return moved({ event, ...found }, 'hidden', true, { $set: { putAway } });
    },

    bringBack(found: FoundEvent): AnyBulkWriteOperation<Stored> {
      const { status } = found.document.putAway as PutAway;
      return moved(found, status, false, { $unset: { putAway: '' } });
    },

    /** Returns how many were written: not those that somebody has changed since they were found. */
    async write(updates: AnyBulkWriteOperation<Stored>[]): Promise<number> {
      return updates.length === 0 ? 0 : (await events.bulkWrite(updates, { ordered: false })).modifiedCount;
    },
  };
}
