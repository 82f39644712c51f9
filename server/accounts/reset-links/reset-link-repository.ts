import type { Db, ObjectId } from 'mongodb';

/** A stored reset link. Its secret is stored nowhere. */
export type ResetLinkDocument = {
  /** The account's id: an account has one link, and a new one replaces it. */
  _id: ObjectId;
  secretHash: string;
  /** The account's generation when the link was created. The link ends when the account has a later one. */
  generation: number;
  /** The person who created it, as in the log. */
  createdBy: string;
  createdAt: Date;
  /** MongoDB removes the link some time after this. */
  expiresAt: Date;
};

export type ResetLinkRepository = ReturnType<typeof createResetLinkRepository>;

export function createResetLinkRepository(db: Db) {
  const links = db.collection<ResetLinkDocument>('resetlinks');
  return {
    async put({ _id, ...link }: ResetLinkDocument): Promise<void> {
      await links.replaceOne({ _id }, link, { upsert: true });
    },
    find: (secretHash: string): Promise<ResetLinkDocument | null> => links.findOne({ secretHash }),
    /** False if it was used or replaced. */
    async take(secretHash: string): Promise<boolean> {
      return (await links.deleteOne({ secretHash })).deletedCount > 0;
    },
  };
}
