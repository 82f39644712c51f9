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

type FormField = {
  /** The path of its errors in the API; null if the API has no field of its own for it. */
  path: string | null;
  /** For a field behind “More”: what unfolds it. */
  unfoldedBy?: 'value or error' | 'error';
};

const formFields: Record<keyof FormValues, FormField> = {
  sentence: { path: null },
  byHand: { path: null },
  name: { path: 'name' },
  when: { path: null },
  day: { path: 'start' },
  time: { path: 'start' },
  place: { path: 'place' },
  category: { path: 'category' },
  endDay: { path: 'end', unfoldedBy: 'value or error' },
  endTime: { path: 'end', unfoldedBy: 'value or error' },
  link: { path: 'link', unfoldedBy: 'value or error' },
  picture: { path: 'picture' },
  pictureAlt: { path: 'picture.alt' },
  details: { path: 'details', unfoldedBy: 'value or error' },
  // Every existing event has a zone, so its value unfolds nothing.
  timeZone: { path: 'timeZone', unfoldedBy: 'error' },
  repeats: { path: null, unfoldedBy: 'value or error' },
  // These mean nothing while `repeats` is empty.
  repeatEnds: { path: null, unfoldedBy: 'error' },
  repeatTimes: { path: 'repeat.count', unfoldedBy: 'error' },
  repeatUntil: { path: 'repeat.until', unfoldedBy: 'error' },
};

/** The paths of errors that the form shows at a field. */
export const errorPaths: readonly string[] = pathsOf(Object.values(formFields));
const pathsBehindMore: readonly string[] = pathsOf(Object.values(formFields).filter((field) => 'unfoldedBy' in field));

function pathsOf(fields: FormField[]): string[] {
  return fields.flatMap(({ path }) => path ?? []);
}

/** The paths of the errors that a change of the field with this id may correct. A date in words fills start and end. */
export function pathsCorrectedBy(id: string): readonly string[] {
  if (id === 'sentence') return ['name', 'start', 'end', 'place'];
  if (id === 'when') return ['start', 'end'];
  return [id in formFields ? (formFields[id as keyof FormValues].path ?? id) : id];
}

/** Whether an error with this path is shown behind “More”. */
export function isBehindMore(path: string): boolean {
  return pathsBehindMore.includes(path);
}

/** Whether a field behind “More” has a value that people need to see. */
export function needsMore(fields: FormValues): boolean {
  return Object.entries(formFields).some(
    ([name, { unfoldedBy }]) => unfoldedBy === 'value or error' && fields[name as keyof FormValues] !== '',
  );
}

/** How a new event can repeat. */
export const rhythms: Record<string, Pick<Repeat, 'every' | 'interval' | 'by'>> = {
  week: { every: 'week' },
  week2: { every: 'week', interval: 2 },
  date: { every: 'month', by: 'date' },
  weekday: { every: 'month', by: 'weekday' },
};

/** What a sentence says. Changed by itself, the sentence would say something else. */
const saidBySentence: readonly string[] = ['name', 'when', 'day', 'time', 'endDay', 'endTime', 'place'];

/** The fields with one changed in the plain form: the sentence goes where it would say something else. */
export function withField(fields: FormValues, id: keyof FormValues, value: string): FormValues {
  return { ...fields, [id]: value, ...(saidBySentence.includes(id) ? { sentence: '', byHand: '' } : {}) };
}

/** The fields of the plain form with a sentence. What it cannot say for sure stays set by hand; no word is lost. */
export function asSentence(fields: FormValues): FormValues {
  const { sentence, name, when, day, place } = fields;
  if (sentence !== '') return fields;
  const unread = day === '' ? when : '';
  const byHand = [day === '' ? '' : 'when', place === '' ? '' : 'place'];
  return {
    ...fields,
    sentence: [name, unread].filter((part) => part !== '').join(' '),
    byHand: byHand.filter((part) => part !== '').join(' '),
  };
}

/** The fields for how a new event repeats. */
export function repeatsOf({ repeats, repeatTimes, repeatUntil }: FormValues) {
  return { repeats, repeatTimes, repeatUntil };
}

/** Values from storage, as far as they can be read. */
export function readValues(stored: unknown): FormValues {
  const values = (stored ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(formFields).map((name) => [name, typeof values[name] === 'string' ? values[name] : '']),
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
