import type { BoardEvent, Series } from '../../shared/event.ts';
import { dayOf } from '../../shared/local-time.ts';
import { todayIn } from './clock.ts';
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

/** How an event repeats: “Every second week on Tuesdays, until Jun 30, 2027”. Of a rule that cannot be said so, only that there are several. */
export function repeatWords({ series, timeZone }: Repeating): string {
  const rule: Rule = new Map(series.rule.split(';').map((part) => part.split('=') as [string, string]));
  const rhythm = rhythmOf(rule, dayOf(series.occurrence));
  const end = endOf(rule, timeZone);
  return rhythm === null || end === null ? 'One of several dates' : `${rhythm}${end}`;
}

/** “the 21st” of a month. */
export function ordinal(number: number): string {
  return `${number}${ordinalEnds[ordinalKind.select(number)]}`;
}

/** “second Tuesday”, of a day that is one; a fifth weekday is meant as the last. */
export function weekdayOfMonth(day: string): string {
  const nth = Math.ceil(Number(day.slice(8)) / 7);
  return `${nths[nth === 5 ? -1 : nth]} ${weekdayName.format(new Date(day))}`;
}

const understood: ReadonlySet<string> = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY', 'BYMONTHDAY']);

/** Null where the rule says more than these words can. */
function rhythmOf(rule: Rule, first: string): string | null {
  if ([...rule.keys()].some((part) => !understood.has(part))) return null;
  const byDay = rule.get('BYDAY')?.split(',') ?? [];
  const byDate = rule.get('BYMONTHDAY');
  switch (rule.get('FREQ')) {
    case 'DAILY':
      return byDay.length > 0 || byDate !== undefined ? null : every(rule, 'day');
    case 'WEEKLY': {
      const names = byDay.length === 0 ? [weekdayName.format(new Date(first))] : byDay.map(nameOf);
      return byDate !== undefined || names.includes(null) ? null : `${every(rule, 'week')} on ${list.format(names.map((name) => `${name}s`))}`;
    }
    case 'MONTHLY': {
      const on = monthly(byDay, byDate, first);
      return on === null ? null : `${every(rule, 'month')} on the ${on}`;
    }
    case 'YEARLY':
      return byDay.length > 0 || byDate !== undefined ? null : `${every(rule, 'year')} on ${dayAndMonth.format(new Date(first))}`;
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
    return /^\d+$/.test(byDate) ? ordinal(Number(byDate)) : null;
  }
  const [, nth, weekday] = /^(-?\d)([A-Z]{2})$/.exec(byDay[0]!) ?? [];
  const name = nameOf(weekday ?? '');
  if (byDay.length > 1 || byDate !== undefined || name === null || nths[nth!] === undefined) return null;
  return `${nths[nth!]} ${name}`;
}

/** “, 10 times”; null where it cannot be read. */
function endOf(rule: Rule, timeZone: string): string | null {
  const count = rule.get('COUNT');
  if (count !== undefined) return Number(count) === 1 ? ', once' : `, ${count} times`;
  const until = rule.get('UNTIL');
  if (until === undefined) return '';
  const parts = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(until);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, utc] = parts;
  const local = `${year}-${month}-${day}`;
  // With a time it is an instant, whose day is another in some zones.
  const last = utc === 'Z' ? todayIn(timeZone, new Date(`${local}T${hour}:${minute}:${second}Z`)) : local;
  return `, until ${date.format(new Date(last))}`;
}
