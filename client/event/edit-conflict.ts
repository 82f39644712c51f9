import type { BoardEvent } from '../../shared/event.ts';
import { fieldsOf, type EventFields } from '../event-form/event-fields.ts';
import { formatEnd, formatFullDay, formatStart } from '../words/format.ts';

/** One thing that two versions of an event say differently. */
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

/** What the two say differently, in the order of the form. */
export function differences(mine: Version, theirs: Version): Difference[] {
  return aspects
    .map(([label, text]) => ({ label, mine: text(mine), theirs: text(theirs) }))
    .filter((difference) => difference.mine !== difference.theirs);
}

/** The form after the event changed under it: what was typed stays, the rest is as it is now. */
export function rebased(typed: EventFields, base: BoardEvent, current: BoardEvent): EventFields {
  const before = fieldsOf(base);
  const now = fieldsOf(current);
  const entries = Object.entries(typed) as [keyof EventFields, string][];
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value === before[key] ? now[key] : value]),
  ) as EventFields;
}
