import ICAL from 'ical.js';
import type { RawComponent } from './calendar-text.ts';
import type { RecurrenceSteps, RuleParts } from './recurrence-steps.ts';
import { Properties, type Property } from './properties.ts';

/** A change of the clock: when it comes by the later of its two local times, and the offset from then on. */
type Onset = { atMs: number; offsetMs: number };

/** A yearly rule of such changes. */
type YearlyRule = {
  parts: Record<string, unknown>;
  /** The time of its first change, `2000-10-29T03:00:00`. */
  start: string;
  interval: number;
  lastYear: number;
  untilMs: number;
  fromMs: number;
  toMs: number;
  byYear: Map<number, Onset[]>;
};

/** More than these are not found in calendars that people use. Each is looked at for each time in the zone. */
const maxRules = 50;
/** A clock that changes more often in a year, or whose rule pauses for more years, is nobody's. */
const maxInYear = 4;
const maxInterval = 4;

const usedParts = new Set(['freq', 'interval', 'count', 'until', 'wkst', 'bymonth', 'bymonthday', 'byday']);

/**
 * Reads a `VTIMEZONE` (RFC 5545, 3.6.5) as a function from a local time, `2026-12-01T18:00:00`, to its instant in ms;
 * null if it describes no zone. Rules are followed only in the years that are asked for: most begin in 1601 or 1970. A
 * time that a change skips or repeats is read with the offset before the change.
 */
export function describedZone({ children }: RawComponent, steps: RecurrenceSteps): ((local: string) => number) | null {
  const fixed: Onset[] = [];
  const rules: YearlyRule[] = [];
  let earliest: { atMs: number; fromMs: number } | null = null;
  for (const child of children.filter(({ name }) => name === 'STANDARD' || name === 'DAYLIGHT')) {
    const odd: string[] = [];
    const properties = new Properties(child, (line) => odd.push(line));
    if (odd.length > 0) return null;
    const [start, fromMs, toMs] = [
      properties.text('dtstart'),
      offsetOf(properties.text('tzoffsetfrom')),
      offsetOf(properties.text('tzoffsetto')),
    ];
    const startMs = start === null ? NaN : localMs(start);
    if (start === null || Number.isNaN(startMs) || fromMs === null || toMs === null) continue;
    if (earliest === null || startMs < earliest.atMs) earliest = { atMs: startMs, fromMs };
    const dates = properties.all('rdate').flatMap(({ values }) => values.map((value) => localMs(String(value))));
    for (const ms of [startMs, ...dates]) if (!Number.isNaN(ms)) fixed.push(onset(ms, fromMs, toMs));
    for (const property of properties.all('rrule')) {
      const rule = yearlyRule(property, start, { fromMs, toMs });
      if (rule === null || rules.length === maxRules) return null;
      rules.push(rule);
    }
  }
  if (earliest === null) return null;
  const { fromMs } = earliest;
  fixed.sort((a, b) => a.atMs - b.atMs);
  return (local) => {
    const ms = Date.parse(`${local}Z`);
    let latest = lastUntil(fixed, ms);
    for (const rule of rules) latest = later(latest, latestOf(rule, ms, steps));
    return ms - (latest?.offsetMs ?? fromMs);
  };
}

function onset(ms: number, fromMs: number, toMs: number): Onset {
  return { atMs: ms + Math.max(0, toMs - fromMs), offsetMs: toMs };
}

function later(a: Onset | null, b: Onset | null): Onset | null {
  if (a === null || b === null) return a ?? b;
  return b.atMs > a.atMs ? b : a;
}

/** The last change that has come by this time, by halving. */
function lastUntil(sorted: Onset[], ms: number): Onset | null {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]!.atMs <= ms) from = middle + 1;
    else to = middle;
  }
  return sorted[from - 1] ?? null;
}

function yearlyRule(
  { values: [value] }: Property,
  start: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): YearlyRule | null {
  if (typeof value !== 'object' || value === null) return null;
  const { freq, interval = 1, count, until, ...by } = value as Record<string, unknown>;
  if (freq !== 'YEARLY' || Object.keys(by).some((part) => !usedParts.has(part))) return null;
  if (typeof interval !== 'number' || !(interval >= 1 && interval <= maxInterval)) return null;
  const untilMs = typeof until === 'string' ? localMs(until) + (until.endsWith('Z') ? fromMs : 0) : Infinity;
  if (Number.isNaN(untilMs)) return null;
  // What the rule leaves open, its first change says.
  if (by.byday === undefined && by.bymonthday === undefined) {
    by.bymonthday = Number(start.slice(8, 10));
    by.bymonth ??= Number(start.slice(5, 7));
  }
  const firstYear = Number(start.slice(0, 4));
  const lastYear = Math.min(
    typeof count === 'number' ? firstYear + (count - 1) * interval : 9999,
    Number.isFinite(untilMs) ? new Date(untilMs).getUTCFullYear() : 9999,
  );
  return { parts: { freq, ...by }, start, interval, lastYear, untilMs, fromMs, toMs, byYear: new Map() };
}

/** The last change by this rule that has come by this time. */
function latestOf(rule: YearlyRule, ms: number, steps: RecurrenceSteps): Onset | null {
  const firstYear = Number(rule.start.slice(0, 4));
  const year = Math.min(new Date(ms).getUTCFullYear(), rule.lastYear);
  for (let back = 0; back <= rule.interval && year - back >= firstYear; back += 1) {
    if ((year - back - firstYear) % rule.interval !== 0) continue;
    const found = lastUntil(onsetsIn(rule, year - back, steps), ms);
    if (found !== null) return found;
  }
  return null;
}

function onsetsIn(rule: YearlyRule, year: number, steps: RecurrenceSteps): Onset[] {
  let found = rule.byYear.get(year);
  if (found === undefined) rule.byYear.set(year, (found = followed(rule, year, steps)));
  return found;
}

function followed({ parts, start, untilMs, fromMs, toMs }: YearlyRule, year: number, steps: RecurrenceSteps): Onset[] {
  const found: Onset[] = [];
  const first = `${String(year).padStart(4, '0')}-01-01${start.slice(10)}`;
  const dates = steps.follow(parts as RuleParts, ICAL.Time.fromDateTimeString(first));
  for (let next = dates.next(); next?.year === year; next = dates.next()) {
    const ms = localMs(next.toString());
    if (ms >= localMs(start) && ms <= untilMs) found.push(onset(ms, fromMs, toMs));
    if (found.length === maxInYear) break;
  }
  return found;
}

/** A local time as if it were in UTC; not a number if it is none. */
function localMs(local: string): number {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z?$/.test(local) ? Date.parse(`${local.slice(0, 19)}Z`) : NaN;
}

/** `+01:00` or `+00:53:28` in ms. */
function offsetOf(text: string | null): number | null {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text ?? '') ?? [];
  if (sign === undefined || Number(hours) > 23 || Number(minutes) > 59) return null;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}
