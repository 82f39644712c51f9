import { describe, expect, it } from 'vitest';
import { moderatedEvents } from '../../../client/moderation/moderated-events.ts';
import { Selection } from '../../../client/moderation/selection.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { boardEvent } from '../../support/board/stored-event.ts';

const dayMs = 86_400_000;

/** An event so many days from now. */
function away(digit: string, days: number, overrides: Partial<BoardEvent> = {}): BoardEvent {
  const time = new Date(Date.now() + days * dayMs).toISOString();
  return boardEvent({ id: digit.repeat(24), startsAt: time, endsAt: time, ...overrides });
}

const idsOf = (events: readonly BoardEvent[]): string => events.map(({ id }) => id[0]).join('');

describe('the lists of a moderator', () => {
  const events = moderatedEvents([
    away('a', 9),
    away('b', -2),
    away('c', -1, { endsAt: new Date(Date.now() + dayMs).toISOString() }),
    away('d', -9),
    away('e', -1, { status: 'hidden' }),
  ]);

  it('[MOD-13] past events are apart from what comes or still runs, each by date', () => {
    expect([events.shown, events.past, events.hidden].map(idsOf)).toEqual(['ca', 'db', 'e']);
  });

  it('[MOD-13] past events can be selected like the others', () => {
    const { shown, past } = new Selection([events.past[0]!.id, events.shown[0]!.id]).among(events);
    expect([shown, past].map(idsOf)).toEqual(['c', 'd']);
  });
});
