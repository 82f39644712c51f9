import { ObjectId, type Db } from 'mongodb';

/** A session as it is stored. Its `_id` is what the sealed cookie names. */
export type SessionDocument = {
  _id: string;
  user: ObjectId;
  /** Of the account when it began: the session is over once the account has a later one. */
  generation: number;
  createdAt: Date;
  usedAt: Date;
  /** MongoDB removes it then. */
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
    /** Notes that it is in use; false when it is gone. */
    async touch(id: string, usedAt: Date, expiresAt: Date): Promise<boolean> {
      return (await sessions.updateOne({ _id: id }, { $max: { usedAt, expiresAt } })).matchedCount > 0;
    },
    /** True when it was there. */
    async delete(id: string): Promise<boolean> {
      return (await sessions.deleteOne({ _id: id })).deletedCount > 0;
    },
    /** All of an account but one. */
    async deleteOf(userId: string, except: string | null = null): Promise<void> {
      await sessions.deleteMany({ user: new ObjectId(userId), ...(except === null ? {} : { _id: { $ne: except } }) });
    },
    /** Leaves an account its latest sessions only. */
    async keepLatest(userId: string, count: number): Promise<void> {
      const older = await sessions
        .find({ user: new ObjectId(userId) }, { sort: { usedAt: -1 }, skip: count, projection: { _id: 1 } })
        .toArray();
      if (older.length > 0) await sessions.deleteMany({ _id: { $in: older.map(({ _id }) => _id) } });
    },
  };
}
