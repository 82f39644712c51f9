import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block as timeZoneBlock } from 'timezones-ical-library';
import type { BoardEvent } from '../../shared/event.ts';
import { isAllDay } from '../../shared/local-time.ts';

type Times = Pick<BoardEvent, 'start' | 'end' | 'timeZone' | 'startsAt' | 'endsAt'>;

/** A zone as a calendar has it: the name that its times carry, and what it means (RFC 5545, 3.6.5). */
export type CalendarZone = { id: string; component: ICAL.Component };

/** Zones that differ from UTC by nothing, ever: their times are written as instants. */
const universal = /^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu|GMT[+-]?0|Greenwich)$/;
/**
 * Rules are worked out year by year, and what they say is kept: of a time that lies further ahead, which anybody may post,
 * they are not asked. It is written as an instant.
 */
const maxYearsAhead = 30;
/** So many changes of the clocks are spelled out; a zone that needs more, over centuries, is written as instants. */
const maxChanges = 200;

/**
 * The zones that these events need, each with rules by which their very times are their instants; a zone that is not among
 * them is one whose times are to be written as instants. Two names of one zone are one in a calendar.
 */
export function calendarZones(events: Iterable<Times>): Map<string, CalendarZone> {
  const byId = new Map<string, { known: KnownRules; names: Set<string>; times: Times[] }>();
  for (const event of events) {
    if (isAllDay(event.start) || universal.test(event.timeZone) || isFarAhead(event)) continue;
    const known = knownRules(event.timeZone);
    if (known === null) continue;
    let group = byId.get(known.id);
    if (group === undefined) byId.set(known.id, (group = { known, names: new Set(), times: [] }));
    group.names.add(event.timeZone);
    group.times.push(event);
  }
  const zones = new Map<string, CalendarZone>();
  for (const { known, names, times } of byId.values()) {
    const component = meaningOf(known, times);
    if (component !== null) for (const name of names) zones.set(name, { id: known.id, component });
  }
  return zones;
}

/** Whether an event lies so far ahead that its times are written as instants, whatever its zone. */
export function isFarAhead({ startsAt, endsAt }: Pick<Times, 'startsAt' | 'endsAt'>): boolean {
  const last = new Date().getUTCFullYear() + maxYearsAhead;
  return [startsAt, endsAt].some((instant) => new Date(instant).getUTCFullYear() > last);
}

/**
 * Most zones have gone by the same two rules for decades, which every program understands. Where the clocks went by others at
 * one of the times (Casablanca in Ramadan, Cairo when October ends on a Thursday), each change is spelled out.
 */
function meaningOf(known: KnownRules, times: readonly Times[]): ICAL.Component | null {
  const isRight = times.every(
    ({ start, end, timeZone, startsAt, endsAt }) =>
      agrees(known, timeZone, start, startsAt) && (end === null || agrees(known, timeZone, end, endsAt)),
  );
  return isRight ? ICAL.Component.fromString(known.text) : spelledOut(known.id, times);
}

type KnownRules = { id: string; text: string; zone: ICAL.Timezone };

const rules = new Map<string, KnownRules | null>();

function knownRules(timeZone: string): KnownRules | null {
  let known = rules.get(timeZone);
  if (known === undefined) rules.set(timeZone, (known = readRules(timeZone)));
  return known;
}

function readRules(timeZone: string): KnownRules | null {
  const block = timeZoneBlock(timeZone);
  const [text, parameter] = Array.isArray(block) ? block : [];
  if (text === undefined || parameter === undefined) return null;
  return { id: parameter.replace(/^TZID=/, ''), text, zone: new ICAL.Timezone(ICAL.Component.fromString(text)) };
}

function agrees({ zone }: KnownRules, timeZone: string, local: string, instant: string): boolean {
  const offsetMs = Date.parse(`${local}:00Z`) - Date.parse(instant);
  if (zone.utcOffset(ICAL.Time.fromDateTimeString(`${local}:00`)) * 1000 === offsetMs) return true;
  // Of an hour that comes twice no rule says which; that one is the other proves nothing.
  const plain = Temporal.PlainDateTime.from(local);
  return (
    plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds <
    plain.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds
  );
}

/** Null where the times lie too far apart. */
function spelledOut(id: string, times: readonly Times[]): ICAL.Component | null {
  const { timeZone } = times[0]!;
  const instants = times.flatMap(({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt)]);
  const at = (ms: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const first = at(instants.reduce((a, b) => Math.min(a, b)));
  const last = instants.reduce((a, b) => Math.max(a, b));
  const component = new ICAL.Component('vtimezone');
  component.addPropertyWithValue('tzid', id);
  // A change at the very start counts as one that was before.
  component.addSubcomponent(
    observance(
      'standard',
      `${first.year < 1970 ? '0001' : '1970'}-01-01T00:00:00`,
      first.offsetNanoseconds,
      first.offsetNanoseconds,
    ),
  );
  let before = first.offsetNanoseconds;
  let changes = 0;
  for (
    let change = first.getTimeZoneTransition('next');
    change !== null && change.epochMilliseconds <= last;
    change = change.getTimeZoneTransition('next')
  ) {
    changes += 1;
    if (changes > maxChanges) return null;
    const after = change.offsetNanoseconds;
    // The time that the clocks showed when they were changed.
    const onset = change
      .toPlainDateTime()
      .subtract({ nanoseconds: after - before })
      .toString({ smallestUnit: 'second' });
    component.addSubcomponent(observance(after > before ? 'daylight' : 'standard', onset, before, after));
    before = after;
  }
  return component;
}

function observance(kind: 'standard' | 'daylight', onset: string, fromNs: number, toNs: number): ICAL.Component {
  const component = new ICAL.Component(kind);
  component.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(onset));
  component.addPropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromSeconds(fromNs / 1e9));
  component.addPropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromSeconds(toNs / 1e9));
  return component;
}
