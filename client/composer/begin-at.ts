import { addDays, daysBetween } from '../../shared/days.ts';
import { dayOf, isAllDay, isDay } from '../../shared/local-time.ts';
import { emptyValues, sameValues, startAndEnd, type FormValues } from '../event-form/form-values.ts';

/** The day of a link to the form, `?day=2026-12-12&time=15:00`, and its time; '' for none. Null without a day that exists. */
export function whenIn(query: URLSearchParams): { day: string; time: string } | null {
  const [day, time] = ['day', 'time'].map((name) => query.get(name) ?? '') as [string, string];
  return isDay(day) ? { day, time: /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : '' } : null;
}

/**
 * What is typed, moved to another day. All else stays, and so does the event's length; without a time the one that is typed
 * stays, too. Words for the day go: they would say something else.
 */
export function movedTo(fields: FormValues, { day, time }: { day: string; time: string }): FormValues {
  const moved = { ...fields, sentence: '', byHand: '', when: '', day, time: time === '' ? fields.time : time };
  return { ...moved, ...endMoved(fields, moved) };
}

function endMoved(before: FormValues, { day, time }: FormValues): Pick<FormValues, 'endDay' | 'endTime'> {
  const { start, end } = startAndEnd(before);
  if (end === null || !isDay(dayOf(start)) || isAllDay(end) !== (time === '')) return { endDay: '', endTime: '' };
  if (isAllDay(end)) return { endDay: addDays(dayOf(end), daysBetween(start, day)), endTime: '' };
  const [from, until, to] = [start, end, `${day}T${time}`].map((local) => Date.parse(`${local}Z`)) as [
    number,
    number,
    number,
  ];
  const moved = new Date(to + until - from).toISOString();
  return { endDay: dayOf(moved) === day ? '' : dayOf(moved), endTime: moved.slice(11, 16) };
}

/** Whether nothing is typed but a day and a time, which a link may have set. */
export function hasOnlyWhen(fields: FormValues): boolean {
  return sameValues({ ...fields, day: '', time: '', byHand: '' }, emptyValues);
}
