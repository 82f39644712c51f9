import { Temporal } from 'temporal-polyfill';
import { findIana } from 'windows-iana';
import { TimeZone } from '../../../shared/event-time.ts';
import type { RawComponent } from './calendar-text.ts';
import { describedZone } from './described-zone.ts';
import type { RecurrenceSteps } from './recurrence-steps.ts';

/** How a local time in a file becomes a moment. */
export type Zone =
  /** `name` becomes the event's zone. */
  | { kind: 'named'; name: string }
  /** UTC, and zones that only the file describes: the moment counts, and the event gets the calendar's zone. */
  | { kind: 'moment'; toEpochMs: (local: string) => number };

export const utc: Zone = momentZone('UTC');

/** `zone` is a name or an offset such as `-05:00`. */
function momentZone(zone: string): Zone {
  return {
    kind: 'moment',
    toEpochMs: (local) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds,
  };
}

/** The offset in a name such as `(UTC-05:00) Eastern Time`. The name does not say when clocks change. */
function offsetIn(id: string): string | null {
  const [, sign, hours, minutes = '00'] = /(?:UTC|GMT) ?([+-])(\d{1,2})(?::?(\d{2}))?/.exec(id) ?? [];
  return sign === undefined || Number(hours) > 14 || Number(minutes) > 59
    ? null
    : `${sign}${hours!.padStart(2, '0')}:${minutes}`;
}

const knownNames = new Map<string, boolean>();

export function isZoneName(name: string): boolean {
  let known = knownNames.get(name);
  if (known === undefined) knownNames.set(name, (known = name.length <= 60 && TimeZone.safeParse(name).success));
  return known;
}

/** The zones of one file. `home` is the zone of times without one. */
export class FileZones {
  readonly #described = new Map<string, RawComponent>();
  readonly #resolved = new Map<string, Zone>();
  readonly #home: string;
  readonly #steps: RecurrenceSteps;
  readonly #onUnknown: (id: string, readAs: string) => void;

  /** `onUnknown` gets each zone that is unknown and not described in the file, and how its times are read. */
  constructor(
    timeZones: RawComponent[],
    { home, steps }: { home: string; steps: RecurrenceSteps },
    onUnknown: (id: string, readAs: string) => void,
  ) {
    for (const zone of timeZones) {
      const id = valueOf(zone, 'TZID');
      if (id !== null) this.#described.set(unquoted(id), zone);
    }
    this.#home = home;
    this.#steps = steps;
    this.#onUnknown = onUnknown;
  }

  /** By an IANA or Windows name, else by the description in the file. */
  resolve(id: string): Zone {
    let zone = this.#resolved.get(id);
    if (zone === undefined) this.#resolved.set(id, (zone = this.#find(unquoted(id))));
    return zone;
  }

  #find(id: string): Zone {
    const described = this.#described.get(id);
    const name = nameOf(id) ?? (described === undefined ? null : nameOf(valueOf(described, 'X-LIC-LOCATION') ?? ''));
    if (name !== null) return { kind: 'named', name };
    const toEpochMs = described === undefined ? null : describedZone(described, this.#steps);
    if (toEpochMs !== null) return { kind: 'moment', toEpochMs };
    const offset = offsetIn(id);
    this.#onUnknown(id, offset === null ? this.#home : `UTC${offset}`);
    return offset === null ? { kind: 'named', name: this.#home } : momentZone(offset);
  }
}

/** The IANA name of a zone: the name itself, the end of a longer one as some programs write it, or that of a Windows zone. */
function nameOf(id: string): string | null {
  if (isZoneName(id)) return id;
  const parts = id.split('/').filter((part) => part !== '');
  for (const length of [3, 2]) {
    const tail = parts.slice(-length).join('/');
    if (tail !== id && parts.length >= length && isZoneName(tail)) return tail;
  }
  return findIana(id).find(isZoneName) ?? null;
}

function valueOf({ lines }: RawComponent, name: string): string | null {
  const named = new RegExp(`^${name}[;:]`, 'i');
  const line = lines.find((one) => named.test(one));
  return line?.slice(line.indexOf(':') + 1).trim() ?? null;
}

function unquoted(id: string): string {
  return id.trim().replace(/^"(.*)"$/, '$1');
}
