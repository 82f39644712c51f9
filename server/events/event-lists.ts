import { EventId, type BoardEvent } from '../../shared/event.ts';
import type { EventQuery, PageQuery } from '../../shared/event-query.ts';
import { defaultListLimit } from '../../shared/list-rules.ts';
import { keysOf, type Actor } from '../../shared/policies.ts';
import { invalidRequest, searchTooSlow, wrongCursor } from '../base/problem.ts';
import type { BoardFor } from '../boards/board-service.ts';
import { isOutOfTime } from '../database/mongo-errors.ts';
import type { EventRepository } from './event-repository.ts';
import { withReview } from './stored-event.ts';
import { decodeCursor, encodeCursor } from './list-cursor.ts';

type Dependencies = {
  events: EventRepository;
  boardFor: BoardFor;
};

export function createLists({ events, boardFor }: Dependencies) {
  return {
    /** A person's own events on all boards, whatever their status, the newest first. */
    async listOwn(
      person: Actor,
      { limit = defaultListLimit, after }: PageQuery,
    ): Promise<{ events: BoardEvent[]; next: string | null }> {
      const before = after === undefined ? null : EventId.safeParse(after);
      if (before?.success === false) throw wrongCursor();
      const page = await events.listOwned(keysOf(person), limit, before?.data ?? null);
      return { events: page.events.map(withReview), next: page.next };
    },

    async list(slug: string, query: EventQuery): Promise<{ events: BoardEvent[]; next: string | null }> {
      const { board } = await boardFor(slug, null);
      const after = query.after === undefined ? null : decodeCursor(query.after, query.sort ?? 'date');
      if (after === null && query.after !== undefined) {
        throw invalidRequest([{ path: 'after', message: 'Is not the `next` of a list in this order.' }]);
      }
      if (query.category !== undefined && !board.categories.some(({ id }) => id === query.category))
        return { events: [], next: null };
      const page = await events.list(board.slug, query, after).catch((error: unknown) => {
        throw isOutOfTime(error) ? searchTooSlow() : error;
      });
      return {
        // A listing may be a moment older than its document.
        events: page.events.map(({ event }) => event).filter((event) => event.status === 'live'),
        next: page.next === null ? null : encodeCursor(page.next),
      };
    },
  };
}
