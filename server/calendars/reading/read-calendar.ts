import { createHash } from 'node:crypto';
import { cleanText } from '../../events/event-document.ts';
import { removedProperty } from '../export-schema.ts';
import type { CalendarContents, IncomingEvent, Skipped } from '../incoming-event.ts';
import { isPlannable } from '../../../shared/event-time.ts';
import { groupedBy } from '../../base/grouped.ts';
import { BrokenFile, decodeText, splitCalendars, type RawComponent } from './calendar-text.ts';
import { lengthOf, lengthTo, type Length } from './length.ts';
import { keyOf, localIn, epochMsOf, readMoment, type Moment, type MomentReader } from './moments.ts';
import { occurrencesIn, repeats } from './recurrence.ts';
import { Properties } from './properties.ts';
import { readContent, readShared, type Shared } from './read-content.ts';
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
};

/**
 * Reads a file of calendars (RFC 5545) as events. Anything odd in it is either read as it was meant or named in `skipped`.
 * Throws `BrokenFile` if it is no calendar, or was cut off.
 */
export function readCalendar(bytes: Uint8Array, options: ReadOptions): CalendarContents {
  const { maxEvents = Infinity } = options;
  const skipped: Skipped[] = [];
  const events: IncomingEvent[] = [];
  for (const calendar of splitCalendars(decodeText(bytes))) {
    for (const event of new CalendarReader(calendar, options, skipped).read()) {
      if (events.length === maxEvents) throw new BrokenFile(tooMany(maxEvents));
      events.push(event);
    }
  }
  return { events: withoutDoubles(events, skipped), skipped };
}

function tooMany(max: number): string {
  return `It has more than ${max.toLocaleString('en')} events; each date of a repeating one counts. Split it, or use npm run import on the server.`;
}

/** One parsed component, with the fields that its occurrences share. */
type Understood = {
  properties: Properties;
  uid: string;
  start: Moment;
  length: Length;
  recurrence: Moment | null;
  sequence: number;
  what: string;
  reader: MomentReader;
  /** Read when it is first needed, and once for all occurrences. */
  shared: Shared | null;
};

const unused: Record<string, string> = {
  valarm: 'the board reminds nobody',
  attendee: 'the board keeps no lists of people',
  organizer: 'the board keeps no lists of people',
  attach: 'the board keeps no files',
  categories: 'the board has no categories',
  geo: 'the board has places in words only',
};

class CalendarReader {
  readonly #calendar: RawComponent;
  readonly #options: ReadOptions;
  readonly #skipped: Skipped[];
  readonly #home: string;
  readonly #reader: MomentReader;
  readonly #unused = new Map<string, number>();
  #removed = 0;

  constructor(calendar: RawComponent, options: ReadOptions, skipped: Skipped[]) {
    this.#calendar = calendar;
    this.#options = options;
    this.#skipped = skipped;
    const own = new Properties(calendar, (line) =>
      this.#skip('A line of the calendar', `It cannot be read and is left out: ${shortened(line)}`),
    );
    const named = own.text('x-wr-timezone');
    this.#home = named !== null && isZoneName(named) ? named : options.timeZone;
    const zones = new FileZones(
      calendar.children.filter(({ name }) => name === 'VTIMEZONE'),
      this.#home,
      (id, readAs) => {
        this.#skip(
          `The time zone “${shortened(id)}”`,
          `Nobody knows it, and the file does not describe it: its times are read as ${readAs}.`,
        );
      },
    );
    this.#reader = { zones, floating: { kind: 'named', name: this.#home } };
  }

  *read(): Generator<IncomingEvent> {
    const understood = this.#calendar.children
      .map((component) => this.#understand(component))
      .filter((one) => one !== null);
    for (const same of groupedBy(understood, ({ uid }) => uid).values()) yield* this.#eventsOf(same);
    if (this.#removed > 0)
      this.#skip(
        `${this.#removed} event${this.#removed === 1 ? '' : 's'} without a name`,
        'Left out: removed from the board that the file is of.',
      );
    for (const [name, count] of this.#unused)
      this.#skip(`${name.toUpperCase()} in ${count} event${count === 1 ? '' : 's'}`, `Left out: ${unused[name]}.`);
  }

  #skip(what: string, reason: string): void {
    this.#skipped.push({ what, reason });
  }

  /** Null if it is no event, or none for the board. */
  #understand(component: RawComponent): Understood | null {
    if (component.name === 'VTIMEZONE') return null;
    const odd: string[] = [];
    const properties = new Properties(component, (line) => odd.push(line));
    const summary = cleanText(properties.text('summary') ?? '');
    const what: string = summary === '' ? `A ${component.name} without a name` : `“${shortened(summary)}”`;
    for (const line of odd) this.#skip(what, `A line of it cannot be read and is left out: ${shortened(line)}`);
    if (component.name !== 'VEVENT') {
      this.#skip(what, `It is a ${component.name}; the board has events only.`);
      return null;
    }
    if (properties.text(removedProperty) !== null) {
      this.#removed += 1;
      return null;
    }
    const privacy = properties.text('class')?.toUpperCase();
    if (privacy === 'PRIVATE' || privacy === 'CONFIDENTIAL') {
      this.#skip(what, 'It is marked as private.');
      return null;
    }
    const dtstart = properties.first('dtstart');
    const start = dtstart === null ? null : readMoment(dtstart, dtstart.values[0], this.#reader);
    if (start === null) {
      // As the file has it, since the library's version is hard to read.
      const words = component.lines.find((line) => /^DTSTART[;:]/i.test(line))?.replace(/^.*?:/, '') ?? '';
      this.#skip(what, dtstart === null ? 'It has no start.' : `Its start cannot be read: ${shortened(words)}`);
      return null;
    }
    if (!isPlannable(start.local)) {
      this.#skip(what, `Its start is in the year ${Number(start.local.slice(0, 4))}, which no board has.`);
      return null;
    }
    const recurrenceId = properties.first('recurrence-id');
    const recurrence = recurrenceId === null ? null : readMoment(recurrenceId, recurrenceId.values[0], this.#reader);
    if (recurrenceId !== null && recurrence === null) {
      this.#skip(what, 'Which occurrence it replaces cannot be read.');
      return null;
    }
    if (recurrenceId?.parameters.range !== undefined)
      this.#skip(what, 'It changes its occurrence and all later ones (RANGE): only the one is changed.');
    for (const name of Object.keys(unused)) {
      if (properties.all(name).length > 0 || component.children.some((child) => child.name === name.toUpperCase()))
        this.#unused.set(name, (this.#unused.get(name) ?? 0) + 1);
    }
    return {
      properties,
      uid: uidOf(properties, component),
      start,
      length: this.#lengthOf(properties, start, what),
      recurrence,
      sequence: properties.number('sequence'),
      what,
      reader: this.#reader,
      shared: null,
    };
  }

  #lengthOf(properties: Properties, start: Moment, what: string): Length {
    const dtend = properties.first('dtend');
    const duration = properties.first('duration');
    if (dtend !== null) {
      const end = readMoment(dtend, dtend.values[0], this.#reader);
      const length = end === null ? null : lengthTo(start, end);
      if (length === null)
        this.#skip(
          what,
          `Its end is left out: ${end === null ? 'it cannot be read' : end.form === start.form ? 'it is before the start' : 'a day and a time do not go together'}.`,
        );
      return length ?? { kind: 'none' };
    }
    if (duration === null) return { kind: 'none' };
    const length = lengthOf(start, duration.values[0]);
    if (length === null) this.#skip(what, 'Its duration cannot be read and is left out.');
    return length ?? { kind: 'none' };
  }

  /** The components of one `UID`: an event, perhaps repeating, and occurrences of it that differ. */
  #eventsOf(same: Understood[]): IncomingEvent[] {
    const masters = same.filter(({ recurrence }) => recurrence === null).sort(newestLast);
    const master = masters.at(-1) ?? null;
    for (const older of masters.slice(0, -1))
      this.#skip(older.what, 'The file has its UID again, in a revision that is as new or newer; that one is taken.');
    const overrides = new Map<string, Understood>();
    for (const one of same.filter(({ recurrence }) => recurrence !== null).sort(newestLast)) {
      const key = keyOf(one.recurrence!);
      const before = overrides.get(key);
      if (before !== undefined)
        this.#skip(
          before.what,
          'The file has this occurrence again, in a revision that is as new or newer; that one is taken.',
        );
      overrides.set(key, one);
    }
    if (master === null)
      return [...overrides.values()].map((one) => this.#event(one, one.start, { moment: one.recurrence!, rule: '' }));
    if (!repeats(master.properties))
      return [this.#event(master, master.start, null), ...this.#overridden(overrides, '')];

    const { rule, moments, notes } = occurrencesIn(master.properties, master.start, {
      reader: this.#reader,
      now: this.#options.now,
    });
    for (const note of notes) this.#skip(master.what, note);
    const plain = moments.filter((moment) => takeOverride(overrides, moment) === null);
    return [
      ...plain.map((moment) => this.#event(master, moment, { moment, rule })),
      ...this.#overridden(overrides, rule, moments),
    ];
  }

  /** Occurrences that differ. One that the rule does not give, or beyond the imported ones, becomes an event of its own. */
  #overridden(overrides: Map<string, Understood>, rule: string, moments: Moment[] = []): IncomingEvent[] {
    const given = new Map(moments.map((moment) => [keyOf(moment), moment]));
    const byDay = groupedBy(moments, ({ local }) => local.slice(0, 10));
    return [...overrides.values()].map((one) => {
      const sameDay = one.recurrence!.form === 'day' ? byDay.get(one.recurrence!.local)?.[0] : undefined;
      return this.#event(one, one.start, {
        moment: given.get(keyOf(one.recurrence!)) ?? sameDay ?? one.recurrence!,
        rule,
      });
    });
  }

  #event(one: Understood, moment: Moment, of: { moment: Moment; rule: string } | null): IncomingEvent {
    const { uid, sequence, length } = one;
    one.shared ??= readShared(one.properties, this.#options, (reason) => this.#skip(one.what, reason));
    return {
      uid,
      sequence,
      created: one.properties.text('created'),
      carried: one.shared.carried,
      fields: readContent(one.shared, { moment, length, home: this.#home }),
      occurrence: of === null ? null : keyOf(of.moment),
      series: of === null ? null : { rule: of.rule.slice(0, 500), occurrence: this.#nominal(of.moment) },
    };
  }

  /** The local time that the rule gives, even if a clock change skips it. */
  #nominal(moment: Moment): string {
    if (moment.form === 'day') return moment.local;
    return moment.zone.kind === 'named' ? moment.local.slice(0, 16) : localIn(epochMsOf(moment), this.#home).local;
  }
}

/** Records that an occurrence is replaced, even if only its day names it. */
function takeOverride(overrides: Map<string, Understood>, moment: Moment): Understood | null {
  return overrides.get(keyOf(moment)) ?? overrides.get(moment.local.slice(0, 10)) ?? null;
}

function newestLast(a: Understood, b: Understood): number {
  const stamp = ({ properties }: Understood): string =>
    properties.text('last-modified') ?? properties.text('dtstamp') ?? '';
  return a.sequence - b.sequence || (stamp(a) < stamp(b) ? -1 : stamp(a) > stamp(b) ? 1 : 0);
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

/** An event without a `UID`, which each should have, is the same event if its text is the same. */
function uidOf(properties: Properties, { lines }: RawComponent): string {
  const uid = properties.text('uid')?.trim() ?? '';
  return uid === ''
    ? `none:${createHash('sha256')
        .update(lines.filter((line) => !/^DTSTAMP/i.test(line)).join('\n'))
        .digest('hex')}`
    : uid.slice(0, 1_000);
}
