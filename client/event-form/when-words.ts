import { Chrono, casual, type ParsedResult } from 'chrono-node/en';
import { dayOf, isAllDay, isDay, timeOfDay } from '../../shared/local-time.ts';
import { endMovedTo } from '../../shared/zoned-time.ts';
import { startAndEnd } from './form-values.ts';
import { dayOrderOf, numericDates } from './numeric-dates.ts';
import { spokenTimes, withoutRepeats } from './spoken-times.ts';

/** An event's time as its form holds it; '' for what is not given. */
export type WhenFields = { day: string; time: string; endDay: string; endTime: string };

export type WhenReading =
  | { state: 'understood'; fields: WhenFields & { repeats?: 'week' | 'week2' } }
  /** `why` is a sentence for the page. */
  | { state: 'unclear'; why: string };

export type WhenContext = {
  /** The local time of the board, `2026-11-23T15:20`: “tomorrow” is tomorrow there, wherever it is typed. */
  now: string;
  /** The language that decides the order of day and month in `4/10/2019`. */
  language: string | undefined;
  /** The time before the words were typed: words without an end keep its length. */
  before: WhenFields;
};

type Moment = ParsedResult['start'];
type Found = Pick<ParsedResult, 'index' | 'text' | 'start' | 'end'>;

/**
 * The parsers for English dates, without the filters: those check times by this computer's clock, not the event's. The
 * checks below replace them.
 */
const english = new Chrono({
  parsers: casual.parsers,
  refiners: casual.refiners.filter((refiner) => !('isValid' in refiner)),
});

const unclear = (why: string): WhenReading => ({ state: 'unclear', why });
const notUnderstood = 'Not understood. Try a date such as “Apr 10, 18:00”, or pick the day and time below.';

/**
 * Understands a date as people type it, all of it or nothing: a part that was ignored could be the one that matters.
 */
export function readWhen(words: string, { now, language, before }: WhenContext): WhenReading {
  const { text, repeats } = withoutRepeats(words);
  const reading = readWords(text, now, language);
  if (reading.state === 'unclear') return reading;
  const fields = { ...reading.fields, ...endOf(reading.fields, before) };
  return { state: 'understood', fields: repeats === '' ? fields : { ...fields, repeats } };
}

function readWords(words: string, now: string, language: string | undefined): WhenReading {
  const numeric = numericDates(words, dayOrderOf(language));
  if (numeric.state === 'no such day') return unclear(`There is no such day: ${numeric.text}.`);
  const text = spokenTimes(numeric.text);
  // A number alone is probably the start of something longer.
  if (/^[\d\s.]*$/.test(text)) return unclear(notUnderstood);
  const reading = wholeOf(parse(text, now), text);
  const range = reading.state === 'unclear' ? fromTo(text, now) : null;
  return range === null ? reading : formValuesOf(range, text);
}

/**
 * The end in the words, else one that keeps the event's length; none if the event changes between timed and all-day.
 */
function endOf(read: WhenFields, before: WhenFields): Pick<WhenFields, 'endDay' | 'endTime'> {
  const { endDay, endTime } = read;
  const { start, end } = startAndEnd(before);
  if (endDay !== '' || endTime !== '' || end === null) return { endDay, endTime };
  // Only an end was given before: it counts.
  if (!isDay(before.day)) return { endDay: before.endDay, endTime: before.endTime };
  const { start: to } = startAndEnd(read);
  if (isAllDay(start) !== isAllDay(end) || isAllDay(start) !== isAllDay(to)) return { endDay, endTime };
  const moved = endMovedTo(to, { start, end });
  return { endDay: dayOf(moved) === read.day ? '' : dayOf(moved), endTime: timeOfDay(moved) ?? '' };
}

function wholeOf([result, ...others]: Found[], text: string): WhenReading {
  if (result === undefined) return unclear(notUnderstood);
  if (others.length > 0) return unclear('That is more than one date. Enter only one.');
  const rest = restOf(text, result);
  return rest === ''
    ? formValuesOf(result, text)
    : unclear(`“${rest}” is not understood. Enter only the date and time.`);
}

/**
 * Days count from the start of today: “the eleventh” means today all day long, not next year after noon. Only durations
 * (“in 2 hours”) and times alone count from now.
 */
function parse(text: string, now: string): ParsedResult[] {
  const option = { forwardDate: !/\b(?:last|past|ago|yesterday)\b/i.test(text) };
  const counted = english.parse(text, localDate(now), option);
  if (counted.length === 1 && (isRelativeTime(counted[0]!.start) || isOnlyTime(counted[0]!.start))) return counted;
  return english.parse(text, localDate(`${now.slice(0, 10)}T00:00`), option);
}

/** A range with a date and a time at both ends, which the parser takes for two dates; null if it is not one. */
function fromTo(text: string, now: string): Found | null {
  const [, before, after] = /^(.+?)\s+(?:to|until|till|through|[-–])\s+(.+)$/i.exec(text) ?? [];
  if (before === undefined || after === undefined) return null;
  const [from, to] = [before, after].map((part) => {
    const [found, ...others] = parse(part, now);
    return found === undefined || others.length > 0 || found.end != null || restOf(part, found) !== '' ? null : found;
  });
  // “10 – 12 Apr” and “tomorrow 18:00 – 20:00” have one date.
  return from == null || to == null || isOnlyTime(from.start) || isOnlyTime(to.start)
    ? null
    : { index: 0, text, start: from.start, end: to.start };
}

/** A Date whose local fields, by this computer's clock, are those of the time: the parser reads only these. */
function localDate(time: string): Date {
  const [year, month, day, hour, minute] = time.split(/\D/).map(Number) as [number, number, number, number, number];
  return new Date(year, month - 1, day, hour, minute);
}

/** Words without a meaning of their own. */
const fillers = /\b(?:on|at|from|the|of|all day|o[’']?clock)\b|[\s,.;:()–-]/gi;

function restOf(text: string, { index, text: matched }: Found): string {
  const rest = [text.slice(0, index), text.slice(index + matched.length)];
  return rest.every((part) => part.replace(fillers, '') === '')
    ? ''
    : rest
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .join(' … ');
}

function formValuesOf({ start, end }: Found, text: string): WhenReading {
  for (const moment of [start, end]) {
    const problem = moment == null ? null : momentProblem(moment, text);
    if (problem !== null) return unclear(problem);
  }
  const day = dayText(start);
  const time = timeText(start);
  if (end == null) return { state: 'understood', fields: { day, time, endDay: '', endTime: '' } };
  const endDay = dayText(end);
  const endTime = timeText(end);
  if (time !== '' && endTime === '') return unclear('Add the time when it ends.');
  if (time === '' && endTime !== '') return unclear('Add the time when it begins.');
  if (`${endDay}T${endTime}` < `${day}T${time}`) return unclear('That ends before it begins.');
  // “3–3 pm” has no length, as if there was no end.
  if (endDay === day && endTime === time)
    return { state: 'understood', fields: { day, time, endDay: '', endTime: '' } };
  return { state: 'understood', fields: { day, time, endDay: endDay === day ? '' : endDay, endTime } };
}

function momentProblem(moment: Moment, text: string): string | null {
  if (moment.isCertain('timezoneOffset') && !isRelativeTime(moment))
    return 'Leave out the time zone. You can choose it under More.';
  if (moment.isCertain('hour') && !isClock(moment)) return notUnderstood;
  if (!moment.isCertain('hour') && /morning|afternoon|evening|night|noon/i.test(text))
    return 'Add a time, such as 18:00.';
  if (!saysDay(moment, text)) return 'Add the day.';
  const day = dayText(moment);
  if (!isDay(day)) return `There is no such day: ${text.trim()}.`;
  if (moment.isCertain('weekday') && moment.isCertain('day') && weekdayOf(day) !== moment.get('weekday'))
    return `That day is a ${weekdayName.format(new Date(day))}. Check the day or the weekday.`;
  return null;
}

/** For a week or a weekend the parser picks some day. */
const someWeek = /\b(?:this|next|last|past)\s*(?:\w+\s+)?w(?:ee)?ks?\b/i;
const someDay = /\bweek(?:end|day)s?\b/i;

function saysDay(moment: Moment, text: string): boolean {
  if (someDay.test(text)) return false;
  if (someWeek.test(text)) return moment.isCertain('weekday');
  return moment.isCertain('day') || moment.isCertain('weekday') || isOnlyTime(moment);
}

const weekdayName = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });

function weekdayOf(day: string): number {
  return new Date(day).getUTCDay();
}

function isClock(moment: Moment): boolean {
  return moment.get('hour')! < 24 && moment.get('minute')! < 60;
}

/** “in two hours”, “now”. */
function isRelativeTime(moment: Moment): boolean {
  return moment.tags().has('result/relativeDateAndTime') || moment.tags().has('casualReference/now');
}

function isOnlyTime(moment: Moment): boolean {
  return (
    moment.isCertain('hour') && !(['day', 'weekday', 'month', 'year'] as const).some((part) => moment.isCertain(part))
  );
}

/** For “10 PM to 1 AM” the parser can return day 32. */
function dayText(moment: Moment): string {
  const [year, month, day] = (['year', 'month', 'day'] as const).map((part) => moment.get(part)!) as [
    number,
    number,
    number,
  ];
  const text = [String(year).padStart(4, '0'), month, day].map((part) => String(part).padStart(2, '0')).join('-');
  return moment.isCertain('day') || isDay(text)
    ? text
    : new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

function timeText(moment: Moment): string {
  if (!moment.isCertain('hour')) return '';
  return [moment.get('hour'), moment.get('minute')].map((part) => String(part ?? 0).padStart(2, '0')).join(':');
}
