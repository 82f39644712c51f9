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

/** The upcoming events that the projector shows, pinned ones first, and how many it leaves out. */
export function chooseEvents(upcoming: readonly AgendaGroup[], now: Date): { events: BoardEvent[]; later: number } {
  const ahead = upcoming.flatMap(({ events }) => events).filter((event) => !isDone(event, now));
  const ordered = [...ahead.filter(({ pinned }) => pinned), ...ahead.filter(({ pinned }) => !pinned)];
  return { events: ordered.slice(0, maxShown), later: Math.max(ordered.length - maxShown, 0) };
}

function isDone({ startsAt, endsAt }: BoardEvent, now: Date): boolean {
  return Date.parse(endsAt) + (endsAt === startsAt ? usualLengthMs : 0) <= now.getTime();
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

export function projectorRow(
  event: BoardEvent,
  {
    today,
    now,
    next,
    categories = [],
  }: { today: string; now: Date; next: BoardEvent | null; categories?: readonly Category[] },
): ProjectorRow {
  const marks: Mark[] = [];
  if (event.cancelled) marks.push({ kind: 'cancelled', text: 'Cancelled' });
  if (event.pinned) marks.push({ kind: 'pinned', text: 'Pinned' });
  if (event.id === next?.id) marks.push({ kind: 'next', text: 'Next' });
  const place = event.place === null ? null : shortened(event.place, maxPlace);
  const end = formatEnd(event, today);
  const from = `from ${shortened(shownName(event.author), maxName)}`;
  return {
    id: event.id,
    name: event.name,
    when: when(event, today, now),
    marks,
    category: categoryOf(categories, event),
    about: [place, end].filter((part) => part !== null).join(' · ') || from,
    from,
    today: agendaDay(event, today) === today,
    cancelled: event.cancelled,
  };
}

function when(event: BoardEvent, today: string, now: Date): ProjectorRow['when'] {
  const { start, startsAt } = event;
  if (agendaDay(event, today) !== today) return { first: dayName(dayOf(start), today), second: formatStart(event) };
  if (dayOf(start) !== today) return { first: 'Today', second: 'continues' };
  if (isAllDay(start)) return { first: 'Today', second: 'All day' };
  const begun = Date.parse(startsAt) <= now.getTime();
  return {
    first: formatStart(event),
    second: event.cancelled ? 'Today' : begun ? 'now' : (formatSoon(event, now) ?? 'Today'),
  };
}

const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });

/** “Tomorrow”, “Wednesday” within a week, else “Tue, Dec 1”. */
function dayName(day: string, today: string): string {
  const days = daysBetween(today, day);
  if (days === 1) return 'Tomorrow';
  return days > 0 && days < 7 ? weekday.format(Date.parse(day)) : formatShortDay(day, today);
}
