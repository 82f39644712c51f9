import { ObjectId, type Db } from 'mongodb';

/** A stored session. The sealed cookie holds its `_id`. */
export type SessionDocument = {
  _id: string;
  user: ObjectId;
  /** The account's generation when the session began. The session ends when the account has a later one. */
  generation: number;
  createdAt: Date;
  usedAt: Date;
  /** MongoDB removes the session at this time. */
  expiresAt: Date;
};

export type SessionRepository = ReturnType<typeof createSessionRepository>;

export function createSessionRepository(db: Db) {
  const sessions = db.collection<SessionDocument>('sessions');
  return {
    async insert(session: SessionDocument): Promise<void> {
      await sessions.insertOne(session);
    },
    find: (id: string): Promise<SessionDocument | null> => sessions.findOne({ _id: id }),
    /** Stores that the session was used. False if it no longer exists. */
    async touch(id: string, usedAt: Date, expiresAt: Date): Promise<boolean> {
      return (await sessions.updateOne({ _id: id }, { $max: { usedAt, expiresAt } })).matchedCount > 0;
    },
    /** True if the session existed. */
    async delete(id: string): Promise<boolean> {
      return (await sessions.deleteOne({ _id: id })).deletedCount > 0;
    },
    /** Deletes all sessions of an account except one. */
    async deleteOf(userId: string, except: string | null = null): Promise<void> {
      await sessions.deleteMany({ user: new ObjectId(userId), ...(except === null ? {} : { _id: { $ne: except } }) });
    },
    /** Deletes all but the latest sessions of an account. */
    async keepLatest(userId: string, count: number): Promise<void> {
      const older = await sessions
        .find({ user: new ObjectId(userId) }, { sort: { usedAt: -1 }, skip: count, projection: { _id: 1 } })
        .toArray();
      if (older.length > 0) await sessions.deleteMany({ _id: { $in: older.map(({ _id }) => _id) } });
    },
  };
}
