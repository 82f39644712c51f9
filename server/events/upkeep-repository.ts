import type { AnyBulkWriteOperation, Db, Document, FindCursor, ObjectId } from 'mongodb';
import type { WithIndexes } from '../database/index-repair.ts';
import { readEvent } from './event-document.ts';
import { unchanged } from './event-repository.ts';
import type { FoundEvent } from './found-event.ts';
import { sameFields } from './exact-match.ts';
import { listingOf, sourceFields } from './listing.ts';
import type { ReadOptions } from './stored-event.ts';

type Stored = Document & { _id: ObjectId };

export type UpkeepRepository = ReturnType<typeof createUpkeepRepository>;

/** The collection `events` as the board's own housekeeping sees it: listings of other programs' documents, and the archive. */
export function createUpkeepRepository(db: Db, options: ReadOptions, withIndexes: WithIndexes = (query) => query()) {
  const events = db.collection<Stored>('events');

  /** The documents of a query that names an index. Only its beginning can find that the index is missing. */
  async function* from(find: () => FindCursor<Stored>): AsyncGenerator<Stored> {
    const cursor = await withIndexes(async () => {
      const begun = find();
      await begun.hasNext();
      return begun;
    });
    yield* cursor;
  }

  function listingUpdate(document: Document): AnyBulkWriteOperation<Stored>[] {
    const stored = readEvent(document, options);
    if (stored === null) return [];
    return [
      {
        updateOne: {
          // Only beside the very fields it was made of: a newer change brings a listing of its own.
          filter: { _id: document._id as ObjectId, ...sameFields(document, sourceFields) },
          update: { $set: { listing: listingOf(document, stored) } },
        },
      },
    ];
  }

  function archiveUpdate(found: FoundEvent): AnyBulkWriteOperation<Stored> {
    const listing = listingOf({ ...found.document, archived: true }, { ...found, archived: true });
    return {
      updateOne: {
        // A person who changes it at this moment may have moved it to another day.
        filter: unchanged(found.document),
        update: { $set: { archived: true, version: found.event.version + 1, listing } },
      },
    };
  }

  return {
    /** The documents without a listing, and whether each can be read as an event. */
    async *findUnlisted(): AsyncGenerator<{ document: Document; readable: boolean }> {
      for await (const document of from(() => events.find({ 'listing.of': null }, { hint: 'unlisted' })))
        yield { document, readable: readEvent(document, options) !== null };
    },

    /** Gives these documents their listings, except those that have been changed since or cannot be read. */
    async writeListings(documents: Document[]): Promise<void> {
      const updates = documents.flatMap(listingUpdate);
      if (updates.length > 0) await events.bulkWrite(updates, { ordered: false });
    },

    /** The events on all boards that ended before a time and are not archived. */
    async *findEnded(before: Date): AsyncGenerator<FoundEvent> {
      for (const board of await events.distinct('listing.board')) {
        // The list's index knows when events begin. Whether they have ended is decided here.
        const begun = from(() =>
          events.find(
            {
              'listing.board': board,
              'listing.archived': false,
              'listing.public': { $in: [true, false] },
              'listing.startsAt': { $lt: before },
            },
            { hint: 'list-by-date' },
          ),
        );
        for await (const document of begun) {
          const stored = readEvent(document, options);
          if (stored !== null && Date.parse(stored.event.endsAt) < before.getTime()) yield { ...stored, document };
        }
      }
    },

    /** Returns how many were archived: not those that somebody has changed since. */
    async archive(found: FoundEvent[]): Promise<number> {
      if (found.length === 0) return 0;
      return (await events.bulkWrite(found.map(archiveUpdate), { ordered: false })).modifiedCount;
    },
  };
}
