import type { Db, Document, ObjectId } from 'mongodb';
import { readEvent, type EventDocument } from './event-document.ts';
import { withoutId } from './event-fields.ts';
import { unchanged } from './event-repository.ts';
import type { FoundEvent } from './found-event.ts';
import { takeBack } from './late-writes.ts';
import { boardFilter } from './live-set-query.ts';
import type { ReadOptions } from './stored-event.ts';

type Stored = Document & { _id: ObjectId };

/** Documents to create, and documents to replace as they were found. */
export type ImportWrites = { create: EventDocument[]; update: { before: Document; after: EventDocument }[] };

/** The collection `events` as imports and exports see it: many documents at once, with fields that are no event's. */
export function createImportRepository(db: Db, options: ReadOptions) {
  const events = db.collection<Stored>('events');

  return {
    /** All documents of a board, also archived and hidden ones and those that cannot be read as an event. */
    findAll(board: string): Promise<Stored[]> {
      return events.find(boardFilter(board), { sort: { _id: 1 }, projection: { listing: 0 } }).toArray();
    },

    findByIds(ids: ObjectId[]): Promise<Stored[]> {
      return events.find({ _id: { $in: ids } }).toArray();
    },

    /** The documents of a board that an import brought in from these events of a calendar, and others at the same times. */
    findImported(board: string, uids: string[], occurrences: (string | null)[]): Promise<Stored[]> {
      const filter = { 'imported.uid': { $in: uids }, 'imported.occurrence': { $in: occurrences } };
      return events.find({ ...boardFilter(board), ...filter }).toArray();
    },

    /** The events of a board that are not cancelled and came from these of a calendar. */
    async findTakingPlace(board: string, uids: string[]): Promise<FoundEvent[]> {
      const filter = { ...boardFilter(board), cancelled: false, 'imported.uid': { $in: uids } };
      return (await events.find(filter).toArray()).flatMap((document) => {
        const stored = readEvent(document, options);
        return stored === null ? [] : [{ ...stored, document }];
      });
    },

    /** Writes all that nobody else has written or changed at this moment. Returns how many that were. */
    async write({ create, update }: ImportWrites): Promise<{ created: number; updated: number }> {
      if (create.length + update.length === 0) return { created: 0, updated: 0 };
      const { upsertedCount, modifiedCount } = await events.bulkWrite(
        [
          // Not an insert: if somebody imports the same at this moment, the second write does nothing.
          ...create.map((document) => ({
            updateOne: { filter: { _id: document._id }, update: { $setOnInsert: withoutId(document) }, upsert: true },
          })),
          ...update.map(({ before, after }) => ({
            updateOne: { filter: unchanged(before), update: { $set: withoutId(after), $unset: goneIn(before, after) } },
          })),
        ],
        { ordered: false },
      );
      return { created: upsertedCount, updated: modifiedCount };
    },

    takeBack: (documents: EventDocument[]): Promise<void> => takeBack(events, documents),

    /** Cancels events that nobody has changed since they were found. Returns how many that were. */
    async cancel(found: FoundEvent[], now: Date): Promise<number> {
      if (found.length === 0) return 0;
      const updates = found.map(({ document, event }) => ({
        updateOne: {
          filter: unchanged(document),
          update: {
            $set: { cancelled: true, version: event.version + 1, updatedAt: now },
            $unset: { 'imported.digest': true },
          },
        },
      }));
      return (await events.bulkWrite(updates, { ordered: false })).modifiedCount;
    },
  };
}

/** What the new form of a document lacks, such as the tutorial's fields. */
function goneIn(before: Document, after: EventDocument): Document {
  return Object.fromEntries(
    Object.keys(before)
      .filter((field) => !(field in after))
      .map((field) => [field, true]),
  );
}
