import type { BoardEvent } from '../../shared/event.ts';

/** What became of a person's post or of their last change of it, in words to them; null where there is nothing to say. */
export function reviewWords({ status, review }: BoardEvent): string | null {
  if (review?.state === 'waiting')
    return 'Your change waits for a moderator. Until then, everybody sees the event as it was.';
  if (status === 'pending') return 'Your post waits for a moderator. Only you and the moderators see it.';
  if (review === undefined) return status === 'hidden' ? 'A moderator has hidden your post.' : null;
  const { state, note, changes } = review;
  if (state === 'approved') return note === null ? null : `A moderator approved it: ${note}`;
  const what = changes === null ? 'your post' : 'your change';
  return `A moderator did not accept ${what}${note === null ? '.' : `: ${note}`}`;
}
