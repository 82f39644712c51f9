import type { Board } from '../../shared/board.ts';
import { mayPost } from '../../shared/policies.ts';
import type { Session } from '../../shared/session.ts';

/** Why this person cannot post on this board; null where one can, or where that is not known yet. */
export function whyPostingIsClosed(board: Board | null, { user }: Session): string | null {
  if (board === null || mayPost(board, user === null ? null : { key: '', role: user.role })) return null;
  return board.posting === 'members' ? 'Only members can post on this board.' : 'This board is frozen: nobody can post at the moment.';
}
