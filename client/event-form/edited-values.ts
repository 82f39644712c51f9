import type { BoardEvent, EventPatch } from '../../shared/event.ts';
import { dayOf, timeOfDay } from '../../shared/local-time.ts';
import type { WrittenPicture } from '../../shared/picture.ts';
import { emptyValues, writtenOf, type FormValues } from './form-values.ts';

/** An event as its form holds it. */
export function formValuesOf({
  name,
  start,
  end,
  place,
  category,
  link,
  picture,
  details,
  timeZone,
}: BoardEvent): FormValues {
  const held: Omit<
    FormValues,
    'sentence' | 'byHand' | 'when' | 'repeats' | 'repeatEnds' | 'repeatTimes' | 'repeatUntil'
  > = {
    name,
    day: dayOf(start),
    time: timeOfDay(start) ?? '',
    place: place ?? '',
    category: category ?? '',
    endDay: end === null ? '' : dayOf(end),
    endTime: end === null ? '' : (timeOfDay(end) ?? ''),
    link: link ?? '',
    picture: picture?.id ?? '',
    pictureAlt: picture?.alt ?? '',
    details: details ?? '',
    timeZone,
  };
  return { ...emptyValues, ...held };
}

/** Only the fields that were changed, so that other people's changes to the rest stay. */
export function patchOf(base: BoardEvent, fields: FormValues): EventPatch {
  const before = writtenOf(formValuesOf(base));
  const after = writtenOf(fields);
  const changed = Object.entries(after).filter(
    ([key, value]) => normal(value) !== normal(before[key as keyof typeof before]),
  );
  return Object.fromEntries(changed) as EventPatch;
}

/** A field as the server compares it: empty and absent are the same. Of a picture counts what a person writes. */
export function normal(value: string | WrittenPicture | null | undefined): string {
  if (typeof value === 'object' && value !== null) return `${value.id} ${value.alt.trim()}`;
  return (value ?? '').trim();
}
