import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block as timeZoneBlock } from 'timezones-ical-library';
import type { BoardEvent } from '../../shared/event.ts';
import { isAllDay } from '../../shared/local-time.ts';
import { carriedProperty, type ExportedEvent } from './carried.ts';
import { carriedOf } from './export.ts';

export type CalendarOptions = {
  /** What the calendar is called. */
  title: string;
  /** The site's address, for links to the events' pages. */
  baseUrl: string;
};

const productId = '-//Community Board//Events//EN';
/** How often programs that subscribe should ask again (RFC 7986, 5.7). */
const refreshInterval = 'PT15M';

// A line has at most 75 bytes (RFC 5545, 3.1); the library does not count the blank that begins a folded one.
ICAL.foldLength = 74;

/** The events as an iCalendar object (RFC 5545), with the zones that they need. */
export function icalendarOf(events: readonly BoardEvent[], { title, baseUrl }: CalendarOptions): string {
  return calendarOf(events, title, (event, component) => {
    const description = [event.details, event.link].filter((part) => part !== null).join('\n\n');
    if (description !== '') component.addPropertyWithValue('description', description);
    component.addPropertyWithValue('url', `${baseUrl}/events/${event.id}`);
  });
}

/** The same of all that a board holds, with what iCalendar has no words for: an import brings it back as it was. */
export function exportCalendarOf(events: readonly ExportedEvent[], title: string): string {
  return calendarOf(events, title, (event, component) => {
    if (event.details !== null) component.addPropertyWithValue('description', event.details);
    if (event.link !== null) component.addPropertyWithValue('url', event.link);
    component.addProperty(property(carriedProperty, 'text', JSON.stringify(carriedOf(event))));
  });
}

function calendarOf<E extends BoardEvent>(events: readonly E[], title: string, describe: (event: E, component: ICAL.Component) => void): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', productId);
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('method', 'PUBLISH');
  calendar.addPropertyWithValue('x-wr-calname', title);
  calendar.addProperty(property('name', 'text', title));
  calendar.addProperty(property('refresh-interval', 'duration', ICAL.Duration.fromString(refreshInterval)));
  const zones = new Zones();
  const components = events.map((event) => eventComponent(event, zones, describe));
  for (const zone of zones.used) calendar.addSubcomponent(zone);
  for (const component of components) calendar.addSubcomponent(component);
  return `${calendar.toString()}\r\n`;
}

function eventComponent<E extends BoardEvent>(event: E, zones: Zones, describe: (event: E, component: ICAL.Component) => void): ICAL.Component {
  const component = new ICAL.Component('vevent');
  component.addPropertyWithValue('uid', `${event.id}@community-board`);
  // A change of the event is a later revision of it; programs that have an older one take this.
  component.addPropertyWithValue('sequence', event.version - 1);
  component.addPropertyWithValue('dtstamp', instant(event.updatedAt));
  component.addPropertyWithValue('created', instant(event.createdAt));
  component.addPropertyWithValue('last-modified', instant(event.updatedAt));
  component.addPropertyWithValue('summary', event.name);
  for (const time of timesOf(event, zones)) component.addProperty(time);
  if (event.place !== null) component.addPropertyWithValue('location', event.place);
  describe(event, component);
  component.addPropertyWithValue('status', event.cancelled ? 'CANCELLED' : 'CONFIRMED');
  // An all-day event is a note in the calendar; it does not make anybody busy.
  component.addPropertyWithValue('transp', isAllDay(event.start) ? 'TRANSPARENT' : 'OPAQUE');
  return component;
}

function timesOf({ start, end, timeZone, startsAt, endsAt }: BoardEvent, zones: Zones): ICAL.Property[] {
  if (isAllDay(start)) {
    // `DTEND` is exclusive; here the last day is part of the event.
    const afterLast = Temporal.PlainDate.from(end ?? start).add({ days: 1 }).toString();
    return [property('dtstart', 'date', ICAL.Time.fromDateString(start)), property('dtend', 'date', ICAL.Time.fromDateString(afterLast))];
  }
  const id = zones.idOf(timeZone);
  const at = (name: string, local: string, iso: string): ICAL.Property => {
    if (id === null) return property(name, 'date-time', instant(iso));
    const time = property(name, 'date-time', ICAL.Time.fromDateTimeString(`${local}:00`));
    time.setParameter('tzid', id);
    return time;
  };
  return [at('dtstart', start, startsAt), ...(end === null || end === start ? [] : [at('dtend', end, endsAt)])];
}

/** The `VTIMEZONE`s of one calendar, each once. */
class Zones {
  readonly #blocks = new Map<string, { id: string; component: ICAL.Component } | null>();

  get used(): ICAL.Component[] {
    const byId = new Map([...this.#blocks.values()].flatMap((zone) => (zone === null ? [] : [[zone.id, zone.component] as const])));
    return [...byId.values()];
  }

  /** The name under which the calendar has the zone; null where only instants will do. */
  idOf(timeZone: string): string | null {
    let zone = this.#blocks.get(timeZone);
    if (zone === undefined) this.#blocks.set(timeZone, (zone = readZone(timeZone)));
    return zone?.id ?? null;
  }
}

/** Zones that differ from UTC by nothing, ever: their times are written as instants. */
const universal = /^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu|GMT[+-]?0|Greenwich)$/;

function readZone(timeZone: string): { id: string; component: ICAL.Component } | null {
  if (universal.test(timeZone)) return null;
  const block = timeZoneBlock(timeZone);
  const [text, parameter] = Array.isArray(block) ? block : [];
  if (text === undefined || parameter === undefined) return null;
  return { id: parameter.replace(/^TZID=/, ''), component: ICAL.Component.fromString(text) };
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
