import { boardNow } from '../api/board-time.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { waitsForModerator } from '../../shared/review-alike.ts';

/** A post or a change that waits. `dates`: all dates of a repeating event that wait for the same decision; `event` is the first. */
export type Waiting = { event: BoardEvent; dates: BoardEvent[] };

/** The events of a board for a moderator: `waiting` in the order of arrival, the rest by date. `past`: shown ones that are over. */
export type ModeratedEvents = { waiting: Waiting[]; shown: BoardEvent[]; past: BoardEvent[]; hidden: BoardEvent[] };

export function moderatedEvents(events: Iterable<BoardEvent>): ModeratedEvents {
  const all = [...events];
  const by = (status: BoardEvent['status']): BoardEvent[] => all.filter((event) => event.status === status);
  const shown = by('live').sort(compareByDate);
  return {
    waiting: waitingOf(all),
    shown: shown.filter((event) => !isOver(event)),
    past: shown.filter(isOver),
    hidden: by('hidden').sort(compareByDate),
  };
}

function waitingOf(events: BoardEvent[]): Waiting[] {
  const groups = new Map<string, BoardEvent[]>();
  for (const event of events) {
    const key = waitsForModerator(event);
    if (key === null) continue;
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()]
    .map((dates) => ({ event: dates.sort(compareByDate)[0]!, dates }))
    .sort((a, b) => sinceOf(a.event).localeCompare(sinceOf(b.event)));
}

/** Since when it has been waiting. */
function sinceOf({ review, createdAt }: BoardEvent): string {
  return review?.state === 'waiting' ? review.at : createdAt;
}

function compareByDate(a: BoardEvent, b: BoardEvent): number {
  return a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id);
}

function isOver({ startsAt, endsAt }: BoardEvent): boolean {
  return Math.max(Date.parse(startsAt), Date.parse(endsAt)) < boardNow().getTime();
}
