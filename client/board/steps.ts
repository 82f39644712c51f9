import type { Board } from '../../shared/board.ts';

export type Step = 'title' | 'look' | 'projector' | 'join';

/** What the page knows beside the board: kept in this browser, since a screen is opened and people come and go. */
export type Seen = { projector: boolean; joined: boolean };

/** What a board is called until somebody names it. */
const unnamed = 'Community Board';

/** The first steps with a new board, in their order, and whether each is done. */
export function stepsOf(
  board: Pick<Board, 'title' | 'theme' | 'mark' | 'description' | 'cover'>,
  { projector, joined }: Seen,
): { step: Step; done: boolean }[] {
  const { title, theme, mark, description, cover } = board;
  const hasLook = theme !== 'harbour' || mark !== null || description !== null || cover !== null;
  return [
    { step: 'title', done: title !== unnamed },
    { step: 'look', done: hasLook },
    { step: 'projector', done: projector },
    { step: 'join', done: joined },
  ];
}
