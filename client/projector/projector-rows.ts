import type { Category } from '../../shared/category.ts';
import { categoryOf } from '../../shared/category-of.ts';
import { daysBetween } from '../../shared/days.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { shownName } from '../../shared/shown-name.ts';
import { dayOf, isAllDay } from '../../shared/local-time.ts';
import { agendaDay, type AgendaGroup } from '../board/agenda.ts';
import { formatEnd, formatShortDay, formatSoon, formatStart, language } from '../words/format.ts';
import { shortened } from '../words/shortened.ts';

/** An event in the projector's words: few, to be read from far away. */
export type ProjectorRow = {
  id: string;
  name: string;
  /** “4:00 PM”, and under it “in 40 min”; “Tomorrow”, and under it “9:00 AM”. */
  when: { first: string; second: string };
  marks: readonly Mark[];
  category: Category | undefined;
  about: string;
  /** The author, shown while the event is new. */
  from: string;
  today: boolean;
  running: boolean;
  cancelled: boolean;
};

export type Mark = { kind: 'cancelled' | 'pinned' | 'next'; text: string };

/** Nobody waits for more; the rest is only counted. */
export const maxShown = 100;
/** An event without an end counts as this long. */
const usualLengthMs = 60 * 60_000;
/** Longer places and names are cut at a word; the event's page has them in full. */
const maxPlace = 60;
const maxName = 30;

/** The upcoming events that the projector shows, and how many it leaves out: first what runs now, then pinned ones. */
export function chooseEvents(upcoming: readonly AgendaGroup[], now: Date): { events: BoardEvent[]; later: number } {
  const ahead = upcoming.flatMap(({ events }) => events).filter((event) => !isDone(event, now));
  const rank = (event: BoardEvent): number => (isRunning(event, now) ? 0 : event.pinned ? 1 : 2);
  const ordered = ahead.toSorted((a, b) => rank(a) - rank(b));
  return { events: ordered.slice(0, maxShown), later: Math.max(ordered.length - maxShown, 0) };
}

function isDone({ startsAt, endsAt }: BoardEvent, now: Date): boolean {
  return Date.parse(endsAt) + (endsAt === startsAt ? usualLengthMs : 0) <= now.getTime();
}

/** An all-day event does not run: it would stand first for days. */
function isRunning(event: BoardEvent, now: Date): boolean {
  const { cancelled, start, startsAt } = event;
  return !cancelled && !isAllDay(start) && Date.parse(startsAt) <= now.getTime() && !isDone(event, now);
}

/** The event that begins next; null if there is none. */
export function nextEvent(events: readonly BoardEvent[], now: Date): BoardEvent | null {
  const coming = events.filter(
    ({ cancelled, start, startsAt }) => !cancelled && !isAllDay(start) && Date.parse(startsAt) > now.getTime(),
  );
  return coming.reduce<BoardEvent | null>(
    (first, event) => (first === null || event.startsAt < first.startsAt ? event : first),
    null,
  );
}

/** `archived`: nothing is marked as running or next, since nobody takes care of the board. */
export function projectorRow(
  event: BoardEvent,
  {
    today,
    now,
    next,
    archived = false,
    categories = [],
  }: { today: string; now: Date; next: BoardEvent | null; archived?: boolean; categories?: readonly Category[] },
): ProjectorRow {
  const marks: Mark[] = [];
  if (event.cancelled) marks.push({ kind: 'cancelled', text: 'Cancelled' });
  if (event.pinned) marks.push({ kind: 'pinned', text: 'Pinned' });
  if (event.id === next?.id && !archived) marks.push({ kind: 'next', text: 'Next' });
  const place = event.place === null ? null : shortened(event.place, maxPlace);
  const end = formatEnd(event, today);
  const from = `from ${shortened(shownName(event.author), maxName)}`;
  return {
    id: event.id,
    name: event.name,
    when: when(event, { today, now, archived }),
    marks,
    category: categoryOf(categories, event),
    about: [place, end].filter((part) => part !== null).join(' · ') || from,
    from,
    today: agendaDay(event, today) === today,
    running: !archived && isRunning(event, now),
    cancelled: event.cancelled,
  };
}

function when(
  event: BoardEvent,
  { today, now, archived }: { today: string; now: Date; archived: boolean },
): ProjectorRow['when'] {
  const { start } = event;
  if (agendaDay(event, today) !== today) return { first: dayName(dayOf(start), today), second: formatStart(event) };
  const isRunningNow = !archived && isRunning(event, now);
  if (dayOf(start) !== today) return { first: 'Today', second: isRunningNow ? 'now' : 'continues' };
  if (isAllDay(start)) return { first: 'Today', second: 'All day' };
  const soon = event.cancelled || archived ? null : formatSoon(event, now);
  return { first: formatStart(event), second: isRunningNow ? 'now' : (soon ?? 'Today') };
}

const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });

/** “Tomorrow”, “Wednesday” within a week, else “Tue, Dec 1”. */
function dayName(day: string, today: string): string {
  const days = daysBetween(today, day);
  if (days === 1) return 'Tomorrow';
  return days > 0 && days < 7 ? weekday.format(Date.parse(day)) : formatShortDay(day, today);
}
