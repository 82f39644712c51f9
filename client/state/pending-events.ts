import type { BoardEvent } from '../../shared/event.ts';
import type { BoardStore } from './board-store.ts';

/** One's own posts that the feed has not brought back yet, in the form of events, to be shown among them. */
export function pendingEvents(store: BoardStore, authorName: string, now: Date): BoardEvent[] {
  return store.outbox.posts
    .filter(({ id }) => store.feed.events.get(id) === undefined)
    .map(({ id, input }) => ({
      id,
      board: store.slug,
      name: input.name,
      start: input.start,
      end: input.end ?? null,
      timeZone: input.timeZone ?? store.timeZone,
      // Only the server turns local times into instants; until then the order within the day does without.
      startsAt: now.toISOString(),
      endsAt: now.toISOString(),
      place: input.place ?? null,
      details: input.details ?? null,
      link: input.link ?? null,
      author: { name: input.guestName ?? authorName, member: false },
      status: 'live',
      cancelled: false,
      pinned: false,
      version: 1,
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    }));
}
