import type { BoardEvent } from '../../shared/event.ts';
import { fieldsOf, type EventFields } from '../event-form/event-fields.ts';
import { formatEnd, formatFullDay, formatStart } from '../words/format.ts';

/** A field that differs between two versions of an event. */
export type Difference = { label: string; mine: string; theirs: string };

type Version = Pick<BoardEvent, 'name' | 'start' | 'end' | 'timeZone' | 'place' | 'link' | 'details' | 'cancelled'>;

const aspects: [label: string, text: (version: Version) => string][] = [
  ['What', ({ name }) => name],
  [
    'When',
    (version) =>
      [formatFullDay(version.start), formatStart(version), formatEnd(version, version.start), version.timeZone]
        .filter((part) => part !== null)
        .join(', '),
  ],
  ['Where', ({ place }) => place ?? ''],
  ['Link', ({ link }) => link ?? ''],
  ['Details', ({ details }) => details ?? ''],
  ['Cancelled', ({ cancelled }) => (cancelled ? 'yes' : 'no')],
];

/** The fields that differ, in the order of the form. */
export function differences(mine: Version, theirs: Version): Difference[] {
  return aspects
    .map(([label, text]) => ({ label, mine: text(mine), theirs: text(theirs) }))
    .filter((difference) => difference.mine !== difference.theirs);
}

/** The form's fields after the event has changed: what was typed stays, the rest takes the current values. */
export function rebased(typed: EventFields, base: BoardEvent, current: BoardEvent): EventFields {
  const before = fieldsOf(base);
  const now = fieldsOf(current);
  const entries = Object.entries(typed) as [keyof EventFields, string][];
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value === before[key] ? now[key] : value]),
  ) as EventFields;
}
