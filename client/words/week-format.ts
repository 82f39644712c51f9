import { addDays, daysBetween } from '../../shared/days.ts';
import { language } from './format.ts';
import { hoursOf, preferences } from './preferences.ts';
import { startOfWeek, type Weekday } from './weeks.ts';

const utc = { timeZone: 'UTC' } as const;
const days = new Intl.DateTimeFormat(language, { ...utc, day: 'numeric', month: 'long' });
const daysAndYear = new Intl.DateTimeFormat(language, { ...utc, day: 'numeric', month: 'long', year: 'numeric' });
const spokenDays = new Intl.DateTimeFormat(language, { ...utc, weekday: 'long', day: 'numeric', month: 'long' });

function madeFor(clock: typeof preferences.clock) {
  const hour = { ...utc, hour: 'numeric', ...hoursOf(clock) } as const;
  const short = new Intl.DateTimeFormat(language, hour);
  // “10 AM” is a time, “10” is not.
  const isShort = short.resolvedOptions().hour12 === true;
  return { clock, format: isShort ? short : new Intl.DateTimeFormat(language, { ...hour, minute: '2-digit' }) };
}

let hours = madeFor(preferences.clock);

/** A full hour, beside a line of the week: “10 AM”, “10:00”. */
export function formatHour(hour: number): string {
  if (hours.clock !== preferences.clock) hours = madeFor(preferences.clock);
  return hours.format.format(Date.UTC(2026, 0, 1, hour));
}

/** “November 23 – 29” in American English; with the year unless all of it is in the current one. */
export function formatWeek(first: string, today: string): string {
  const last = addDays(first, 6);
  const isThisYear = [first, last].every((day) => day.slice(0, 4) === today.slice(0, 4));
  return (isThisYear ? days : daysAndYear).formatRange(Date.parse(first), Date.parse(last));
}

/** “Friday, December 4 – Sunday, December 6”. */
export function formatDays(first: string, last: string): string {
  return spokenDays.formatRange(Date.parse(first), Date.parse(last));
}

/** The number of a week by ISO 8601: the first week has the year's first Thursday. */
export function weekNumber(day: string): number {
  const thursday = addDays(startOfWeek(day, 1), 3);
  return 1 + Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7);
}

type WeekInfo = { weekend: Weekday[] };

/** The days without school and work in the viewer's language; Saturday and Sunday in browsers without week data. */
function weekendOfLanguage(): readonly Weekday[] {
  const locale: Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo } = new Intl.Locale(
    language ?? new Intl.DateTimeFormat().resolvedOptions().locale,
  );
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.weekend ?? [6, 7];
}

const weekend = weekendOfLanguage();

export function isWeekend(day: string): boolean {
  return weekend.includes((new Date(day).getUTCDay() || 7) as Weekday);
}
