import { ObjectId, type ClientSession, type Db, type Document } from 'mongodb';
import { exactly } from './exact-match.ts';
import { readFound, type FoundEvent } from './found-event.ts';
import type { ReadOptions } from './stored-event.ts';

/** How an event was deleted. */
export type HowDeleted = {
  deletedAt: Date;
  /** Somebody else than its author did it. Then its author cannot take it back. */
  byOther: boolean;
  /** The identity of its board: a later board of that slug is not the one that it was deleted from. */
  boardIdentity: string | null;
};

/** A deleted event that can still be restored. */
export type KeptEvent = FoundEvent & HowDeleted;

/**
 * `go` is the same for all that were deleted in one go. `returns` counts the posts and restores that put it back. Documents of
 * earlier versions lack these fields.
 */
type Deletion = {
  _id: ObjectId;
  document: Document;
  deletedAt: Date;
  go?: ObjectId;
  byOther?: boolean;
  boardIdentity?: string | null;
  returns?: number;
};

/**
 * Deleted events, for the minutes in which they can be restored, and their bare ids for the weeks in which nobody else gets
 * them; an index removes each after that.
 */
export function createDeletionRepository(db: Db, options: ReadOptions) {
  const deletions = db.collection<Deletion>('deletions');
  const deletedIds = db.collection<{ _id: ObjectId; deletedAt: Date }>('deletedids');

  function read({ document, deletedAt, byOther = false, boardIdentity = null }: Deletion): KeptEvent | null {
    const found = readFound(document, options);
    return found === null ? null : { ...found, deletedAt, byOther, boardIdentity };
  }

  return {
    /** Keeps what was deleted in one go, in the transaction that deletes it. */
    async keep(documents: Document[], how: HowDeleted, session: ClientSession): Promise<void> {
      const go = new ObjectId();
      await deletions.bulkWrite(
        documents.map((document) => ({
          replaceOne: {
            filter: { _id: document._id as ObjectId },
            replacement: { document, ...how, go },
            upsert: true,
          },
        })),
        { session },
      );
      const { deletedAt } = how;
      await deletedIds.bulkWrite(
        documents.map(({ _id }) => ({
          updateOne: { filter: { _id: _id as ObjectId }, update: { $set: { deletedAt } }, upsert: true },
        })),
        { session },
      );
    },

    /** The stages of an aggregation that keep the ids of the documents which it finds, for a deletion of many. */
    keepingIds: (deletedAt: Date): Document[] => [
      { $project: { deletedAt: { $literal: deletedAt } } },
      { $merge: { into: deletedIds.collectionName } },
    ],

    /** Those of the ids that events had which were deleted in the last weeks. */
    async findIds(ids: ObjectId[]): Promise<ObjectId[]> {
      const found = await deletedIds.find({ _id: { $in: ids } }).toArray();
      return found.map(({ _id }) => _id);
    },

    /** Keeps nothing of what this person posted, except for the ids. */
    async deleteOwned(owner: string): Promise<void> {
      await deletions.deleteMany({ 'document.owner': exactly(owner) });
    },

    async keepsAnyOf(owner: string): Promise<boolean> {
      const found = await deletions.findOne({ 'document.owner': exactly(owner) }, { projection: { _id: 1 } });
      return found !== null;
    },

    /** Those of the ids that are kept, with their events; null if the document cannot be read as one. */
    async findKept(ids: ObjectId[]): Promise<{ id: string; event: KeptEvent | null }[]> {
      const kept = await deletions.find({ _id: { $in: ids } }).toArray();
      return kept.map((deletion) => ({ id: deletion._id.toHexString(), event: read(deletion) }));
    },

    /** The deleted event with this id, or all that were deleted in one go with it; empty if it can no longer be restored. */
    async find(id: string, which: 'this' | 'all'): Promise<KeptEvent[]> {
      const asked = await deletions.findOne({ _id: new ObjectId(id) });
      if (asked === null) return [];
      const kept =
        which === 'all' && asked.go !== undefined ? await deletions.find({ go: asked.go }).toArray() : [asked];
      return kept.map(read).filter((event) => event !== null);
    },

    /** Keeps nothing of a board that is deleted. */
    async deleteBoard(board: string): Promise<void> {
      await deletions.deleteMany({ 'document.board': board });
    },

    /**
     * For the transaction that puts these events back. Returns false if one was put back and deleted again since it was read:
     * what follows from the older one would have a version that the event has had before. The write makes such a deletion
     * at this moment wait, or this transaction start again.
     */
    async areStillKept(kept: KeptEvent[], session: ClientSession): Promise<boolean> {
      if (kept.length === 0) return true;
      const { matchedCount } = await deletions.bulkWrite(
        kept.map(({ document, deletedAt }) => ({
          updateOne: {
            filter: {
              _id: document._id as ObjectId,
              'document.version': { $eq: (document.version as unknown) ?? null },
              deletedAt,
            },
            update: { $inc: { returns: 1 } },
          },
        })),
        { session },
      );
      return matchedCount === kept.length;
    },
  };
}
