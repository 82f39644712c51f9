import type { Board, BoardCreation, BoardPatch, NewBoard } from '../../shared/board.ts';
import { mayChangeBoard, mayMakeBoards, type Actor } from '../../shared/policies.ts';
import type { BoardRepository } from '../database/board-repository.ts';
import { boardNotFound, forbidden, slugTaken } from '../problem.ts';

export type BoardService = ReturnType<typeof createBoardService>;

/** A name that is asked for and is not there is remembered too, but not without bound. */
const maxKnown = 1_000;

const makers: Record<BoardCreation, string> = { members: 'members', moderators: 'moderators', owner: 'the owner' };

type Dependencies = { boards: BoardRepository; creation: BoardCreation };

/** The boards, kept in memory; the change stream says when one is to be read again. */
export function createBoardService({ boards, creation }: Dependencies) {
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

  async function get(slug: string): Promise<Board> {
    const board = await find(slug);
    if (board === null) throw boardNotFound();
    return board;
  }

  return {
    find,
    get,

    async create({ slug, title, timeZone }: NewBoard, actor: Actor | null): Promise<Board> {
      if (!mayMakeBoards(creation, actor)) throw forbidden(`Only ${makers[creation]} can make boards here.`);
      const main = await get('main');
      const board: Board = { slug, title, timeZone: timeZone ?? main.timeZone, posting: main.posting, approval: false };
      if (!await boards.insert(board)) throw slugTaken();
      known.delete(slug);
      return board;
    },

    async change(slug: string, patch: BoardPatch, actor: Actor | null): Promise<Board> {
      if (!mayChangeBoard(actor)) throw forbidden('Only moderators can change a board.');
      const fields = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const board = Object.keys(fields).length === 0 ? await boards.find(slug) : await boards.update(slug, fields);
      if (board === null) throw boardNotFound();
      known.delete(slug);
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
