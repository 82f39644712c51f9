import type { BoardEvent } from '../../shared/event.ts';
import { isOver } from '../words/format.ts';

/** What has become of a person's own post, in a word to them, with the kind of its pill. */
export type PostState = { kind: 'now' | 'wait' | 'off' | 'over'; word: string };

export function postState(event: Pick<BoardEvent, 'status' | 'review' | 'cancelled' | 'endsAt'>, now: Date): PostState {
  const { status, review, cancelled } = event;
  if (status === 'pending') return { kind: 'wait', word: 'Waiting' };
  if (status === 'hidden') {
    const rejected = review?.state === 'rejected' && review.changes === null;
    return { kind: 'off', word: rejected ? 'Not accepted' : 'Hidden' };
  }
  if (review?.state === 'waiting') return { kind: 'wait', word: 'Change waiting' };
  if (review?.state === 'rejected') return { kind: 'off', word: 'Change not accepted' };
  if (cancelled) return { kind: 'off', word: 'Cancelled' };
  return isOver(event, now) ? { kind: 'over', word: 'Over' } : { kind: 'now', word: 'On the board' };
}
