import type { BoardEvent, EventPatch } from '../../shared/event.ts';
import { dayOf, timeOfDay } from '../../shared/local-time.ts';
import type { Repeat } from '../../shared/repeat.ts';

/** An event as its form holds it: texts, '' for an empty field. */
export type EventFields = {
  name: string;
  /** The date in words, as typed; their meaning is in the four fields for day and time. */
  when: string;
  day: string;
  /** '' for all day. */
  time: string;
  place: string;
  endDay: string;
  endTime: string;
  link: string;
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

/** How a new event can repeat. */
export const rhythms: Record<string, Pick<Repeat, 'every' | 'interval' | 'by'>> = {
  week: { every: 'week' },
  week2: { every: 'week', interval: 2 },
  date: { every: 'month', by: 'date' },
  weekday: { every: 'month', by: 'weekday' },
};

export const emptyFields: EventFields = {
  name: '',
  when: '',
  day: '',
  time: '',
  place: '',
  endDay: '',
  endTime: '',
  link: '',
  details: '',
  timeZone: '',
  repeats: '',
  repeatEnds: '',
  repeatTimes: '',
  repeatUntil: '',
};

export function fieldsOf({ name, start, end, place, link, details, timeZone }: BoardEvent): EventFields {
  return {
    ...emptyFields,
    name,
    day: dayOf(start),
    time: timeOfDay(start) ?? '',
    place: place ?? '',
    endDay: end === null ? '' : dayOf(end),
    endTime: end === null ? '' : (timeOfDay(end) ?? ''),
    link: link ?? '',
    details: details ?? '',
    timeZone,
  };
}

export function isEmpty(fields: EventFields): boolean {
  return Object.values(fields).every((value) => value === '');
}

export function sameFields(one: EventFields, other: EventFields): boolean {
  return Object.entries(one).every(([name, value]) => other[name as keyof EventFields] === value);
}

/** The form's values as the API takes them. */
export function writtenOf({ name, day, time, place, endDay, endTime, link, details, timeZone }: EventFields) {
  return {
    name,
    ...startAndEnd({ day, time, endDay, endTime }),
    place,
    link,
    details,
    ...(timeZone === '' ? {} : { timeZone }),
  };
}

/** The same for a new event, with how it repeats. */
export function newEventOf(fields: EventFields) {
  const { repeats, repeatEnds, repeatTimes, repeatUntil } = fields;
  const rhythm = rhythms[repeats];
  return {
    ...writtenOf(fields),
    ...(rhythm === undefined
      ? {}
      : { repeat: { ...rhythm, ...(repeatEnds === '' ? { count: Number(repeatTimes) } : { until: repeatUntil }) } }),
  };
}

/** An end time alone is on the same day; an all-day event that ends on its own day has no end of its own. */
export function startAndEnd({ day, time, endDay, endTime }: Pick<EventFields, 'day' | 'time' | 'endDay' | 'endTime'>): {
  start: string;
  end: string | null;
} {
  if (time === '') return { start: day, end: endDay === '' || endDay === day ? null : endDay };
  const start = `${day}T${time}`;
  if (endTime === '') return { start, end: endDay === '' ? null : endDay };
  return { start, end: `${endDay === '' ? day : endDay}T${endTime}` };
}

/** Only the fields that were changed, so that other people's changes to the rest stay. */
export function patchOf(base: BoardEvent, fields: EventFields): EventPatch {
  const before = writtenOf(fieldsOf(base));
  const after = writtenOf(fields);
  const changed = Object.entries(after).filter(
    ([key, value]) => normal(value) !== normal(before[key as keyof typeof before]),
  );
  return Object.fromEntries(changed) as EventPatch;
}

function normal(value: string | null | undefined): string {
  return (value ?? '').trim();
}
