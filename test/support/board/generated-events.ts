import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { occurrencesOf, rruleOf } from '../../../server/events/occurrences.ts';
import { instantsOf } from '../../../server/events/event-instants.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { isAllDay } from '../../../shared/local-time.ts';
import type { Repeat } from '../../../shared/repeat.ts';
import { boardEvent } from './stored-event.ts';

/**
 * Zones with offsets of a quarter of an hour, with half an hour of DST, at both ends of the day, with clock changes at
 * midnight, and one whose winter time is the exception (Casablanca, in Ramadan).
 */
const oddZones = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
  'UTC',
] as const;

/**
 * The years of the events. Node and Python's tzdata take the zones' rules from different editions of the IANA data. These
 * agree on years that were over when the older edition came out; they can differ on later years: 2025c and 2026f differ on
 * Casablanca at the end of 2026.
 */
const firstYear = 2023;
const lastYear = 2025;

/** Local times around each clock change of each zone: before it, at it, after it, and the midnights beside it. */
const edges = oddZones
  .flatMap((timeZone) => {
    const found: { timeZone: string; start: string }[] = [];
    let at = Temporal.PlainDate.from(`${firstYear}-01-01`).toZonedDateTime(timeZone).getTimeZoneTransition('next');
    for (; at !== null && at.year <= lastYear; at = at.getTimeZoneTransition('next')) {
      const around = [-121, -61, -60, -31, -30, -1, 0, 1, 29, 30, 59, 60, 61, 120].map((minutes) =>
        at!.toPlainDateTime().add({ minutes }),
      );
      const midnights = [at.toPlainDate(), at.toPlainDate().add({ days: 1 })].map((date) =>
        date.toPlainDateTime('00:00'),
      );
      found.push(...[...around, ...midnights].map((time) => ({ timeZone, start: time.toString().slice(0, 16) })));
    }
    return found;
  })
  .filter(({ start, timeZone }) => exists(start, timeZone));

const zone = fc.constantFrom(...oddZones);
const day = fc
  .date({ min: new Date(`${firstYear}-01-01`), max: new Date(`${lastYear}-12-31`), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const time = fc
  .tuple(fc.nat(23), fc.constantFrom('00', '05', '15', '30', '59'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
const start = fc.oneof(
  { weight: 2, arbitrary: fc.record({ timeZone: zone, start: day }) },
  {
    weight: 4,
    arbitrary: fc.record({ timeZone: zone, start: fc.tuple(day, time).map(([date, clock]) => `${date}T${clock}`) }),
  },
  { weight: 3, arbitrary: fc.constantFrom(...edges) },
);

const oddText = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
  fc.constantFrom(
    'semi;colon, comma \\ back',
    'BEGIN:VEVENT',
    'ünïcödé '.repeat(12),
    '日本語のとても長い予定の名前'.repeat(6),
    'a"quote"',
    '<b>&amp;</b>',
    '</script><script>alert(1)</script>',
    ']]>',
  ),
);
const line = oddText
  .map((text) => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ').trim())
  .filter((text) => text !== '');

/** One event that does not repeat. */
export const events: fc.Arbitrary<BoardEvent> = fc
  .record({
    when: start,
    /** A number of days or hours, or until a midnight. */
    length: fc.option(
      fc.oneof({ weight: 5, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: fc.constant('midnight' as const) }),
    ),
    name: line,
    place: fc.option(line),
    details: fc.option(fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))),
    cancelled: fc.boolean(),
    version: fc.integer({ min: 1, max: 50 }),
    updated: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-11-23'), noInvalidDate: true }),
  })
  .map(({ when, length, updated, ...fields }) => ({
    ...fields,
    ...when,
    end: length === null ? null : endOf(when.start, length),
    updatedAt: updated.toISOString(),
  }))
  .filter(({ start: begins, end, timeZone }) => exists(begins, timeZone) && (end === null || exists(end, timeZone)))
  .map((fields) => boardEvent({ ...fields, ...instantsOf(fields) }));

function endOf(begins: string, length: number | 'midnight'): string {
  if (isAllDay(begins))
    return Temporal.PlainDate.from(begins)
      .add({ days: length === 'midnight' ? 30 : length })
      .toString();
  const begin = Temporal.PlainDateTime.from(begins);
  return (length === 'midnight' ? begin.add({ days: 1 }).withPlainTime('00:00') : begin.add({ hours: length * 7 }))
    .toString()
    .slice(0, 16);
}

/** The board refuses times that a clock change skips. */
function exists(local: string, timeZone: string): boolean {
  if (isAllDay(local)) return true;
  const plain = Temporal.PlainDateTime.from(local);
  return plain.toZonedDateTime(timeZone).toPlainDateTime().equals(plain);
}

/** Whether the hour comes twice. */
export function comesTwice(local: string, timeZone: string): boolean {
  if (isAllDay(local)) return false;
  const plain = Temporal.PlainDateTime.from(local);
  return (
    plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds !==
    plain.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds
  );
}

const repeats: Repeat[] = [
  { every: 'week', count: 52 },
  { every: 'week', interval: 2, count: 26 },
  { every: 'month', by: 'date', count: 12 },
  { every: 'month', by: 'weekday', count: 12 },
  { every: 'week', until: '2025-12-31' },
];

/** Series as the server creates them, over a year's clock changes in every zone, most of them at night. */
function seriesEvents(): BoardEvent[] {
  const starts = [
    ['2025-01-05T02:30', '2025-01-05T03:15'],
    ['2025-01-31T23:30', '2025-02-01T00:30'],
    ['2025-01-05T00:00', null],
    ['2025-01-30', '2025-01-31'],
  ] as const;
  return oddZones.flatMap((timeZone, index) =>
    starts.flatMap(([begins, end], which) => {
      const repeat = repeats[(index + which) % repeats.length]!;
      const times = { start: begins, end, timeZone };
      const series = { id: (index * 100 + which).toString(16).padStart(24, 'f'), rule: rruleOf(repeat, times) };
      return occurrencesOf(times, repeat, new Date('2025-01-01')).map((occurrence) => {
        const own = { start: occurrence.start, end: occurrence.end, timeZone };
        return boardEvent({
          name: `Series ${index}.${which}`,
          ...own,
          ...instantsOf(own),
          series: { ...series, occurrence: occurrence.occurrence },
        });
      });
    }),
  );
}

/** Ten thousand events, the same in every run, each with its own id; many are occurrences of series. */
export function tenThousandEvents(): BoardEvent[] {
  const series = seriesEvents();
  const single = fc.sample(events, { numRuns: 10_000 - series.length, seed: 7 });
  return [...single, ...series].map((event, index) => ({ ...event, id: index.toString(16).padStart(24, '0') }));
}
