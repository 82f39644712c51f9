import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import type { BoardEvent } from '../../shared/event.ts';
import { isAllDay } from '../../shared/local-time.ts';
import type { ZoneChange } from './zone-changes.ts';
import { zoneRules, type ZoneRules } from './zone-rules.ts';

type Times = Pick<BoardEvent, 'start' | 'end' | 'timeZone' | 'startsAt' | 'endsAt'>;

/** A zone of a calendar: the name that its times have, and its rules (RFC 5545, 3.6.5) as a component's lines. */
export type CalendarZone = { id: string; text: string };

/** Zones that are always UTC. Their times are written as instants. */
const universal = /^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu|GMT[+-]?0|Greenwich)$/;
/**
 * Times of other years are written as instants, whatever their zone. From this year on the zones' history is reliable;
 * in later years than the last, which anybody may post, no rules are computed.
 */
const firstYear = 1970;
const maxYearsAhead = 30;
/** At most this many clock changes are listed. Times that would need more, over centuries, are written as instants. */
const maxChanges = 200;

/**
 * The zones of these events, with rules that are right for the events' times. The times of a zone that is missing from the
 * result are written as instants. Two names of one zone become one. Yields after each small step.
 */
export function* calendarZones(events: Iterable<Times>): Generator<void, Map<string, CalendarZone>> {
  const byId = new Map<string, { rules: ZoneRules; names: Set<string>; times: Times[]; agree: boolean }>();
  for (const event of events) {
    yield;
    if (isAllDay(event.start) || universal.test(event.timeZone) || isFarAway(event)) continue;
    const rules = zoneRules(event.timeZone);
    if (rules === null) continue;
    let group = byId.get(rules.id);
    if (group === undefined) byId.set(rules.id, (group = { rules, names: new Set(), times: [], agree: true }));
    group.names.add(event.timeZone);
    group.times.push(event);
    group.agree &&= agreesWith(rules, event);
  }
  const zones = new Map<string, CalendarZone>();
  for (const { rules, names, times, agree } of byId.values()) {
    yield;
    // Most zones have had the same two rules for decades, and every program understands those. If other rules applied at
    // one of the times (Casablanca in Ramadan, Cairo when October ends on a Thursday), each clock change is listed.
    const text = agree ? rules.text : yield* spelledOut(rules, times);
    if (text !== null) for (const name of names) zones.set(name, { id: rules.id, text });
  }
  return zones;
}

/** Whether an event is so far in the past or the future that its times are written as instants. */
export function isFarAway({ startsAt, endsAt }: Pick<Times, 'startsAt' | 'endsAt'>): boolean {
  // Years before 0 and after 9999 begin with a sign, which sorts before the digits.
  const [first, afterLast] = [String(firstYear), String(new Date().getUTCFullYear() + maxYearsAhead + 1)];
  return startsAt < first || endsAt < first || startsAt >= afterLast || endsAt >= afterLast;
}

function agreesWith(rules: ZoneRules, { start, end, timeZone, startsAt, endsAt }: Times): boolean {
  return agrees(rules, timeZone, start, startsAt) && (end === null || agrees(rules, timeZone, end, endsAt));
}

function agrees({ zone }: ZoneRules, timeZone: string, local: string, instant: string): boolean {
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
function* spelledOut({ id, changes }: ZoneRules, times: readonly Times[]): Generator<void, string | null> {
  let [firstMs, lastMs] = [Infinity, -Infinity];
  for (const { startsAt, endsAt } of times) {
    firstMs = Math.min(firstMs, Date.parse(startsAt), Date.parse(endsAt));
    lastMs = Math.max(lastMs, Date.parse(startsAt), Date.parse(endsAt));
  }
  const listed = yield* changes.between(firstMs, lastMs);
  if (listed.length > maxChanges) return null;
  const first = Temporal.Instant.fromEpochMilliseconds(firstMs).toZonedDateTimeISO(times[0]!.timeZone);
  const component = new ICAL.Component('vtimezone');
  component.addPropertyWithValue('tzid', id);
  // A clock change exactly at the start counts as an earlier one.
  const { offsetNanoseconds } = first;
  component.addSubcomponent(
    observance('standard', `${firstYear}-01-01T00:00:00`, offsetNanoseconds, offsetNanoseconds),
  );
  const lines = component.toString();
  const end = lines.lastIndexOf('END:');
  return `${lines.slice(0, end)}${listed.map(changeLines).join('')}${lines.slice(end)}`;
}

/** A change is written in the calendars of many boards, and each time the same. */
const written = new WeakMap<ZoneChange, string>();

function changeLines(change: ZoneChange): string {
  let lines = written.get(change);
  if (lines === undefined) {
    const { atMs, beforeNs, afterNs } = change;
    // The local time just before the clock change.
    const onset = new Date(atMs + beforeNs / 1e6).toISOString().slice(0, 19);
    const component = observance(afterNs > beforeNs ? 'daylight' : 'standard', onset, beforeNs, afterNs);
    written.set(change, (lines = `${component.toString()}\r\n`));
  }
  return lines;
}

function observance(kind: 'standard' | 'daylight', onset: string, fromNs: number, toNs: number): ICAL.Component {
  const component = new ICAL.Component(kind);
  component.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString(onset));
  component.addPropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromSeconds(fromNs / 1e9));
  component.addPropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromSeconds(toNs / 1e9));
  return component;
}
