import type { BoardEvent } from '../../shared/event.ts';
import type { PendingPost } from '../feed/outbox.ts';

/** A post that is being sent, as the event it will be. Its instants are not known until the server has answered. */
export function pendingEvent(
  pending: PendingPost,
  { board, timeZone, author }: { board: string; timeZone: string; author: BoardEvent['author'] },
  now: Date,
): BoardEvent {
  if (pending.state === 'waiting') return pending.event;
  const { post } = pending;
  const createdAt = now.toISOString();
  return {
    id: post.id,
    board,
    name: post.name.trim(),
    start: post.start,
    end: post.end ?? null,
    timeZone: post.timeZone ?? timeZone,
    startsAt: createdAt,
    endsAt: createdAt,
    place: filled(post.place),
    details: filled(post.details),
    link: filled(post.link),
    // Its size is not known here.
    picture: null,
    category: post.category ?? null,
    author: post.guestName === undefined ? author : { name: post.guestName.trim(), member: false },
    status: 'live',
    cancelled: false,
    pinned: false,
    series: null,
    version: 1,
    createdAt,
    updatedAt: createdAt,
  };
}

function filled(value: string | null | undefined): string | null {
  return value == null || value.trim() === '' ? null : value.trim();
}
