import { ObjectId, type AnyBulkWriteOperation, type Db } from 'mongodb';
import { tombstoneSeconds } from '../database/indexes.ts';

/** What is kept of an event that everyone could see and nobody can any more: what calendars need to take it away, and not a word of it. */
export type Tombstone = {
  id: string;
  board: string;
  start: string;
  end: string | null;
  timeZone: string;
  /** Higher than that of any revision of the event that was published before. */
  sequence: number;
  removedAt: string;
};

/** What a change means for the tombstones; `at` is its point in the change stream, which orders them. */
export type TombstoneStep =
  | { kind: 'removed'; at: string; tombstone: Tombstone }
  /** What ended long ago and left the board for that reason was not taken away. */
  | { kind: 'archived'; at: string; id: string }
  | { kind: 'board-deleted'; at: string; board: string };

type TombstoneDocument = Omit<Tombstone, 'id' | 'removedAt'> & { _id: ObjectId; removedAt: Date; at: string };

/** A calendar names so many removals, the latest; whoever removes more at once has subscribers who see them vanish. */
const maxListed = 5_000;

export type TombstoneRepository = ReturnType<typeof createTombstoneRepository>;

export function createTombstoneRepository(db: Db) {
  const tombstones = db.collection<TombstoneDocument>('tombstones');
  /** MongoDB takes what has expired away when it comes to it. */
  const current = (): { removedAt: { $gt: Date } } => ({
    removedAt: { $gt: new Date(Date.now() - tombstoneSeconds * 1000) },
  });

  return {
    /** In this order. Steps that were taken before, by whichever server, change nothing; nor does one that a later one has overtaken. */
    async write(steps: readonly TombstoneStep[]): Promise<void> {
      if (steps.length > 0) await tombstones.bulkWrite(steps.map(operationOf));
    },

    /** Also of an event that is there again: then it tells how high its SEQUENCE has been. */
    async find(id: string): Promise<Tombstone | null> {
      const document = await tombstones.findOne({ _id: new ObjectId(id), ...current() });
      return document === null ? null : readTombstone(document);
    },

    /** Those of a board up to a point in the change stream, the latest first; events that are there again may be among them. */
    async list(board: string, through: string): Promise<Tombstone[]> {
      const documents = tombstones.find(
        { board, ...current(), at: { $lte: through } },
        { sort: { removedAt: -1 }, limit: maxListed },
      );
      return (await documents.toArray()).map(readTombstone);
    },

    /** A text that is another whenever the board's tombstones are others; it costs no reading of them. */
    async state(board: string): Promise<string> {
      const [state] = await tombstones
        .aggregate<{ count: number; sequences: number; latest: Date }>([
          { $match: { board, ...current() } },
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
      // Written by a program that counts no versions it may come and go under the same one: each time it is a later revision.
      const higher = { $max: [sequence, { $add: [{ $ifNull: ['$sequence', -1] }, 1] }] };
      const anew = { $mergeObjects: [{ _id: '$_id' }, { $literal: fields }, { sequence: higher }] };
      return {
        updateOne: {
          filter: { _id: new ObjectId(id) },
          update: [{ $replaceWith: { $cond: [{ $gte: ['$at', step.at] }, '$$ROOT', anew] } }],
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
