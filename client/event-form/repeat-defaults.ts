import { isDay } from '../../shared/local-time.ts';
import { monthsAfter } from '../../shared/zoned-time.ts';
import { rhythms, type EventFields } from './event-fields.ts';

/** A term of school weeks, half a year of months; or as long, up to a day. */
const usualTimes = { week: '10', month: '6' };
const usualMonths = 3;

/** Fills in how long it repeats once somebody has said, by the field `changed`, that it does. */
export function withRepeatDefaults(fields: EventFields, changed: string): EventFields {
  const { day, repeats, repeatEnds, repeatTimes, repeatUntil } = fields;
  if (repeats === '' || (changed !== 'repeats' && changed !== 'repeatEnds')) return fields;
  if (repeatEnds === '')
    return repeatTimes !== ''
      ? fields
      : { ...fields, repeatTimes: rhythms[repeats]?.every === 'week' ? usualTimes.week : usualTimes.month };
  return repeatUntil !== '' || !isDay(day) ? fields : { ...fields, repeatUntil: monthsAfter(day, usualMonths) };
}
