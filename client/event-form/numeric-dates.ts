import { isDay } from '../../shared/local-time.ts';

/** Whether the day or the month comes first in `4/10/2019`. */
export type DayOrder = 'day first' | 'month first';

export type NumericDates = { state: 'written out'; text: string } | { state: 'no such day'; text: string };

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
export const monthNames =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';

const yearFirst = /(?<![\d./-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d|[-/.]\d)/g;
/** The tutorial's format: month, day, year, in every language. */
const hyphened = /(?<![\d./-])(\d{1,2})-(\d{1,2})-(\d{4}|\d{2})(?!\d|[-/.:]\d)/g;
const slashedOrDotted = /(?<![\d./-])(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[-/.:]\d)/g;
const slashedWithoutYear = /(?<![\d./-])(\d{1,2})\/(\d{1,2})(?![\d/])/g;
/** `10.4.`, as written in languages with the day first. Without the second dot it could be a time. */
const dottedWithoutYear = /(?<![\d./-])(\d{1,2})\.(\d{1,2})\.(?!\d)/g;
/** `18h`, `18h30`; “in 3h” is something else. */
const hours = /(?<!\bin\s+)\b(\d{1,2})h(\d{2})?\b(?!\s*(?:ago|later|from))/gi;
const notAYear = '(?!\\s*(?:[\\d:.–-]|to\\b|until\\b|am\\b|pm\\b|a\\.m|p\\.m|o\\W?clock|h\\b))';
/** “10 Apr 19”, “Apr 10, ’19”. */
const shortYears = [
  new RegExp(`(\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${monthNames})\\b[.,]?\\s+)[’']?(\\d{2})\\b${notAYear}`, 'gi'),
  new RegExp(`((?:${monthNames})\\b\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+)[’']?(\\d{2})\\b${notAYear}`, 'gi'),
];

/** What a language puts first, according to `Intl`. */
export function dayOrderOf(language: string | undefined): DayOrder {
  const parts = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric' })
    .formatToParts(new Date(0))
    .map(({ type }) => type);
  return parts.indexOf('day') < parts.indexOf('month') ? 'day first' : 'month first';
}

/**
 * Rewrites numeric dates so that they cannot be misread: as `2019-04-10`, or as `10 Apr` without a year. A year of two
 * digits is in this century.
 */
export function numericDates(words: string, order: DayOrder): NumericDates {
  let missing: string | null = null;
  const date = (whole: string, year: string, month: string, day: string): string => {
    const text = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (!isDay(text)) missing ??= whole;
    return text;
  };
  const dayAndMonth = (whole: string, month: string, day: string): string => {
    // A leap year, since the year is not known.
    if (isDay(`2000-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)) return `${day} ${months[Number(month) - 1]}`;
    // “at 18.30.”
    if (!whole.endsWith('.')) missing ??= whole;
    return whole;
  };
  const text = words
    .replace(/\s*[–—]\s*/g, ' – ')
    .replace(yearFirst, date)
    .replace(hyphened, (whole, month: string, day: string, year: string) => date(whole, year, month, day))
    .replace(slashedOrDotted, (whole, one: string, _, other: string, year: string) =>
      date(whole, year, ...inOrder(one, other, order)),
    )
    .replace(dottedWithoutYear, (whole, day: string, month: string) => dayAndMonth(whole, month, day))
    .replace(slashedWithoutYear, (whole, one: string, other: string) =>
      dayAndMonth(whole, ...inOrder(one, other, order)),
    )
    .replace(hours, (_, hour: string, minute = '00') => `${hour}:${minute}`)
    .replace(/\b(?:the )?day after tomorrow\b/i, 'in 2 days')
    .replace(shortYears[0]!, (_, before: string, year: string) => `${before}20${year}`)
    .replace(shortYears[1]!, (_, before: string, year: string) => `${before}20${year}`);
  return missing === null ? { state: 'written out', text } : { state: 'no such day', text: missing };
}

function inOrder(one: string, other: string, order: DayOrder): [month: string, day: string] {
  return order === 'day first' ? [other, one] : [one, other];
}
