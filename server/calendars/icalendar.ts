import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import type { Board } from '../../shared/board.ts';
import type { Category } from '../../shared/category.ts';
import { categoryOf } from '../../shared/category-of.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { isAllDay } from '../../shared/local-time.ts';
import { instantsOf, type Instants } from '../events/event-instants.ts';
import type { Tombstone } from './tombstone-repository.ts';
import { addressMark } from './address-mark.ts';
import { colorProperties, imageLine, pictureLine } from './board-face.ts';
import { extrasProperty, removedProperty, type ExportedEvent } from './export-schema.ts';
import { extrasOf } from './json-export.ts';
import { calendarZones, isFarAway, type CalendarZone } from './vtimezone.ts';

export type CalendarOptions = {
  /** The calendar's name. */
  title: string;
  /** The board's, for `CATEGORIES`. */
  categories?: readonly Category[];
  /** What a calendar of the whole board has of its look. */
  look?: Pick<Board, 'theme' | 'cover'>;
  /** Removed events to list as removed. If an event is back, its tombstone only keeps the SEQUENCE from falling. */
  removed?: readonly Tombstone[];
};

/** Shown instead of the name of a removed event. */
export const removedSummary = 'Removed from the board';

const productId = '-//Community Board//Events//EN';
/** How often programs that subscribe should ask again (RFC 7986, 5.7). */
const refreshInterval = 'PT15M';

/** RFC 5545, 3.3.4: four digits. */
const lastYear = 9999;

// A line has at most 75 bytes (RFC 5545, 3.1). The library does not count the space at the start of a folded line.
ICAL.foldLength = 74;

const addressed = new RegExp(`${addressMark}(?:([0-9a-f]{24})|p([\\w-]{22}))`, 'g');

/** The events as an iCalendar object (RFC 5545), with the zones that they need. */
export function icalendarOf(
  events: readonly BoardEvent[],
  { baseUrl, ...options }: CalendarOptions & { baseUrl: string },
): string {
  return withEventAddresses(text(icalendarPieces(events, options)), baseUrl);
}

/** The same in pieces, some of them empty, each made in a small step. The addresses of events and pictures are missing. */
export function icalendarPieces(
  events: readonly BoardEvent[],
  { title, categories = [], look, removed = [] }: CalendarOptions,
): Generator<string> {
  return calendarPieces(
    events,
    { title, categories, ...(look === undefined ? {} : { look }) },
    (event, component) => {
      const description = [event.details, event.link].filter((part) => part !== null).join('\n\n');
      if (description !== '') component.addPropertyWithValue('description', description);
      return `${pictureLine(event.picture)}${addressMark}${event.id}\r\n`;
    },
    removed,
  );
}

/** Puts the addresses of events and pictures into a calendar's pieces. */
export function withEventAddresses(pieces: string, baseUrl: string): string {
  return pieces.replace(addressed, (_, event: string | undefined, picture: string | undefined) =>
    ICAL.helpers.foldline(picture === undefined ? `URL:${baseUrl}/events/${event}` : imageLine(picture, baseUrl)),
  );
}

/** The same for a whole board, with the fields that iCalendar does not have, so that an import restores it. */
export function exportCalendarPieces(events: readonly ExportedEvent[], board: Face): Generator<string> {
  return calendarPieces(events, board, (event, component) => {
    if (event.details !== null) component.addPropertyWithValue('description', event.details);
    if (event.link !== null) component.addPropertyWithValue('url', event.link);
    component.addProperty(property(extrasProperty, 'text', JSON.stringify(extrasOf(event))));
    return '';
  });
}

/** `describe` adds what one kind of calendar has, and returns further lines. */
function* calendarPieces<E extends BoardEvent>(
  events: readonly E[],
  { title, categories, look }: Face,
  describe: (event: E, component: ICAL.Component) => string,
  removed: readonly Tombstone[] = [],
): Generator<string> {
  const gone = new Map<string, Tombstone & Instants>();
  for (const tombstone of removed) {
    gone.set(tombstone.id, { ...tombstone, ...instantsOf(tombstone) });
    yield '';
  }
  const finding = calendarZones([...events, ...gone.values()]);
  let found = finding.next();
  for (; found.done !== true; found = finding.next()) yield '';
  const zones = found.value;

  const [begin, end] = linesAround(calendarHead(title, look));
  yield begin + pictureLine(look?.cover ?? null);
  // Two names of one zone become one zone in the calendar.
  for (const { text: lines } of new Map([...zones.values()].map((zone) => [zone.id, zone])).values())
    yield `${lines}\r\n`;
  for (const event of events) {
    const component = eventComponent(event, revisionOf(event, gone.get(event.id)), zones);
    const category = categoryOf(categories, event);
    if (category !== undefined) component.addPropertyWithValue('categories', category.name);
    const further = describe(event, component);
    const [lines, last] = linesAround(component);
    yield lines + further + last;
    gone.delete(event.id);
  }
  for (const tombstone of gone.values()) yield linesAround(tombstoneComponent(tombstone, zones)).join('');
  yield end;
}

function calendarHead(title: string, look: Face['look']): ICAL.Component {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', productId);
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('method', 'PUBLISH');
  calendar.addPropertyWithValue('x-wr-calname', title);
  calendar.addProperty(property('name', 'text', title));
  for (const color of look === undefined ? [] : colorProperties(look.theme)) calendar.addProperty(color);
  calendar.addProperty(property('refresh-interval', 'duration', ICAL.Duration.fromString(refreshInterval)));
  return calendar;
}

/** A component's lines and, apart, its last one, so that others can come before it. */
function linesAround(component: ICAL.Component): [string, string] {
  const lines = unmarked(component.toString());
  const last = lines.lastIndexOf('END:');
  return [lines.slice(0, last), `${lines.slice(last)}\r\n`];
}

function unmarked(lines: string): string {
  return lines.replaceAll(addressMark, '');
}

function text(pieces: Iterable<string>): string {
  return [...pieces].join('');
}

/** Of a board, what a calendar of it says. */
type Face = Required<Pick<CalendarOptions, 'title' | 'categories'>> & Pick<CalendarOptions, 'look'>;

type Zones = ReadonlyMap<string, CalendarZone>;
type Revision = { sequence: number; stamp: string };

/**
 * The revision of an event: programs replace an older one by a later one. An event that was put back comes after its own
 * tombstone, even if another program, which counts no versions, wrote it again.
 */
function revisionOf({ version, updatedAt }: BoardEvent, tombstone: Tombstone | undefined): Revision {
  if (tombstone === undefined) return { sequence: version - 1, stamp: updatedAt };
  return {
    sequence: Math.max(version - 1, tombstone.sequence),
    stamp: updatedAt > tombstone.removedAt ? updatedAt : tombstone.removedAt,
  };
}

function beginComponent(id: string, { sequence, stamp }: Revision): ICAL.Component {
  const component = new ICAL.Component('vevent');
  component.addPropertyWithValue('uid', `${id}@community-board`);
  component.addPropertyWithValue('sequence', sequence);
  component.addPropertyWithValue('dtstamp', instant(stamp));
  return component;
}

function tombstoneComponent(tombstone: Tombstone & Instants, zones: Zones): ICAL.Component {
  const component = beginComponent(tombstone.id, { sequence: tombstone.sequence, stamp: tombstone.removedAt });
  component.addPropertyWithValue('summary', removedSummary);
  for (const time of timesOf(tombstone, zones)) component.addProperty(time);
  component.addPropertyWithValue('status', 'CANCELLED');
  component.addPropertyWithValue('transp', 'TRANSPARENT');
  component.addProperty(property(removedProperty, 'text', 'TRUE'));
  return component;
}

function eventComponent(event: BoardEvent, revision: Revision, zones: Zones): ICAL.Component {
  const component = beginComponent(event.id, revision);
  component.addPropertyWithValue('created', instant(event.createdAt));
  component.addPropertyWithValue('last-modified', instant(event.updatedAt));
  component.addPropertyWithValue('summary', event.name);
  for (const time of timesOf(event, zones)) component.addProperty(time);
  if (event.place !== null) component.addPropertyWithValue('location', event.place);
  component.addPropertyWithValue('status', event.cancelled ? 'CANCELLED' : 'CONFIRMED');
  // An all-day event is a note in the calendar. It makes nobody busy.
  component.addPropertyWithValue('transp', isAllDay(event.start) ? 'TRANSPARENT' : 'OPAQUE');
  return component;
}

function timesOf(
  { start, end, timeZone, startsAt, endsAt }: Pick<BoardEvent, 'start' | 'end' | 'timeZone' | 'startsAt' | 'endsAt'>,
  zones: Zones,
): ICAL.Property[] {
  if (isAllDay(start)) {
    // `DTEND` is exclusive. On the board the last day is part of the event.
    const afterLast = Temporal.PlainDate.from(end ?? start).add({ days: 1 });
    const begins = property('dtstart', 'date', ICAL.Time.fromDateString(start));
    // iCalendar has no later days. Without an end it is that one day.
    return afterLast.year > lastYear
      ? [begins]
      : [begins, property('dtend', 'date', ICAL.Time.fromDateString(afterLast.toString()))];
  }
  const id = isFarAway({ startsAt, endsAt }) ? null : (zones.get(timeZone)?.id ?? null);
  const at = (name: string, local: string, iso: string): ICAL.Property => {
    if (id === null) return property(name, 'date-time', instant(iso));
    const time = property(name, 'date-time', ICAL.Time.fromDateTimeString(`${local}:00`));
    time.setParameter('tzid', id);
    return time;
  };
  return [at('dtstart', start, startsAt), ...(end === null || end === start ? [] : [at('dtend', end, endsAt)])];
}

function instant(iso: string): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(iso), true);
}

function property(name: string, type: string, value: unknown): ICAL.Property {
  const made = new ICAL.Property(name);
  made.resetType(type);
  made.setValue(value as string);
  return made;
}
