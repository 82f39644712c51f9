import type { Db } from 'mongodb';
import type { Board } from '../../shared/board.ts';
import type { Category } from '../../shared/category.ts';
import { unlessDuplicate } from '../database/mongo-errors.ts';
import type { BoardCursor } from './board-cursor.ts';
import { readBoard, type ReadBoardOptions, type Removal, type StoredBoard } from './read-board.ts';

/** A board as it is stored; its slug is its `_id`. Boards that are older than a field lack it. */
export type BoardDocument = Pick<Board, 'title' | 'timeZone' | 'posting' | 'approval'> &
  Partial<Omit<Board, 'slug' | 'joinCode'>> & {
    _id: string;
    /** Another board that has the slug later has another one. Boards that are older than the field, and `main`, lack it. */
    identity?: string;
    /** Missing, not null, if there is none: its index is unique. */
    joinCode?: string;
    /** The key in the link for a screen; missing if there is none. It never leaves the server with the board. */
    screenKey?: string;
    owner?: string | null;
    moderators?: string[];
    removals?: Removal[];
  };

/** What its moderators and its owner change of a board. */
export type BoardFields = Partial<Omit<BoardDocument, '_id' | 'openTo'>>;

/** A value that cannot be read counts as archived. */
const notArchived = { archived: { $in: [false, null] as unknown as boolean[] } };

/** Few people change a board's categories at the same moment. */
const maxTries = 20;

/** As `readBoard` reads it. */
const openToOfStored = {
  $switch: {
    branches: [
      { case: { $in: ['$openTo', ['anyone', 'members']] }, then: '$openTo' },
      { case: { $ne: [{ $type: '$openTo' }, 'missing'] }, then: 'members' },
      { case: { $in: [{ $ifNull: ['$posting', 'nobody'] }, ['anyone', 'nobody']] }, then: 'anyone' },
    ],
    default: 'members',
  },
};

/** As the list is sorted: MongoDB compares documents field by field. */
const orderOfStored = { title: { $ifNull: ['$title', null] }, slug: '$_id' };
const orderOf = ({ title, slug }: BoardCursor) => ({ $literal: { title, slug } });

export type BoardRepository = ReturnType<typeof createBoardRepository>;

export function createBoardRepository(
  db: Db,
  { timeZone = 'UTC', onOdd = () => undefined }: Partial<ReadBoardOptions> = {},
) {
  const boards = db.collection<BoardDocument>('boards');
  const read = (document: BoardDocument): StoredBoard => readBoard(document, { timeZone, onOdd });

  return {
    async find(slug: string): Promise<StoredBoard | null> {
      const document = await boards.findOne({ _id: slug });
      return document === null ? null : read(document);
    },

    async findByCode(joinCode: string): Promise<StoredBoard | null> {
      const document = await boards.findOne({ joinCode });
      return document === null ? null : read(document);
    },

    async findByScreenKey(screenKey: string): Promise<StoredBoard | null> {
      const document = await boards.findOne({ screenKey });
      return document === null ? null : read(document);
    },

    async screenKey(slug: string): Promise<string | null> {
      return (await boards.findOne({ _id: slug }, { projection: { screenKey: 1 } }))?.screenKey ?? null;
    },

    /** Null removes it. */
    async setScreenKey(slug: string, screenKey: string | null): Promise<void> {
      await boards.updateOne(
        { _id: slug },
        screenKey === null ? { $unset: { screenKey: true } } : { $set: { screenKey } },
      );
    },

    /** Boards by title: all, or those that this person owns or moderates. */
    async list(
      key: string | null,
      limit: number,
      after: BoardCursor | null,
    ): Promise<{ boards: StoredBoard[]; next: BoardCursor | null }> {
      const filter = {
        ...(key === null ? {} : { $or: [{ owner: key }, { moderators: key }] }),
        ...(after === null ? {} : { $expr: { $gt: [orderOfStored, orderOf(after)] } }),
      };
      const documents = await boards.find(filter, { sort: { title: 1, _id: 1 }, limit: limit + 1 }).toArray();
      const last = documents.length > limit ? documents[limit - 1] : undefined;
      return {
        boards: documents.slice(0, limit).map(read),
        next: last === undefined ? null : { title: last.title ?? null, slug: last._id },
      };
    },

    /** The boards that do not show guests' names. A value that cannot be read hides them. */
    listHidingNames(): Promise<string[]> {
      return boards.distinct('_id', { guestNames: { $exists: true, $ne: 'shown' } });
    },

    /** Returns false if a board has this slug or this code already. */
    insert(document: BoardDocument): Promise<boolean> {
      return unlessDuplicate(() => boards.insertOne(document));
    },

    /** Does nothing if the board exists. Safe on several servers at once. */
    async insertIfMissing({ _id, ...fields }: BoardDocument): Promise<void> {
      await boards.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
    },

    /**
     * Returns false if there is no such board, or if it is archived, unless `evenArchived`. Who may post when a frozen board
     * reopens follows from what is stored: another server may have changed it a moment ago.
     */
    async update(slug: string, fields: BoardFields, { evenArchived }: { evenArchived: boolean }): Promise<boolean> {
      const openTo =
        fields.posting === undefined
          ? {}
          : { openTo: fields.posting === 'nobody' ? openToOfStored : { $literal: fields.posting } };
      const literals = Object.entries(fields).map(([name, value]) => [name, { $literal: value }]);
      const { matchedCount } = await boards.updateOne({ _id: slug, ...(evenArchived ? {} : notArchived) }, [
        { $set: { ...Object.fromEntries(literals), ...openTo } },
      ]);
      return matchedCount === 1;
    },

    /**
     * Replaces the categories by what `change` returns for the current ones, and calls it again if somebody else changed
     * them meanwhile: two moderators at once do not undo each other's changes. Returns false if there is no such board, or
     * if it is archived.
     */
    async changeCategories(slug: string, change: (categories: readonly Category[]) => Category[]): Promise<boolean> {
      for (let tries = 0; tries < maxTries; tries += 1) {
        const document = await boards.findOne({ _id: slug, ...notArchived });
        if (document === null) return false;
        const { categories: before } = document;
        const after = change(read(document).board.categories);
        const { matchedCount } = await boards.updateOne(
          { _id: slug, ...notArchived, categories: before === undefined ? { $exists: false } : { $eq: before } },
          { $set: { categories: after } },
        );
        if (matchedCount === 1) return true;
      }
      throw new Error('The categories changed on every try.');
    },

    /** Returns false if another board has this code. */
    setCode(slug: string, joinCode: string): Promise<boolean> {
      return unlessDuplicate(() => boards.updateOne({ _id: slug }, { $set: { joinCode } }));
    },

    async clearCode(slug: string): Promise<void> {
      await boards.updateOne({ _id: slug }, { $unset: { joinCode: true } });
    },

    async setModerators(slug: string, moderators: string[]): Promise<void> {
      await boards.updateOne({ _id: slug }, { $set: { moderators }, $inc: { peopleRevision: 1 } });
    },

    /** Adds or renews a removal, and drops those that are over. */
    async addRemoval(slug: string, removal: Removal, now: Date): Promise<void> {
      const others = {
        $filter: {
          input: { $cond: [{ $isArray: '$removals' }, '$removals', []] },
          cond: { $and: [{ $ne: ['$$this.key', removal.key] }, { $gt: ['$$this.until', now] }] },
        },
      };
      await boards.updateOne({ _id: slug }, [
        {
          $set: {
            removals: { $concatArrays: [others, [{ $literal: removal }]] },
            peopleRevision: { $add: [{ $cond: [{ $isNumber: '$peopleRevision' }, '$peopleRevision', 0] }, 1] },
          },
        },
      ]);
    },

    async endRemoval(slug: string, key: string): Promise<void> {
      await boards.updateOne({ _id: slug }, { $pull: { removals: { key } }, $inc: { peopleRevision: 1 } });
    },

    async delete(slug: string): Promise<void> {
      await boards.deleteOne({ _id: slug });
    },
  };
}
