import type { Board } from '../../shared/board.ts';
import type { BoardRepository } from '../database/board-repository.ts';
import { boardNotFound } from '../problem.ts';

export type BoardService = ReturnType<typeof createBoardService>;

/** A name that is asked for and is not there is remembered too, but not without bound. */
const maxKnown = 1_000;

/** The boards, kept in memory; the change stream says when one is to be read again. */
export function createBoardService(boards: BoardRepository) {
  const known = new Map<string, Promise<Board | null>>();

  function find(slug: string): Promise<Board | null> {
    let board = known.get(slug);
    if (board === undefined) {
      if (known.size >= maxKnown) known.clear();
      board = boards.find(slug);
      known.set(slug, board);
      board.catch(() => known.delete(slug));
    }
    return board;
  }

  return {
    find,
    async get(slug: string): Promise<Board> {
      const board = await find(slug);
      if (board === null) throw boardNotFound();
      return board;
    },
    /** The board was changed, by whomever: forget what is known of it. */
    forget(slug: string): void {
      known.delete(slug);
    },
    forgetAll(): void {
      known.clear();
    },
  };
}
