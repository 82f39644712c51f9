import type { BoardEvent, Series } from '../../shared/event.ts';
import { dayOf, isDay } from '../../shared/local-time.ts';
import { todayIn } from '../ui/today.ts';
import { language } from './format.ts';

export type Repeating = Pick<BoardEvent, 'timeZone'> & { series: Series };
type Rule = ReadonlyMap<string, string>;

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
// Sentences are English; dates in them are in the viewer's language.
const weekdayName = new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' });
const dayAndMonth = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
const list = new Intl.ListFormat('en');
const ordinalKind = new Intl.PluralRules('en', { type: 'ordinal' });
const ordinalEnds: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const nths: Record<string, string> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' };

/**
 * How an event repeats: “Every second week on Tuesdays, until Jun 30, 2027”. For a rule without such words, only that
 * there are several dates.
 */
export function repeatWords({ series, timeZone }: Repeating): string {
  const first = dayOf(series.occurrence);
  const rule = parseRule(series.rule);
  const rhythm = rule === null || !isDay(first) ? null : rhythmOf(rule, first);
  const end = rule === null ? null : endOf(rule, timeZone);
  return rhythm === null || end === null ? 'One of several dates' : `${rhythm}${end}`;
}

/** “the 21st” of a month. */
export function ordinal(number: number): string {
  return `${number}${ordinalEnds[ordinalKind.select(number)]}`;
}

/** “second Tuesday” for a day that is one; a fifth weekday counts as the last. */
export function weekdayOfMonth(day: string): string {
  const nth = Math.ceil(Number(day.slice(8)) / 7);
  return `${nths[nth === 5 ? -1 : nth]} ${weekdayName.format(new Date(day))}`;
}

/** The parts of a rule that have words, and the values that have. */
const understood: Record<string, RegExp> = {
  FREQ: /^[A-Z]+$/,
  INTERVAL: /^[1-9]\d{0,3}$/,
  COUNT: /^[1-9]\d{0,3}$/,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  WKST: /^[A-Z]{2}$/,
  BYDAY: /^[-\dA-Z,]+$/,
  BYMONTHDAY: /^([1-9]|[12]\d|3[01]|-1)$/,
};

/** Null if the rule has a part without words, or one part twice. */
function parseRule(text: string): Rule | null {
  const parts = text.split(';').map((part) => part.split('='));
  const rule = new Map(parts.map(([name = '', value = '']) => [name, value]));
  const isRead = parts.every(
    ([name = '', value = '', ...more]) =>
      more.length === 0 && Object.hasOwn(understood, name) && understood[name]!.test(value),
  );
  return isRead && rule.size === parts.length ? rule : null;
}

/** Null if there are no words for it. */
function rhythmOf(rule: Rule, first: string): string | null {
  const byDay = rule.get('BYDAY')?.split(',') ?? [];
  const byDate = rule.get('BYMONTHDAY');
  switch (rule.get('FREQ')) {
    case 'DAILY':
      return byDay.length > 0 || byDate !== undefined ? null : every(rule, 'day');
    case 'WEEKLY': {
      const names = byDay.length === 0 ? [weekdayName.format(new Date(first))] : byDay.map(nameOf);
      return byDate !== undefined || names.includes(null)
        ? null
        : `${every(rule, 'week')} on ${list.format(names.map((name) => `${name}s`))}`;
    }
    case 'MONTHLY': {
      const on = monthly(byDay, byDate, first);
      return on === null ? null : `${every(rule, 'month')} on the ${on}`;
    }
    case 'YEARLY':
      return byDay.length > 0 || byDate !== undefined
        ? null
        : `${every(rule, 'year')} on ${dayAndMonth.format(new Date(first))}`;
    default:
      return null;
  }
}

function every(rule: Rule, unit: string): string {
  const interval = Number(rule.get('INTERVAL') ?? 1);
  return interval === 1 ? `Every ${unit}` : interval === 2 ? `Every second ${unit}` : `Every ${interval} ${unit}s`;
}

/** 1 March 2026 was a Sunday. */
function nameOf(weekday: string): string | null {
  const index = weekdays.indexOf(weekday);
  return index < 0 ? null : weekdayName.format(Date.UTC(2026, 2, 1 + index));
}

function monthly(byDay: readonly string[], byDate: string | undefined, first: string): string | null {
  if (byDay.length === 0) {
    if (byDate === '-1') return 'last day';
    if (byDate === undefined) return ordinal(Number(first.slice(8)));
    return ordinal(Number(byDate));
  }
  const [, nth, weekday] = /^(-?\d)([A-Z]{2})$/.exec(byDay[0]!) ?? [];
  const name = nameOf(weekday ?? '');
  if (byDay.length > 1 || byDate !== undefined || name === null || nths[nth!] === undefined) return null;
  return `${nths[nth!]} ${name}`;
}

/** “, 10 times”; null if the end is not valid. */
function endOf(rule: Rule, timeZone: string): string | null {
  const count = rule.get('COUNT');
  const until = rule.get('UNTIL');
  if (count !== undefined) return until !== undefined ? null : Number(count) === 1 ? ', once' : `, ${count} times`;
  if (until === undefined) return '';
  const last = lastDay(until, timeZone);
  return last === null ? null : `, until ${date.format(new Date(last))}`;
}

function lastDay(until: string, timeZone: string): string | null {
  const day = until.slice(0, 8).replace(/^(....)(..)(..)$/, '$1-$2-$3');
  if (!isDay(day)) return null;
  if (!until.endsWith('Z')) return day;
  // With a time it is an instant, so its day depends on the zone.
  const instant = new Date(`${day}T${until.slice(9, 15).replace(/^(..)(..)(..)$/, '$1:$2:$3')}Z`);
  try {
    return todayIn(timeZone, instant);
  } catch {
    // The time or the zone does not exist.
    return null;
  }
}
