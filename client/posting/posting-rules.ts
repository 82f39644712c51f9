import type { Board, BoardMembership } from '../../shared/board.ts';
import { mayAuthorsEdit, mayAuthorsRestore, mayPost } from '../../shared/policies.ts';

/** Why this person cannot post on this board; null if they can, or until that is known. */
export function whyPostingIsClosed(board: Board | null, you: BoardMembership): string | null {
  if (board === null || mayPost(board, you)) return null;
  if (board.archived) return 'This board is archived and read-only.';
  if (you.removed) return 'A moderator removed you from this board. You can read it, but not post.';
  return board.posting === 'members'
    ? 'Only members can post on this board.'
    : 'This board is frozen. Only moderators can post at the moment.';
}

/** Why authors cannot change their events on this board now; null if they can, or until that is known. */
export function whyChangingIsClosed(board: Board | null, you: BoardMembership): string | null {
  if (board === null || mayAuthorsEdit(board, you)) return null;
  if (board.archived) return 'This board is archived and read-only.';
  if (you.removed) return 'A moderator removed you from this board. You can read it, but not post or change anything.';
  return 'This board is frozen. Only moderators can change events.';
}

/** Whether authors can put back on this board what they delete; not before that is known. */
export function isRestoringOpen(board: Board | null, you: BoardMembership): boolean {
  return board !== null && mayAuthorsRestore(board, you);
}
