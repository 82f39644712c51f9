import type { BoardEvent } from '../../shared/event.ts';

/** The events of a board for a moderator: `waiting` in the order of arrival, the rest by date, past events last. */
export type ModeratedEvents = { waiting: BoardEvent[]; shown: BoardEvent[]; hidden: BoardEvent[] };

export function moderatedEvents(events: Iterable<BoardEvent>): ModeratedEvents {
  const all = [...events];
  const by = (status: BoardEvent['status']): BoardEvent[] => all.filter((event) => event.status === status);
  const shown = by('live').sort(compareByDate);
  return {
    waiting: by('pending').sort((a, b) => a.createdAt.localeCompare(b.createdAt)),
    shown: [...shown.filter((event) => !isOver(event)), ...shown.filter(isOver)],
    hidden: by('hidden').sort(compareByDate),
  };
}

function compareByDate(a: BoardEvent, b: BoardEvent): number {
  return a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id);
}

function isOver({ startsAt, endsAt }: BoardEvent): boolean {
  return Math.max(Date.parse(startsAt), Date.parse(endsAt)) < Date.now();
}
