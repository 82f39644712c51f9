import { Temporal } from 'temporal-polyfill';
import { isDay } from '../../../shared/local-time.ts';
import type { Property } from './properties.ts';
import { utc, type FileZones, type Zone } from './zones.ts';

/** A time in a file: a day, or a local time to the second with its zone. */
export type Moment = { form: 'day'; local: string } | { form: 'time'; local: string; zone: Zone };

const timePattern = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(Z?)$/;

export type MomentReader = {
  zones: FileZones;
  /** For times without a zone. */
  floating: Zone;
};

/** Null if it is no time. */
export function readMoment(
  { parameters }: Pick<Property, 'parameters'>,
  value: unknown,
  { zones, floating }: MomentReader,
): Moment | null {
  if (typeof value !== 'string') return null;
  // For a day without VALUE=DATE the library returns `2026-12-01T::`.
  const day = /^(\d{4}-\d{2}-\d{2})(?:T::)?$/.exec(value)?.[1];
  if (day !== undefined) return isDay(day) ? { form: 'day', local: day } : null;
  const match = timePattern.exec(value);
  if (match === null || !isDay(match[1]!)) return null;
  const local = `${match[1]}T${match[2]}:${match[3]}:${match[4] === '60' ? '59' : match[4]}`;
  const id = parameters.tzid;
  const zone = match[5] === 'Z' ? utc : id === undefined ? floating : zones.resolve(Array.isArray(id) ? id[0]! : id);
  return { form: 'time', local, zone };
}

/** The instant in ms; for a day its midnight in UTC. A local time that a clock change skips moves to after the gap. */
export function epochMsOf(moment: Moment): number {
  if (moment.form === 'day') return Date.parse(`${moment.local}T00:00:00Z`);
  const { zone, local } = moment;
  return zone.kind === 'moment'
    ? zone.toEpochMs(local)
    : Temporal.PlainDateTime.from(local).toZonedDateTime(zone.name).epochMilliseconds;
}

/** The moment as a text, the same in every zone. It tells the occurrences of a series apart. */
export function keyOf(moment: Moment, epochMs = epochMsOf(moment)): string {
  return moment.form === 'day' ? moment.local : new Date(epochMs).toISOString();
}

/** The local time of a moment, to the minute, and its zone, as an event has them. */
export function localIn(epochMs: number, timeZone: string): { local: string; timeZone: string } {
  const minuteMs = Math.floor(epochMs / 60_000) * 60_000;
  const local = plainMinute(Temporal.Instant.fromEpochMilliseconds(minuteMs).toZonedDateTimeISO(timeZone));
  // If an hour comes twice, its second pass has no local time of its own. Only UTC can express it.
  if (Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds === minuteMs)
    return { local, timeZone };
  return {
    local: plainMinute(Temporal.Instant.fromEpochMilliseconds(minuteMs).toZonedDateTimeISO('UTC')),
    timeZone: 'UTC',
  };
}

function plainMinute(time: Temporal.ZonedDateTime): string {
  return time.toPlainDateTime().toString().slice(0, 16);
}
