import { ObjectId, type ClientSession, type Db, type Document } from 'mongodb';
import { readFound, type FoundEvent } from './found-event.ts';
import type { ReadOptions } from './stored-event.ts';

/** `go` is the same for all that were deleted in one go. Documents of earlier versions have none. */
type Deletion = { _id: ObjectId; document: Document; deletedAt: Date; go?: ObjectId };

/** Deleted events, for the minutes in which they can be restored; an index removes them after that. */
export function createDeletionRepository(db: Db, options: ReadOptions) {
  const deletions = db.collection<Deletion>('deletions');

  return {
    /** Keeps what was deleted in one go, in the transaction that deletes it. */
    async keep(documents: Document[], deletedAt: Date, session: ClientSession): Promise<void> {
      const go = new ObjectId();
      await deletions.bulkWrite(
        documents.map((document) => ({
          replaceOne: {
            filter: { _id: document._id as ObjectId },
            replacement: { document, deletedAt, go },
            upsert: true,
          },
        })),
        { session },
      );
    },

    /** Those of the ids that are kept, with their events; null if the document cannot be read as one. */
    async findKept(ids: ObjectId[]): Promise<{ id: string; event: FoundEvent | null }[]> {
      const kept = await deletions.find({ _id: { $in: ids } }).toArray();
      return kept.map(({ _id, document }) => ({ id: _id.toHexString(), event: readFound(document, options) }));
    },

    /** The deleted event with this id, or all that were deleted in one go with it; empty if it can no longer be restored. */
    async find(id: string, which: 'this' | 'all'): Promise<FoundEvent[]> {
      const asked = await deletions.findOne({ _id: new ObjectId(id) });
      if (asked === null) return [];
      const kept =
        which === 'all' && asked.go !== undefined ? await deletions.find({ go: asked.go }).toArray() : [asked];
      return kept.map(({ document }) => readFound(document, options)).filter((found) => found !== null);
    },
  };
}
