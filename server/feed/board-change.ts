import type { Audience } from '../../shared/feed-protocol.ts';
import type { BoardEvent } from '../../shared/event.ts';
import type { Change } from '../../shared/live-set.ts';
import type { StoredEvent } from '../events/stored-event.ts';

/** What one database change means for one board: at most one change for each audience. */
export type BoardChange = { board: string; forAudience: Readonly<Record<Audience, Change | null>> };

/** The event as an audience sees it, or null where it does not. */
export function visibleTo(audience: Audience, stored: StoredEvent | null): BoardEvent | null {
  if (stored === null || stored.archived) return null;
  return audience === 'moderators' || stored.event.status === 'live' ? stored.event : null;
}

/**
 * Compares an event before and after a change (null: it was not there, or cannot be read as an event) and answers
 * what each board concerned sees of it. Becoming hidden or archived is a `remove`, becoming live a `put`; a change
 * that leaves the event equal on the wire, such as one of its derived fields, is none.
 */
export function boardChanges(before: StoredEvent | null, after: StoredEvent | null): BoardChange[] {
  const boards = new Set([before, after].filter((stored) => stored !== null).map((stored) => stored.event.board));
  const changes: BoardChange[] = [];
  for (const board of boards) {
    const was = before?.event.board === board ? before : null;
    const is = after?.event.board === board ? after : null;
    const forAudience = {
      public: audienceChange('public', was, is),
      moderators: audienceChange('moderators', was, is),
    };
    if (forAudience.public !== null || forAudience.moderators !== null) changes.push({ board, forAudience });
  }
  return changes;
}

function audienceChange(audience: Audience, before: StoredEvent | null, after: StoredEvent | null): Change | null {
  const was = visibleTo(audience, before);
  const is = visibleTo(audience, after);
  if (is !== null) return was !== null && sameOnTheWire(was, is) ? null : { put: is };
  return was === null ? null : { remove: was.id };
}

function sameOnTheWire(a: BoardEvent, b: BoardEvent): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
