import { ObjectId, type AnyBulkWriteOperation, type Db } from 'mongodb';
import { systemClock } from '../../shared/clock.ts';
import { tombstoneSeconds } from '../database/indexes.ts';

/** What is kept of a removed event that was public: only what calendars need to remove it, none of its text. */
export type Tombstone = {
  id: string;
  board: string;
  start: string;
  end: string | null;
  timeZone: string;
  /** Higher than in any published revision of the event. */
  sequence: number;
  removedAt: string;
};

/** What a change means for the tombstones; `at` is its point in the change stream and orders them. */
export type TombstoneStep =
  | { kind: 'removed'; at: string; tombstone: Tombstone }
  /** An event that was archived because it ended long ago was not removed. */
  | { kind: 'archived'; at: string; id: string }
  | { kind: 'board-deleted'; at: string; board: string };

type TombstoneDocument = Omit<Tombstone, 'id' | 'removedAt'> & { _id: ObjectId; removedAt: Date; at: string };

/** A calendar lists this many removals, the latest ones. Further events vanish from it without notice. */
const maxListed = 5_000;

export type TombstoneRepository = ReturnType<typeof createTombstoneRepository>;

export function createTombstoneRepository(db: Db) {
  const tombstones = db.collection<TombstoneDocument>('tombstones');
  /** MongoDB may remove expired documents late, so queries leave them out. */
  const current = (): { removedAt: { $gt: Date } } => ({
    removedAt: { $gt: new Date(systemClock.now() - tombstoneSeconds * 1000) },
  });

  return {
    /** Writes the steps in this order. A step that any server has written before, or that a later one has overtaken, changes nothing. */
    async write(steps: readonly TombstoneStep[]): Promise<void> {
      if (steps.length > 0) await tombstones.bulkWrite(steps.map(operationOf));
    },

    /** Also finds the tombstone of an event that is back: it says how high the SEQUENCE has been. */
    async find(id: string): Promise<Tombstone | null> {
      const document = await tombstones.findOne({ _id: new ObjectId(id), ...current() });
      return document === null ? null : readTombstone(document);
    },

    /** A board's tombstones up to a point in the change stream, latest first. Some of the events may be back. */
    async list(board: string, through: string): Promise<Tombstone[]> {
      const documents = tombstones.find(
        { board, ...current(), at: { $lte: through } },
        { sort: { removedAt: -1 }, limit: maxListed },
      );
      return (await documents.toArray()).map(readTombstone);
    },

    /** A text that changes whenever the board's tombstones change. It is cheaper than reading them. */
    async state(board: string): Promise<string> {
      const [state] = await tombstones
        .aggregate<{ count: number; sequences: number; latest: Date }>([
          { $match: { board, ...current() } },
          // No calendar lists more of them.
          { $sort: { removedAt: -1 } },
          { $limit: maxListed },
          {
            $group: { _id: null, count: { $sum: 1 }, sequences: { $sum: '$sequence' }, latest: { $max: '$removedAt' } },
          },
        ])
        .toArray();
      return state === undefined ? '0' : `${state.count}.${state.sequences}.${state.latest.getTime()}`;
    },
  };
}

function operationOf(step: TombstoneStep): AnyBulkWriteOperation<TombstoneDocument> {
  switch (step.kind) {
    case 'removed': {
      const { id, sequence, removedAt, ...times } = step.tombstone;
      const fields = { ...times, removedAt: new Date(removedAt), at: step.at };
      // Another program, which counts no versions, may remove and write it several times: each time is a later revision.
      const higher = { $max: [sequence, { $add: [{ $ifNull: ['$sequence', -1] }, 1] }] };
      const replacement = { $mergeObjects: [{ _id: '$_id' }, { $literal: fields }, { sequence: higher }] };
      return {
        updateOne: {
          filter: { _id: new ObjectId(id) },
          update: [{ $replaceWith: { $cond: [{ $gte: ['$at', step.at] }, '$$ROOT', replacement] } }],
          upsert: true,
        },
      };
    }
    case 'archived':
      return { deleteOne: { filter: { _id: new ObjectId(step.id), at: { $lt: step.at } } } };
    case 'board-deleted':
      return { deleteMany: { filter: { board: step.board, at: { $lt: step.at } } } };
    default:
      return step satisfies never;
  }
}

function readTombstone({ _id, board, start, end, timeZone, sequence, removedAt }: TombstoneDocument): Tombstone {
  return { id: _id.toHexString(), board, start, end, timeZone, sequence, removedAt: removedAt.toISOString() };
}
