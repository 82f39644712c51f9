import { monthNames } from './numeric-dates.ts';

const hourNames = [
  'twelve',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const hourName = `(?:${hourNames.slice(1).join('|')})`;
const weekdays = '(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?';
const dayPart = '(?:morning|afternoon|evening|night)';
const monthDay = `(?:\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${monthNames})|(?:${monthNames})\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?)(?:,?\\s+\\d{4})?|\\d{4}-\\d{2}-\\d{2}`;
const hour = '(\\d{1,2})(?:[:.](\\d{2}))?';
const dash = '\\s*(?:[-–]|\\b(?:to|till|until)\\b)\\s*';
/** What would make a number something else than an hour. */
const noHour = `(?!\\d|[-./:–]\\s*\\d|\\s*(?:[ap]\\.?m\\b|o\\W?clock|h\\b|st\\b|nd\\b|rd\\b|th\\b|in\\s+the\\b|at\\s+night\\b|(?:${monthNames})\\b|(?:second|minute|hour|day|week|month|year)s?\\b|[-–]|(?:to|till|until)\\b))`;

const anyWords = (source: string): RegExp => new RegExp(source, 'gi');

const pastOrTo = anyWords(`\\b(half|quarter|a\\s+quarter)\\s+(past|to)\\s+(${hourName}|\\d{1,2})\\b`);
const namedHour = anyWords(`\\b(at\\s+)(${hourName})\\b(?!\\s+(?:second|minute|hour|day|week|month|year)s?\\b)`);
const namedHourOf = anyWords(`\\b(${hourName})(?=\\s*(?:[ap]\\.?m\\b|o\\W?clock\\b))`);
/** “8 in the evening”. */
const partAfter = anyWords(
  `\\b${hour}(?:\\s*o\\W?clock)?\\s+(?:in\\s+the\\s+(morning|afternoon|evening)|at\\s+(night))\\b`,
);
/** “tonight 8”, “tomorrow evening 8–10”. */
const partBefore = anyWords(
  `\\b(?:(tonight)|this\\s+(${dayPart})|(${dayPart}))[,]?\\s+(?:at\\s+|from\\s+)?${hour}(?:${dash}${hour})?\\b${noHour}`,
);
const afterNearDay = anyWords(
  `\\b((?:today|tomorrow)[,]?\\s+)(?:at\\s+|from\\s+)?${hour}(?:${dash}${hour})?\\b${noHour}`,
);
const rangeAfterDay = anyWords(
  `\\b((?:${weekdays}|${monthDay})[,]?\\s+)(?:from\\s+)?${hour}${dash}${hour}\\b${noHour}`,
);
const rangeBeforeDay = anyWords(
  `^\\s*(?:from\\s+)?${hour}${dash}${hour}(\\s+(?:on\\s+)?(?:${weekdays}|today|tomorrow)\\b)`,
);

/**
 * Writes out times as people say them, with the hour as the clock says it: “half past six” is 6:30, “tonight 8” is 20:00,
 * “Monday 9-11” is from 9:00 to 11:00. A weekday with one number stays as it is: it could be a day of the month.
 */
export function spokenTimes(words: string): string {
  return (
    words
      .replace(pastOrTo, (_, part: string, side: string, name: string) => pastHour(part, side, numberOf(name)))
      .replace(namedHour, (_, at: string, name: string) => `${at}${numberOf(name)}:00`)
      .replace(namedHourOf, (name) => String(numberOf(name)))
      .replace(partAfter, (whole, from: string, minute: string, part: string, night: string) =>
        timesIn(part ?? night, { from, minute }, whole),
      )
      .replace(partBefore, (whole, ...found: string[]) => {
        const [tonight, today, part, from, minute, to, toMinute] = found;
        const times = timesIn(tonight ?? today ?? part!, { from: from!, minute, to, toMinute }, null);
        return times === null ? whole : `${part === undefined ? 'today ' : ''}${times}`;
      })
      .replace(afterNearDay, (whole, day: string, from: string, minute: string, to: string, toMinute: string) =>
        timesOn(day, { from, minute, to, toMinute }, whole),
      )
      .replace(rangeAfterDay, (whole, day: string, from: string, minute: string, to: string, toMinute: string) =>
        timesOn(day, { from, minute, to, toMinute }, whole),
      )
      // As the form says back what it has understood.
      .replace(/,\s*(?=until\b)/gi, ' ')
      .replace(rangeBeforeDay, (whole, from: string, minute: string, to: string, toMinute: string, day: string) =>
        timesOn(`${day.trim()} `, { from, minute, to, toMinute }, whole),
      )
  );
}

type Rhythm = 'week' | 'week2';

const everyWeekday = anyWords(`\\b(?:every|each)\\s+((?:second|other|2nd)\\s+)?(?=${weekdays}\\b)`);
const everyWeek = /,?\s*\b(?:every\s+((?:second|other|2nd)\s+)?week\b|weekly\b)(?:\s+on\b)?/gi;

/** The words without “every week”, and how often they say that it repeats; '' if they do not. */
export function withoutRepeats(words: string): { text: string; repeats: Rhythm | '' } {
  let repeats: Rhythm | '' = '';
  const take = (_: string, second: string | undefined): string => {
    repeats = second === undefined ? 'week' : 'week2';
    return ' ';
  };
  const text = words.replace(everyWeekday, take).replace(everyWeek, take);
  return { text: repeats === '' ? words : text.trim(), repeats };
}

type Hours = { from: string; minute?: string | undefined; to?: string | undefined; toMinute?: string | undefined };

function numberOf(name: string): number {
  const index = hourNames.indexOf(name.toLowerCase());
  return index === -1 ? Number(name) : index === 0 ? 12 : index;
}

function pastHour(part: string, side: string, hour: number): string {
  const isHalf = part.toLowerCase() === 'half';
  if (side.toLowerCase() === 'past') return `${hour}:${isHalf ? '30' : '15'}`;
  return `${hour === 1 ? 12 : hour - 1}:${isHalf ? '30' : '45'}`;
}

/** The times in a part of a day, by a clock of 24 hours. “tonight 12” could be either end of the night. */
function timesIn<None extends string | null>(
  part: string,
  { from, minute, to, toMinute }: Hours,
  none: None,
): string | None {
  const isLate = part.toLowerCase() !== 'morning';
  const hours = [from, to].flatMap((one) => (one === undefined ? [] : [Number(one)]));
  if (hours.some((one) => one > 24 || (one === 12 && !/afternoon/i.test(part)))) return none;
  const [begin, end] = hours.map((one) => (isLate && one < 12 ? one + 12 : one)) as [number, number | undefined];
  return written(begin, minute, end, toMinute);
}

/** “10-2” is from 10:00 to 14:00. */
function timesOn(day: string, { from, minute, to, toMinute }: Hours, none: string): string {
  const [begin, end] = [from, to].map((one) => (one === undefined ? undefined : Number(one))) as [
    number,
    number | undefined,
  ];
  if (begin > 24 || (end ?? 0) > 24) return none;
  return `${day}${written(begin, minute, end !== undefined && end <= begin && begin <= 12 && end < 12 ? end + 12 : end, toMinute)}`;
}

function written(begin: number, minute = '00', end?: number, endMinute = '00'): string {
  return end === undefined ? `${begin}:${minute}` : `${begin}:${minute} – ${end}:${endMinute}`;
}
