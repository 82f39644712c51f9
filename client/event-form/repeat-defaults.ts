import { isDay } from '../../shared/local-time.ts';
import { monthsAfter } from '../../shared/zoned-time.ts';
import { rhythms, type FormValues } from './form-values.ts';

/** A term of weeks, or half a year of months. */
const usualTimes = { week: '10', month: '6' };
const usualMonths = 3;

/** Fills in the end of the repetition when `changed` is a field that turns repeating on. */
export function withRepeatDefaults(fields: FormValues, changed: string): FormValues {
  const { day, repeats, repeatEnds, repeatTimes, repeatUntil } = fields;
  if (repeats === '' || (changed !== 'repeats' && changed !== 'repeatEnds')) return fields;
  if (repeatEnds === '')
    return repeatTimes !== ''
      ? fields
      : { ...fields, repeatTimes: rhythms[repeats]?.every === 'week' ? usualTimes.week : usualTimes.month };
  return repeatUntil !== '' || !isDay(day) ? fields : { ...fields, repeatUntil: monthsAfter(day, usualMonths) };
}
