import type { BoardEvent, EventReplacement } from '../../shared/event.ts';
import { formValuesOf } from './edited-values.ts';
import type { FormValues } from './form-values.ts';
import { formatEnd, formatFullDay, formatStart } from '../words/format.ts';

/** A field that differs between two versions of an event. */
export type Difference = { label: string; mine: string; theirs: string };

type Version = Pick<BoardEvent, keyof EventReplacement>;
/** What people see as one: `when` is the start, the end and the zone. */
type Aspect = Exclude<keyof Version, 'start' | 'end' | 'timeZone'> | 'when';

const aspects: Record<Aspect, { label: string; text: (version: Version) => string }> = {
  name: { label: 'What', text: ({ name }) => name },
  when: {
    label: 'When',
    text: (version) =>
      [formatFullDay(version.start), formatStart(version), formatEnd(version, version.start), version.timeZone]
        .filter((part) => part !== null)
        .join(', '),
  },
  place: { label: 'Where', text: ({ place }) => place ?? '' },
  link: { label: 'Link', text: ({ link }) => link ?? '' },
  details: { label: 'Details', text: ({ details }) => details ?? '' },
  cancelled: { label: 'Cancelled', text: ({ cancelled }) => (cancelled ? 'yes' : 'no') },
};

/** The fields that differ, in the order of the form. */
export function differences(mine: Version, theirs: Version): Difference[] {
  return Object.values(aspects)
    .map(({ label, text }) => ({ label, mine: text(mine), theirs: text(theirs) }))
    .filter((difference) => difference.mine !== difference.theirs);
}

/** The form's fields after the event has changed: what was typed since `before` stays, the rest takes the current values. */
export function rebased(typed: FormValues, before: FormValues, current: BoardEvent): FormValues {
  const now = formValuesOf(current);
  const entries = Object.entries(typed) as [keyof FormValues, string][];
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value === before[key] ? now[key] : value]),
  ) as FormValues;
}
