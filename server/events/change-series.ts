import type { BoardEvent } from '../../shared/event.ts';
import { addDays, daysBetween } from '../../shared/days.ts';
import { dayOf, isAllDay } from '../../shared/local-time.ts';
import { sameValue } from '../../shared/same-value.ts';
import { existingTime } from '../../shared/zoned-time.ts';
import { editableFields, fieldsOf, type EventFields } from './event-fields.ts';
import { withDay } from './occurrences.ts';

/** The fields that change each by itself; start, end and zone change together. */
const singleFields = editableFields.filter((field) => field !== 'start' && field !== 'end' && field !== 'timeZone');

/**
 * The fields of another occurrence after `from` was changed to `to` for the whole series; null if nothing changes. It
 * takes each changed field, unless its own value differed from that of `from`: then somebody changed it alone. Start, end
 * and zone count as one field: they move by as many days, to the new time of the day.
 */
export function changeAlike(other: BoardEvent, from: BoardEvent, to: EventFields): EventFields | null {
  const fields: EventFields = fieldsOf(other);
  for (const field of singleFields) {
    if (!sameValue(to[field], from[field]) && sameValue(other[field], from[field]))
      Object.assign(fields, { [field]: to[field] });
  }
  if (!sameTimes(from, to) && hasTimesOf(other, from)) Object.assign(fields, movedAlike(other, from, to));
  return JSON.stringify(fields) === JSON.stringify(fieldsOf(other)) ? null : fields;
}

function sameTimes(a: EventFields, b: EventFields): boolean {
  return a.start === b.start && a.end === b.end && a.timeZone === b.timeZone;
}

/** Whether two occurrences are equally far from where their rule puts them, and equally long. */
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

/** Whether two times of the day are the same, apart from a clock change that put one of them forward. */
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
