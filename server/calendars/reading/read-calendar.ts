import type { CalendarContents, IncomingEvent, Skipped } from '../incoming-event.ts';
import { groupedBy } from '../../base/grouped.ts';
import { BrokenFile, decodeText, splitCalendars, type RawComponent } from './calendar-text.ts';
import { EventComponentReader, type Skip } from './event-component.ts';
import { eventsOfUid } from './events-of-uid.ts';
import { Properties } from './properties.ts';
import { RecurrenceSteps } from './recurrence-steps.ts';
import { shortened } from './shortened.ts';
import { FileZones, isZoneName } from './zones.ts';

export type ReadOptions = {
  /** The board's. */
  timeZone: string;
  now: Date;
  /** Whether to take authors, ids and what is hidden from an export. */
  trusted: boolean;
  /** A file with more is refused; each date of a repeating event counts. */
  maxEvents?: number;
  /** A file whose rules take more steps to follow is refused. */
  maxSteps?: number;
};

/**
 * Reads a file of calendars (RFC 5545) as events. Anything odd in it is either read as it was meant or named in `skipped`.
 * Throws `BrokenFile` if it is no calendar, or was cut off.
 */
export function readCalendar(bytes: Uint8Array, options: ReadOptions): CalendarContents {
  const { maxEvents = Infinity } = options;
  const steps = new RecurrenceSteps(options.maxSteps);
  const skipped: Skipped[] = [];
  const events: IncomingEvent[] = [];
  for (const calendar of splitCalendars(decodeText(bytes))) {
    for (const event of eventsOf(calendar, options, steps, (what, reason) => skipped.push({ what, reason }))) {
      if (events.length === maxEvents) throw new BrokenFile(tooMany(maxEvents));
      events.push(event);
    }
  }
  return { events: withoutDoubles(events, skipped), skipped };
}

function tooMany(max: number): string {
  return `It has more than ${max.toLocaleString('en')} events; each date of a repeating one counts. Split it, or use npm run import on the server.`;
}

function* eventsOf(
  calendar: RawComponent,
  options: ReadOptions,
  steps: RecurrenceSteps,
  skip: Skip,
): Generator<IncomingEvent> {
  const { now, trusted } = options;
  const home = zoneOf(calendar, options.timeZone, skip);
  const reader = {
    zones: describedZones(calendar, home, steps, skip),
    floating: { kind: 'named', name: home },
  } as const;
  const components = new EventComponentReader(reader, skip);
  const read = calendar.children.map((component) => components.read(component)).filter((one) => one !== null);
  for (const same of groupedBy(read, ({ uid }) => uid).values())
    yield* eventsOfUid(same, { reader, home, now, steps, trusted, skip });
  components.noteCounts();
}

/** The zone of the whole calendar; the board's, unless it names one. */
function zoneOf(calendar: RawComponent, boardTimeZone: string, skip: Skip): string {
  const own = new Properties(calendar, (line) =>
    skip('A line of the calendar', `It cannot be read and is left out: ${shortened(line)}`),
  );
  const named = own.text('x-wr-timezone');
  return named !== null && isZoneName(named) ? named : boardTimeZone;
}

function describedZones({ children }: RawComponent, home: string, steps: RecurrenceSteps, skip: Skip): FileZones {
  return new FileZones(
    children.filter(({ name }) => name === 'VTIMEZONE'),
    { home, steps },
    (id, readAs) =>
      skip(
        `The time zone “${shortened(id)}”`,
        `Nobody knows it, and the file does not describe it: its times are read as ${readAs}.`,
      ),
  );
}

/** A file may name the same event in two of its calendars. */
function withoutDoubles(events: IncomingEvent[], skipped: Skipped[]): IncomingEvent[] {
  const byKey = new Map<string, IncomingEvent>();
  for (const event of events) {
    const key = `${event.uid}\n${event.occurrence ?? ''}`;
    const before = byKey.get(key);
    if (before !== undefined)
      skipped.push({
        what: `“${shortened(before.fields.name)}”`,
        reason: 'The file has it more than once; the newest is taken.',
      });
    if (before === undefined || event.sequence >= before.sequence) byKey.set(key, event);
  }
  return [...byKey.values()];
}
