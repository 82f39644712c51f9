import type { Db } from 'mongodb';
import type { Board } from '../../shared/board.ts';

/** A board as it is stored; its slug is its `_id`. */
export type BoardDocument = Omit<Board, 'slug'> & { _id: string };

export type BoardRepository = ReturnType<typeof createBoardRepository>;

export function createBoardRepository(db: Db) {
  const boards = db.collection<BoardDocument>('boards');
  return {
    async find(slug: string): Promise<Board | null> {
      const document = await boards.findOne({ _id: slug });
      return document === null ? null : boardOf(document);
    },
  };
}

function boardOf({ _id, title, timeZone, posting, approval }: BoardDocument): Board {
  return { slug: _id, title, timeZone, posting, approval };
}
