import type { BoardEvent } from '../../../shared/event.ts';
import type { StoredEvent } from '../../../server/events/stored-event.ts';

/** An event as everybody reads it; a test names the fields it cares about. */
export function boardEvent(overrides: Partial<BoardEvent> = {}): BoardEvent {
  return {
    id: '5f5f5f5f5f5f5f5f5f5f5f5f',
    board: 'main',
    name: 'Choir try-outs',
    start: '2026-12-01T18:30',
    end: null,
    timeZone: 'Europe/Berlin',
    startsAt: '2026-12-01T17:30:00.000Z',
    endsAt: '2026-12-01T17:30:00.000Z',
    place: 'Main hall',
    details: null,
    link: null,
    picture: null,
    category: null,
    author: { name: 'Lena', member: false },
    status: 'live',
    cancelled: false,
    pinned: false,
    series: null,
    version: 1,
    createdAt: '2026-11-23T10:00:00.000Z',
    updatedAt: '2026-11-23T10:00:00.000Z',
    ...overrides,
  };
}

export function storedEvent(overrides: Partial<BoardEvent> = {}): StoredEvent {
  return { event: boardEvent(overrides), archived: false, owner: 'guest:one', review: null };
}
