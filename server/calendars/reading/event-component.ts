import { createHash } from 'node:crypto';
import { cleanText } from '../../events/event-document.ts';
import { removedProperty } from '../export-schema.ts';
import { isPlannable } from '../../../shared/event-time.ts';
import type { RawComponent } from './calendar-text.ts';
import { lengthOf, lengthTo, type Length } from './length.ts';
import { readMoment, type Moment, type MomentReader } from './moments.ts';
import { Properties } from './properties.ts';
import type { Shared } from './read-content.ts';
import { shortened } from './shortened.ts';

/** Notes that something in the file is left out, or is not read as it stands there. */
export type Skip = (what: string, reason: string) => void;

/** A `VEVENT`, with the fields that its occurrences share. */
export type EventComponent = {
  properties: Properties;
  uid: string;
  start: Moment;
  length: Length;
  /** The occurrence that it replaces; null if it replaces none. */
  recurrence: Moment | null;
  sequence: number;
  /** Its name, for notes. */
  what: string;
  /** Read when it is first needed, and once for all occurrences. */
  shared: Shared | null;
};

const unused: Record<string, string> = {
  valarm: 'the board reminds nobody',
  attendee: 'the board keeps no lists of people',
  organizer: 'the board keeps no lists of people',
  attach: 'the board keeps no files',
  geo: 'the board has places in words only',
};

/** Reads the components of one calendar one by one, and counts what is left out of many. */
export class EventComponentReader {
  readonly #reader: MomentReader;
  readonly #skip: Skip;
  readonly #unused = new Map<string, number>();
  #removed = 0;

  constructor(reader: MomentReader, skip: Skip) {
    this.#reader = reader;
    this.#skip = skip;
  }

  /** Null if it is no event, or none for the board. */
  read(component: RawComponent): EventComponent | null {
    if (component.name === 'VTIMEZONE') return null;
    const odd: string[] = [];
    const properties = new Properties(component, (line) => odd.push(line));
    const summary = cleanText(properties.text('summary') ?? '');
    const what: string = summary === '' ? `A ${component.name} without a name` : `“${shortened(summary)}”`;
    for (const line of odd) this.#skip(what, `A line of it cannot be read and is left out: ${shortened(line)}`);
    if (!this.#isForTheBoard(component, properties, what)) return null;
    const start = this.#startOf(component, properties, what);
    if (start === null) return null;
    const recurrence = this.#recurrenceOf(properties, what);
    if (recurrence === 'unreadable') return null;
    this.#countUnused(component, properties);
    return {
      properties,
      uid: uidOf(properties, component),
      start,
      length: this.#lengthOf(properties, start, what),
      recurrence,
      sequence: properties.number('sequence'),
      what,
      shared: null,
    };
  }

  /** Call this after all components and their events are read. */
  noteCounts(): void {
    if (this.#removed > 0)
      this.#skip(
        `${this.#removed} event${this.#removed === 1 ? '' : 's'} without a name`,
        'Left out: removed from the board that the file is of.',
      );
    for (const [name, count] of this.#unused)
      this.#skip(`${name.toUpperCase()} in ${count} event${count === 1 ? '' : 's'}`, `Left out: ${unused[name]}.`);
  }

  #isForTheBoard({ name }: RawComponent, properties: Properties, what: string): boolean {
    if (name !== 'VEVENT') {
      this.#skip(what, `It is a ${name}; the board has events only.`);
      return false;
    }
    if (properties.text(removedProperty) !== null) {
      this.#removed += 1;
      return false;
    }
    const privacy = properties.text('class')?.toUpperCase();
    if (privacy === 'PRIVATE' || privacy === 'CONFIDENTIAL') {
      this.#skip(what, 'It is marked as private.');
      return false;
    }
    return true;
  }

  #startOf({ lines }: RawComponent, properties: Properties, what: string): Moment | null {
    const dtstart = properties.first('dtstart');
    const start = dtstart === null ? null : readMoment(dtstart, dtstart.values[0], this.#reader);
    if (start === null) {
      // As the file has it, since the library's version is hard to read.
      const words = lines.find((line) => /^DTSTART[;:]/i.test(line))?.replace(/^.*?:/, '') ?? '';
      this.#skip(what, dtstart === null ? 'It has no start.' : `Its start cannot be read: ${shortened(words)}`);
      return null;
    }
    if (!isPlannable(start.local)) {
      this.#skip(what, `Its start is in the year ${Number(start.local.slice(0, 4))}, which no board has.`);
      return null;
    }
    return start;
  }

  #recurrenceOf(properties: Properties, what: string): Moment | null | 'unreadable' {
    const recurrenceId = properties.first('recurrence-id');
    if (recurrenceId === null) return null;
    const recurrence = readMoment(recurrenceId, recurrenceId.values[0], this.#reader);
    if (recurrence === null) {
      this.#skip(what, 'Which occurrence it replaces cannot be read.');
      return 'unreadable';
    }
    if (recurrenceId.parameters.range !== undefined)
      this.#skip(what, 'It changes its occurrence and all later ones (RANGE): only the one is changed.');
    return recurrence;
  }

  #countUnused({ children }: RawComponent, properties: Properties): void {
    for (const name of Object.keys(unused)) {
      if (properties.all(name).length > 0 || children.some((child) => child.name === name.toUpperCase()))
        this.#unused.set(name, (this.#unused.get(name) ?? 0) + 1);
    }
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
