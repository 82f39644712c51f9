import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { isPlannable } from '../../../shared/event-time.ts';
import { maxOccurrences, maxYearsAhead } from '../../../shared/repeat.ts';
import { BrokenFile } from './calendar-text.ts';
import type { RecurrenceSteps, RuleParts } from './recurrence-steps.ts';
import { epochMsOf, keyOf, readMoment, type Moment, type MomentReader } from './moments.ts';
import type { Properties, Property } from './properties.ts';

/** The occurrences of a repeating event that are imported, and a note about those that are not. */
export type OccurrenceSet = { rule: string; moments: Moment[]; notes: string[] };

const tooOften = new Set(['SECONDLY', 'MINUTELY', 'HOURLY']);

export function repeats(properties: Properties): boolean {
  return properties.all('rrule').length > 0 || properties.all('rdate').length > 0;
}

/**
 * The occurrences of an event, including its start (RFC 5545, 3.8.5). If there are at most 200 and they end within two
 * years, all of them; else those from today on, up to 200 and two years ahead.
 */
export function occurrencesIn(
  properties: Properties,
  start: Moment,
  { reader, now, steps }: { reader: MomentReader; now: Date; steps: RecurrenceSteps },
): OccurrenceSet {
  const today = now.toISOString().slice(0, 10);
  const horizon = Temporal.PlainDate.from(today).add({ years: maxYearsAhead }).toString();
  const notes: string[] = [];
  const found = new Map<string, { moment: Moment; ms: number }>();
  const add = (moment: Moment): void => {
    const ms = epochMsOf(moment);
    found.set(keyOf(moment, ms), { moment, ms });
  };
  add(start);
  const excluded = datesOf(properties.all('exdate'), reader, notes);
  const rules = properties.all('rrule');
  let goesOn = false;
  for (const rule of rules) {
    const { moments, unfinished, note } = expand(rule, start, horizon, { reader, steps });
    if (note !== null) notes.push(note);
    goesOn ||= unfinished;
    for (const moment of moments) add(moment);
  }
  for (const moment of datesOf(properties.all('rdate'), reader, notes)) {
    if (!isPlannable(moment.local)) notes.push(`The date ${moment.local} in RDATE is left out: no board has its year.`);
    else if (moment.form === start.form) add(moment);
    else notes.push(`The date ${moment.local} in RDATE is left out: it is not of the kind of the start.`);
  }
  if (properties.all('exrule').length > 0) notes.push('EXRULE is not understood: the dates that it takes out are in.');

  for (const moment of excluded) found.delete(keyOf(moment));
  // Some programs exclude a day, although the event has a time.
  const days = new Set(excluded.filter(({ form }) => form === 'day').map(({ local }) => local));
  const all = [...found.values()]
    .filter(({ moment: { local } }) => !days.has(local.slice(0, 10)))
    .sort((a, b) => a.ms - b.ms)
    .map(({ moment }) => moment);
  const moments = within(all, { goesOn, today, horizon, notes });
  return { rule: rules.map((rule) => ruleText(rule)).find((text) => text !== null) ?? '', moments, notes };
}

function within(
  all: Moment[],
  { goesOn, today, horizon, notes }: { goesOn: boolean; today: string; horizon: string; notes: string[] },
): Moment[] {
  const inTime = all.filter(({ local }) => local.slice(0, 10) <= horizon);
  const later = all.length - inTime.length;
  if (goesOn) notes.push(`It goes on after ${horizon}: import it again later for what comes then.`);
  if (later > 0) notes.push(`${later} of its dates are after ${horizon} and are left out.`);
  if (inTime.length <= maxOccurrences && !goesOn && later === 0) return inTime;
  const toCome = inTime.filter(({ local }) => local.slice(0, 10) >= today);
  const wanted = toCome.length === 0 ? inTime.slice(-maxOccurrences) : toCome.slice(0, maxOccurrences);
  const taken = new Set(wanted);
  const past = inTime.filter((moment) => moment.local.slice(0, 10) < today && !taken.has(moment)).length;
  const beyond = inTime.length - wanted.length - past;
  if (past > 0) notes.push(`${past} of its dates are over and are left out.`);
  if (beyond > 0) notes.push(`${beyond} of its dates are beyond the ${maxOccurrences} that are taken.`);
  return wanted;
}

type Expansion = {
  moments: Moment[];
  /** It gives more after the horizon. */ unfinished: boolean;
  note: string | null;
};

function expand(
  { values: [value], parameters }: Property,
  start: Moment,
  horizon: string,
  { reader, steps }: { reader: MomentReader; steps: RecurrenceSteps },
): Expansion {
  const none = (note: string): Expansion => ({ moments: [], unfinished: false, note });
  if (typeof value !== 'object' || value === null)
    return none('Its rule cannot be read: only its first date is taken.');
  const { until, count, ...endless } = value as {
    freq?: string;
    until?: unknown;
    count?: unknown;
    bymonth?: unknown;
    bymonthday?: unknown;
  };
  if (tooOften.has(String(endless.freq)))
    return none('It repeats every hour or more often: only its first date is taken.');
  if (!everComes(endless)) return none('Its rule names days that there are not: only its first date is taken.');
  const last =
    until === undefined
      ? null
      : readMoment({ parameters }, until, {
          ...reader,
          floating: start.form === 'time' ? start.zone : reader.floating,
        });
  if (until !== undefined && last === null)
    return none('The end of its rule cannot be read: only its first date is taken.');
  const moments: Moment[] = [];
  const max = typeof count === 'number' ? count : Infinity;
  try {
    const dates = steps.follow(endless as RuleParts, floating(start.local));
    while (moments.length < max) {
      const next = dates.next();
      if (next === null) break;
      const moment: Moment = { ...start, local: next.toString().slice(0, start.local.length) };
      if (last !== null && isAfter(moment, last)) break;
      if (moment.local.slice(0, 10) > horizon) return { moments, unfinished: true, note: null };
      moments.push(moment);
    }
  } catch (error) {
    if (error instanceof BrokenFile) throw error;
    return none('Its rule cannot be followed: only its first date is taken.');
  }
  return { moments, unfinished: false, note: null };
}

/** Whether one of the rule's months has one of its days. For February 30 the library would search forever. */
function everComes({ bymonth, bymonthday }: { bymonth?: unknown; bymonthday?: unknown }): boolean {
  if (bymonth === undefined || bymonthday === undefined) return true;
  const days = [bymonthday].flat().map((day) => Math.abs(Number(day)));
  return [bymonth].flat().some((month) => days.some((day) => day <= (longestMonths[Number(month) - 1] ?? 0)));
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `UNTIL` as a day includes that day. */
function isAfter(moment: Moment, last: Moment): boolean {
  if (last.form === 'day') return moment.local.slice(0, 10) > last.local;
  return moment.form === 'day' ? moment.local > last.local.slice(0, 10) : epochMsOf(moment) > epochMsOf(last);
}

function datesOf(properties: Property[], reader: MomentReader, notes: string[]): Moment[] {
  return properties.flatMap((property) =>
    property.values.flatMap((value) => {
      // A PERIOD is a start and a length. Here each occurrence lasts as long as the first.
      const moment = readMoment(property, Array.isArray(value) ? value[0] : value, reader);
      if (moment === null && String(value) !== '')
        notes.push(`A date in ${property.name.toUpperCase()} cannot be read: ${String(value).slice(0, 40)}`);
      return moment === null ? [] : [moment];
    }),
  );
}

function ruleText({ values: [value] }: Property): string | null {
  try {
    return ICAL.Recur.fromData(value as Parameters<typeof ICAL.Recur.fromData>[0]).toString();
  } catch {
    return null;
  }
}

function floating(local: string): ICAL.Time {
  return local.includes('T') ? ICAL.Time.fromDateTimeString(local) : ICAL.Time.fromDateString(local);
}
