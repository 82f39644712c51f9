import { Audience } from '../../shared/feed-protocol.ts';
import type { BoardEvent } from '../../shared/event.ts';
import type { Change } from '../../shared/live-set.ts';
import { withReview, type StoredEvent } from '../events/stored-event.ts';

/** One change of one board's live set, as one audience sees it. */
export type BoardChange = { board: string; audience: Audience; change: Change };

/** The event as an audience sees it; null where the audience does not see it. */
export function visibleTo(audience: Audience, stored: StoredEvent | null): BoardEvent | null {
  if (stored === null || stored.archived) return null;
  if (audience === 'moderators') return withReview(stored);
  return stored.event.status === 'live' ? stored.event : null;
}

/**
 * Compares an event before and after a change and returns what each audience of each board sees of it. Null stands for
 * an event that was not there, or that cannot be read as one. An event that becomes hidden or archived is removed, one
 * that becomes live is put. If the event is the same on the wire, for example because only a derived field changed,
 * nobody sees a change.
 */
export function boardChanges(before: StoredEvent | null, after: StoredEvent | null): BoardChange[] {
  const boards = new Set([before, after].filter((stored) => stored !== null).map((stored) => stored.event.board));
  const changes: BoardChange[] = [];
  for (const board of boards) {
    const was = before?.event.board === board ? before : null;
    const is = after?.event.board === board ? after : null;
    for (const audience of Audience.options) {
      const change = changeBetween(visibleTo(audience, was), visibleTo(audience, is));
      if (change !== null) changes.push({ board, audience, change });
    }
  }
  return changes;
}

function changeBetween(was: BoardEvent | null, is: BoardEvent | null): Change | null {
  if (is !== null) return was !== null && sameOnTheWire(was, is) ? null : { put: is };
  return was === null ? null : { remove: was.id };
}

function sameOnTheWire(a: BoardEvent, b: BoardEvent): boolean {
  return a.version === b.version && JSON.stringify(a) === JSON.stringify(b);
}
