import type { BoardEvent, EventReplacement } from '../../shared/event.ts';
import type { Category } from '../../shared/category.ts';
import { categoryOf } from '../../shared/category-of.ts';
import type { WrittenPicture } from '../../shared/picture.ts';
import { formValuesOf, normal } from './edited-values.ts';
import type { FormValues } from './form-values.ts';
import { formatEnd, formatFullDay, formatStart } from '../words/format.ts';

/** A field that differs between two versions of an event. */
export type Difference = {
  label: string;
  mine: string;
  theirs: string;
  /** Where it is the picture that differs: the two of them. */
  pictures?: { mine: WrittenPicture | null; theirs: WrittenPicture | null };
};

type Version = Pick<BoardEvent, keyof EventReplacement>;
/** What people see as one: `when` is the start, the end and the zone. */
type Aspect = Exclude<keyof Version, 'start' | 'end' | 'timeZone'> | 'when';

const aspects: Record<
  Exclude<Aspect, 'picture'>,
  { label: string; text: (version: Version, categories: readonly Category[]) => string }
> = {
  name: { label: 'What', text: ({ name }) => name },
  when: {
    label: 'When',
    text: (version) =>
      [formatFullDay(version.start), formatStart(version), formatEnd(version, version.start), version.timeZone]
        .filter((part) => part !== null)
        .join(', '),
  },
  place: { label: 'Where', text: ({ place }) => place ?? '' },
  category: {
    label: 'Category',
    text: (version, categories) => categoryOf(categories, version)?.name ?? '',
  },
  link: { label: 'Link', text: ({ link }) => link ?? '' },
  details: { label: 'Details', text: ({ details }) => details ?? '' },
  cancelled: { label: 'Cancelled', text: ({ cancelled }) => (cancelled ? 'yes' : 'no') },
};

/** The fields that differ, in the order of the form. */
export function differences(mine: Version, theirs: Version, categories: readonly Category[]): Difference[] {
  const texts = Object.values(aspects)
    .map(({ label, text }) => ({ label, mine: text(mine, categories), theirs: text(theirs, categories) }))
    .filter((difference) => difference.mine !== difference.theirs);
  if (normal(mine.picture) === normal(theirs.picture)) return texts;
  const pictures = { mine: mine.picture, theirs: theirs.picture };
  return [...texts, { label: 'Picture', mine: wordsOf(mine), theirs: wordsOf(theirs), pictures }];
}

function wordsOf({ picture }: Version): string {
  return picture === null ? '' : picture.alt === '' ? 'Not described' : picture.alt;
}

/** The form's fields after the event has changed: what was typed since `before` stays, the rest takes the current values. */
export function rebased(typed: FormValues, before: FormValues, current: BoardEvent): FormValues {
  const now = formValuesOf(current);
  const entries = Object.entries(typed) as [keyof FormValues, string][];
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value === before[key] ? now[key] : value]),
  ) as FormValues;
}
