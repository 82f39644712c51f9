import { describe, expect, it } from 'vitest';
import { boardChanges } from '../../../server/feed/board-change.ts';
import { storedEvent } from '../../support/board/stored-event.ts';

/** What each audience of a board sees of the change. An audience that sees nothing is left out. */
function seen(...step: Parameters<typeof boardChanges>) {
  return Object.fromEntries(
    boardChanges(...step).map(({ board, audience, change }) => [`${board}/${audience}`, change]),
  );
}

describe('what a change means for boards', () => {
  const live = storedEvent();

  it('[FEED-8] becoming hidden or archived is a removal for the public, becoming live a put', () => {
    const hidden = storedEvent({ status: 'hidden', version: 2 });
    const archived = { ...storedEvent({ version: 2 }), archived: true };
    expect(seen(live, hidden)['main/public']).toEqual({ remove: live.event.id });
    expect(seen(live, archived)).toEqual({
      'main/public': { remove: live.event.id },
      'main/moderators': { remove: live.event.id },
    });
    expect(seen(hidden, live)['main/public']).toEqual({ put: live.event });
  });

  it('[FEED-8] an event that the public can see neither before nor after is no change for it', () => {
    const pending = storedEvent({ status: 'pending' });
    const edited = storedEvent({ status: 'pending', name: 'Other', version: 2 });
    expect(seen(null, pending)).toEqual({ 'main/moderators': { put: pending.event } });
    expect(seen(pending, edited)).toEqual({ 'main/moderators': { put: edited.event } });
    expect(seen(pending, null)).toEqual({ 'main/moderators': { remove: pending.event.id } });
  });

  it('an event that moves to another board leaves the old one and enters the new one', () => {
    const moved = storedEvent({ board: 'other', version: 2 });
    expect(seen(live, moved)).toEqual({
      'main/public': { remove: live.event.id },
      'main/moderators': { remove: live.event.id },
      'other/public': { put: moved.event },
      'other/moderators': { put: moved.event },
    });
  });

  it('a change that leaves the event the same on the wire is no change', () => {
    expect(boardChanges(live, storedEvent())).toEqual([]);
  });

  it('a document that becomes unreadable leaves the board, one that becomes readable enters it', () => {
    expect(seen(live, null)['main/public']).toEqual({ remove: live.event.id });
    expect(seen(null, live)['main/public']).toEqual({ put: live.event });
    expect(boardChanges(null, null)).toEqual([]);
  });
});
