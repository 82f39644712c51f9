import type { BoardEvent } from '../../shared/event.ts';
import { addDays, daysBetween } from '../../shared/days.ts';
import { dayOf, isAllDay } from '../../shared/local-time.ts';
import { existingTime } from '../../shared/zoned-time.ts';
import { editableFields, fieldsOf, type EventFields } from './event-fields.ts';
import { withDay } from './occurrences.ts';

/** The fields that change each by itself; start, end and zone change together. */
const singleFields = editableFields.filter((field) => field !== 'start' && field !== 'end' && field !== 'timeZone');

/**
 * What becomes of another occurrence when `from` was changed to `to` for the whole series: it takes each field that was
 * changed, unless it had another value than `from` before, which somebody gave to it alone. Its times are one field: they move by as
 * many days, to the new time of the day. Null where nothing changes.
 */
export function changeAlike(other: BoardEvent, from: BoardEvent, to: EventFields): EventFields | null {
  const fields: EventFields = fieldsOf(other);
  for (const field of singleFields) {
    if (to[field] !== from[field] && other[field] === from[field]) Object.assign(fields, { [field]: to[field] });
  }
  if (!sameTimes(from, to) && hasTimesOf(other, from)) Object.assign(fields, movedAlike(other, from, to));
  return JSON.stringify(fields) === JSON.stringify(fieldsOf(other)) ? null : fields;
}

function sameTimes(a: EventFields, b: EventFields): boolean {
  return a.start === b.start && a.end === b.end && a.timeZone === b.timeZone;
}

/** Whether an occurrence is as far from where its rule puts it, and as long, as another one is. */
function hasTimesOf(one: BoardEvent, other: BoardEvent): boolean {
  if (one.series === null || other.series === null || one.timeZone !== other.timeZone) return false;
  if (
    daysBetween(one.series.occurrence, one.start) !== daysBetween(other.series.occurrence, other.start) ||
    !sameClock(one.start, other.start, one.timeZone)
  )
    return false;
  if (one.end === null || other.end === null) return one.end === other.end;
  return (
    daysBetween(one.start, one.end) === daysBetween(other.start, other.end) &&
    sameClock(one.end, other.end, one.timeZone)
  );
}

/** The same time of the day, but for one that a clock change put forward on one of the days. */
function sameClock(a: string, b: string, timeZone: string): boolean {
  if (isAllDay(a) || isAllDay(b)) return isAllDay(a) && isAllDay(b);
  return a === existingTime(withDay(b, dayOf(a)), timeZone) || b === existingTime(withDay(a, dayOf(b)), timeZone);
}

function movedAlike(
  other: BoardEvent,
  from: BoardEvent,
  to: EventFields,
): Pick<EventFields, 'start' | 'end' | 'timeZone'> {
  const day = addDays(dayOf(other.start), daysBetween(from.start, to.start));
  const start = existingTime(withDay(to.start, day), to.timeZone);
  if (to.end === null) return { start, end: null, timeZone: to.timeZone };
  const end = existingTime(withDay(to.end, addDays(day, daysBetween(to.start, to.end))), to.timeZone);
  return { start, end: end < start ? start : end, timeZone: to.timeZone };
}
