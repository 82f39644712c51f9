import { describe, expect, it } from 'vitest';
import { boardChanges } from '../../../server/feed/board-change.ts';
import { storedEvent } from '../../support/board/stored-event.ts';

describe('what a change means for boards', () => {
  const live = storedEvent();

  it('[FEED-8] becoming hidden or archived is a removal for the public, becoming live a put', () => {
    const hidden = storedEvent({ status: 'hidden', version: 2 });
    const archived = { ...storedEvent({ version: 2 }), archived: true };
    expect(boardChanges(live, hidden)[0]!.forAudience.public).toEqual({ remove: live.event.id });
    expect(boardChanges(live, archived)[0]!.forAudience).toEqual({
      public: { remove: live.event.id },
      moderators: { remove: live.event.id },
    });
    expect(boardChanges(hidden, live)[0]!.forAudience.public).toEqual({ put: live.event });
  });

  it('[FEED-8] what the public cannot see and could not see before is no change for it', () => {
    const pending = storedEvent({ status: 'pending' });
    const edited = storedEvent({ status: 'pending', name: 'Other', version: 2 });
    expect(boardChanges(null, pending)[0]!.forAudience.public).toBeNull();
    expect(boardChanges(pending, edited)[0]!.forAudience).toEqual({ public: null, moderators: { put: edited.event } });
    expect(boardChanges(pending, null)[0]!.forAudience.public).toBeNull();
  });

  it('an event that moves to another board leaves the one and enters the other', () => {
    const moved = storedEvent({ board: 'other', version: 2 });
    const changes = Object.fromEntries(
      boardChanges(live, moved).map(({ board, forAudience }) => [board, forAudience.public]),
    );
    expect(changes).toEqual({ main: { remove: live.event.id }, other: { put: moved.event } });
  });

  it('a change that leaves the event equal on the wire is none', () => {
    expect(boardChanges(live, storedEvent())).toEqual([]);
  });

  it('a document that becomes unreadable leaves, one that becomes readable enters', () => {
    expect(boardChanges(live, null)[0]!.forAudience.public).toEqual({ remove: live.event.id });
    expect(boardChanges(null, live)[0]!.forAudience.public).toEqual({ put: live.event });
    expect(boardChanges(null, null)).toEqual([]);
  });
});
