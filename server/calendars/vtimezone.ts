import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block as timeZoneBlock } from 'timezones-ical-library';
import type { BoardEvent } from '../../shared/event.ts';
import { isAllDay } from '../../shared/local-time.ts';

type Times = Pick<BoardEvent, 'start' | 'end' | 'timeZone' | 'startsAt' | 'endsAt'>;

/** A zone of a calendar: the name that its times have, and its rules (RFC 5545, 3.6.5). */
export type CalendarZone = { id: string; component: ICAL.Component };

/** Zones that are always UTC. Their times are written as instants. */
const universal = /^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu|GMT[+-]?0|Greenwich)$/;
/**
 * Rules are computed and cached year by year. A later year than this, which anybody may post, is not computed: its times
 * are written as instants.
 */
const maxYearsAhead = 30;
/** At most this many clock changes are listed. Times that would need more, over centuries, are written as instants. */
const maxChanges = 200;

/**
 * The zones of these events, with rules that are right for the events' times. The times of a zone that is missing from the
 * result are written as instants. Two names of one zone become one.
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

/** Whether an event is so far in the future that its times are written as instants, whatever its zone. */
export function isFarAhead({ startsAt, endsAt }: Pick<Times, 'startsAt' | 'endsAt'>): boolean {
  const last = new Date().getUTCFullYear() + maxYearsAhead;
  return [startsAt, endsAt].some((instant) => new Date(instant).getUTCFullYear() > last);
}

/**
 * Most zones have had the same two rules for decades, and every program understands those. If other rules applied at one of
 * the times (Casablanca in Ramadan, Cairo when October ends on a Thursday), each clock change is listed.
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
  // In an hour that comes twice, a rule may give the other pass. That does not make it wrong.
  const plain = Temporal.PlainDateTime.from(local);
  return (
    plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds <
    plain.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds
  );
}

/** Null if the times are too far apart. */
function spelledOut(id: string, times: readonly Times[]): ICAL.Component | null {
  const { timeZone } = times[0]!;
  const instants = times.flatMap(({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt)]);
  const at = (ms: number): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const first = at(instants.reduce((a, b) => Math.min(a, b)));
  const last = instants.reduce((a, b) => Math.max(a, b));
  const component = new ICAL.Component('vtimezone');
  component.addPropertyWithValue('tzid', id);
  // A clock change exactly at the start counts as an earlier one.
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
    // The local time just before the clock change.
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
