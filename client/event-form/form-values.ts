import type { EventReplacement } from '../../shared/event.ts';
import type { Repeat } from '../../shared/repeat.ts';

/** An event as its form holds it: texts, '' for an empty field. */
export type FormValues = {
  /** The sentence that says it all, where the event is written as one; the other fields have its meaning. */
  sentence: string;
  /** What the sentence does not say, because it was set or removed by hand: “when”, “place”, both or neither. */
  byHand: string;
  name: string;
  /** The date in words, as typed; their meaning is in the four fields for day and time. */
  when: string;
  day: string;
  /** '' for all day. */
  time: string;
  place: string;
  /** The id of a category; '' for none. */
  category: string;
  endDay: string;
  endTime: string;
  link: string;
  /** The id of its picture; '' for none. */
  picture: string;
  pictureAlt: string;
  details: string;
  /** '' for the board's zone. */
  timeZone: string;
  /** A key of `rhythms`; '' does not repeat. Always '' for an existing event. */
  repeats: string;
  /** '' ends after a number of times, 'day' on a day. */
  repeatEnds: string;
  repeatTimes: string;
  repeatUntil: string;
};

/** Every field once. */
const fieldNames = Object.keys({
  sentence: 0,
  byHand: 0,
  name: 0,
  when: 0,
  day: 0,
  time: 0,
  place: 0,
  category: 0,
  endDay: 0,
  endTime: 0,
  link: 0,
  picture: 0,
  pictureAlt: 0,
  details: 0,
  timeZone: 0,
  repeats: 0,
  repeatEnds: 0,
  repeatTimes: 0,
  repeatUntil: 0,
} satisfies Record<keyof FormValues, 0>);

/** How a new event can repeat. */
export const rhythms: Record<string, Pick<Repeat, 'every' | 'interval' | 'by'>> = {
  week: { every: 'week' },
  week2: { every: 'week', interval: 2 },
  date: { every: 'month', by: 'date' },
  weekday: { every: 'month', by: 'weekday' },
};

/** Values from storage, as far as they can be read. */
export function readValues(stored: unknown): FormValues {
  const values = (stored ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    fieldNames.map((name) => [name, typeof values[name] === 'string' ? values[name] : '']),
  ) as FormValues;
}

export const emptyValues = readValues(null);

export function isEmpty(fields: FormValues): boolean {
  return sameValues(fields, emptyValues);
}

export function sameValues(one: FormValues, other: FormValues): boolean {
  return Object.entries(one).every(([name, value]) => other[name as keyof FormValues] === value);
}

/** The form's values as the API takes them. */
export function writtenOf(fields: FormValues) {
  const { name, place, category, link, picture, pictureAlt, details, timeZone } = fields;
  return {
    name,
    ...startAndEnd(fields),
    place,
    category: category === '' ? null : category,
    link,
    details,
    picture: picture === '' ? null : { id: picture, alt: pictureAlt },
    ...(timeZone === '' ? {} : { timeZone }),
  } satisfies Record<Exclude<keyof EventReplacement, 'timeZone' | 'cancelled'>, unknown>;
}

/** The same for a new event, with how it repeats. */
export function newEventOf(fields: FormValues) {
  const { repeats, repeatEnds, repeatTimes, repeatUntil } = fields;
  const rhythm = rhythms[repeats];
  const { category, picture, ...written } = writtenOf(fields);
  return {
    ...written,
    // A server of an earlier version, which may still run beside this one, does not know the field.
    ...(category === null ? {} : { category }),
    ...(picture === null ? {} : { picture }),
    ...(rhythm === undefined
      ? {}
      : { repeat: { ...rhythm, ...(repeatEnds === '' ? { count: Number(repeatTimes) } : { until: repeatUntil }) } }),
  };
}

/** An end time alone is on the same day; an all-day event that ends on its own day has no end of its own. */
export function startAndEnd({ day, time, endDay, endTime }: Pick<FormValues, 'day' | 'time' | 'endDay' | 'endTime'>): {
  start: string;
  end: string | null;
} {
  if (time === '') return { start: day, end: endDay === '' || endDay === day ? null : endDay };
  const start = `${day}T${time}`;
  if (endTime === '') return { start, end: endDay === '' ? null : endDay };
  return { start, end: `${endDay === '' ? day : endDay}T${endTime}` };
}
