import type { Db } from 'mongodb';
import type { PersonHere } from '../../shared/presence.ts';

/** The people who have a board open on one server. */
export type BoardPresence = { board: string; viewers: number; people: PersonHere[] };

type PresenceDocument = { _id: string; at: Date; boards: BoardPresence[] };

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
      return (await presence.find({ _id: { $ne: server }, $expr: recent }).toArray()).flatMap(({ boards }) => boards);
    },

    async withdraw(server: string): Promise<void> {
      await presence.deleteOne({ _id: server });
    },
  };
}
