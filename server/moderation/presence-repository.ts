import type { Db } from 'mongodb';
import type { PersonHere } from '../../shared/presence.ts';

/** The people who have a board open on one server. */
export type BoardPresence = { board: string; viewers: number; nameless: number; people: PersonHere[] };

/** A server of an older version does not count screens without a name. */
type StoredPresence = Omit<BoardPresence, 'nameless'> & Partial<Pick<BoardPresence, 'nameless'>>;
type PresenceDocument = { _id: string; at: Date; boards: StoredPresence[] };

export type PresenceRepository = ReturnType<typeof createPresenceRepository>;

/** Each server's report of who is connected to it. All times are the database's, since servers' clocks differ. */
export function createPresenceRepository(db: Db) {
  const presence = db.collection<PresenceDocument>('presence');
  return {
    async publish(server: string, boards: BoardPresence[]): Promise<void> {
      await presence.updateOne({ _id: server }, [{ $set: { at: '$$NOW', boards: { $literal: boards } } }], {
        upsert: true,
      });
    },

    /** The reports of the other servers from the last seconds. */
    async others(server: string, withinSeconds: number): Promise<BoardPresence[]> {
      const recent = { $gt: ['$at', { $dateSubtract: { startDate: '$$NOW', unit: 'second', amount: withinSeconds } }] };
      const reports = await presence.find({ _id: { $ne: server }, $expr: recent }).toArray();
      return reports.flatMap(({ boards }) => boards).map((board) => ({ nameless: 0, ...board }));
    },

    async withdraw(server: string): Promise<void> {
      await presence.deleteOne({ _id: server });
    },
  };
}
