import type { Db } from 'mongodb';
import type { Board } from '../../shared/board.ts';

/** A board as it is stored; its slug is its `_id`. */
export type BoardDocument = Omit<Board, 'slug'> & { _id: string };

const duplicateKey = 11000;

export type BoardRepository = ReturnType<typeof createBoardRepository>;

export function createBoardRepository(db: Db) {
  const boards = db.collection<BoardDocument>('boards');
  return {
    async find(slug: string): Promise<Board | null> {
      const document = await boards.findOne({ _id: slug });
      return document === null ? null : boardOf(document);
    },

    /** False when there is a board of this slug already. */
    async insert({ slug, ...fields }: Board): Promise<boolean> {
      try {
        await boards.insertOne({ _id: slug, ...fields });
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === duplicateKey) return false;
        throw error;
      }
    },

    /** Null when there is none. */
    async update(slug: string, fields: Partial<Omit<Board, 'slug'>>): Promise<Board | null> {
      const document = await boards.findOneAndUpdate({ _id: slug }, { $set: fields }, { returnDocument: 'after' });
      return document === null ? null : boardOf(document);
    },
  };
}

function boardOf({ _id, title, timeZone, posting, approval }: BoardDocument): Board {
  return { slug: _id, title, timeZone, posting, approval };
}
