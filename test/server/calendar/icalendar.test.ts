import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { atomOf } from '../../../server/calendar/atom.ts';
import { icalendarOf } from '../../../server/calendar/icalendar.ts';
import { eventData } from '../../../server/http/page-head.ts';
import { instantsOf } from '../../../server/database/event-time.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { isAllDay } from '../../../shared/local-time.ts';
import { icalendar, runPython } from '../../support/python.ts';
import { temporaryFolder } from '../../support/server-process.ts';
import { boardEvent } from '../../support/stored-event.ts';

type Read = { name: string; zones: string[]; events: { uid: string; sequence: number; summary: string; start: string; end: string | null; location: string | null; description: string | null; status: string; url: string }[] };

const options = { title: 'Riverside School; events, “all”', baseUrl: 'https://board.example' };

async function readByPython(text: string): Promise<Read> {
  const folder = await temporaryFolder();
  try {
    const file = join(folder.path, 'board.ics');
    await writeFile(file, text);
    return JSON.parse(await runPython(join(import.meta.dirname, 'read_calendar.py'), [file], icalendar)) as Read;
  } finally {
    await folder.remove();
  }
}

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Pacific/Honolulu', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata', 'UTC', 'Europe/London'];
const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const time = fc.tuple(fc.nat(23), fc.constantFrom('00', '05', '15', '30', '59')).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
/** Around the days on which clocks change, times of night above all. */
const edge = fc.tuple(fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04'), fc.constantFrom('00:30', '01:30', '02:30', '03:00', '23:59')).map(([date, clock]) => `${date}T${clock}`);
const oddText = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }), fc.constantFrom('semi;colon, comma \\ back', 'BEGIN:VEVENT', 'ünïcödé '.repeat(12), '日本語のとても長い予定の名前'.repeat(6), 'a"quote"', '<b>&amp;</b>'));
const line = oddText.map((text) => text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ').trim()).filter((text) => text !== '');

const events: fc.Arbitrary<BoardEvent> = fc.record({
  timeZone: fc.constantFrom(...zones),
  start: fc.oneof({ weight: 2, arbitrary: day }, { weight: 4, arbitrary: fc.tuple(day, time).map(([date, clock]) => `${date}T${clock}`) }, edge),
  length: fc.option(fc.nat(5)),
  name: line, place: fc.option(line), details: fc.option(fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))),
  cancelled: fc.boolean(), version: fc.integer({ min: 1, max: 50 }),
}).map(({ start, length, ...fields }) => ({ ...fields, start, end: length === null ? null : endOf(start, length) })).filter(({ start, end, timeZone }) => exists(start, timeZone) && (end === null || exists(end, timeZone)))
  .map((fields) => boardEvent({ ...fields, ...instantsOf(fields) }));

function endOf(start: string, length: number): string {
  return isAllDay(start) ? Temporal.PlainDate.from(start).add({ days: length }).toString() : Temporal.PlainDateTime.from(start).add({ hours: length * 7 }).toString().slice(0, 16);
}

/** The board refuses times that a clock change skips. */
function exists(local: string, timeZone: string): boolean {
  if (isAllDay(local)) return true;
  const plain = Temporal.PlainDateTime.from(local);
  return plain.toZonedDateTime(timeZone).toPlainDateTime().equals(plain);
}

/** Of an hour that comes twice, programs may take the later: iCalendar cannot say which. */
function comesTwice(local: string, timeZone: string): boolean {
  if (isAllDay(local)) return false;
  const plain = Temporal.PlainDateTime.from(local);
  return plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds !== plain.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds;
}

describe('the calendar', () => {
  it('[CAL-1] ten thousand events, read by another program, are on the same days and at the same moments, whatever they say', { timeout: 120_000 }, async () => {
    const made = fc.sample(events, { numRuns: 10_000, seed: 7 }).map((event, index) => ({ ...event, id: index.toString(16).padStart(24, '0') }));
    const text = icalendarOf(made, options);
    expect(text.split('\r\n').filter((physical) => Buffer.byteLength(physical) > 75)).toEqual([]);
    expect(text).not.toMatch(/[^\r]\n/);

    const read = await readByPython(text);
    expect(read.name).toBe(options.title);
    expect(read.events).toHaveLength(made.length);
    for (const [index, { id, name, place, details, link, start, end, timeZone, startsAt, endsAt, cancelled, version }] of made.entries()) {
      const expected = {
        uid: `${id}@community-board`, sequence: version - 1, summary: name, location: place,
        description: details === null && link === null ? null : [details, link].filter((part) => part !== null).join('\n\n'),
        status: cancelled ? 'CANCELLED' : 'CONFIRMED', url: `${options.baseUrl}/events/${id}`,
        start: isAllDay(start) ? start : startsAt,
        end: isAllDay(start) ? Temporal.PlainDate.from(end ?? start).add({ days: 1 }).toString() : end === null || end === start ? null : endsAt,
      };
      const got = read.events[index]!;
      if (comesTwice(start, timeZone)) got.start = expected.start;
      if (end !== null && comesTwice(end, timeZone)) got.end = expected.end;
      expect(got).toEqual(expected);
    }
    expect(read.zones).toEqual(expect.arrayContaining(['Asia/Kathmandu', 'Australia/Lord_Howe', 'Europe/Berlin']));
  });
});

describe('the Atom feed', () => {
  it('[CAL-2] is well-formed and says of every event what it is, whatever its text', () => {
    fc.assert(fc.property(fc.array(events, { minLength: 1, maxLength: 5 }), (some) => {
      const text = atomOf(some, { title: options.title, baseUrl: options.baseUrl, self: `${options.baseUrl}/boards/main.atom`, page: `${options.baseUrl}/` });
      // Nothing that anybody typed is markup: every bracket is one of ours.
      const tags = [...text.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/="[^"]*"/g, '').replace(/^<\/?|\/?>$/g, '').split(' ')[0]);
      expect(new Set(tags)).toEqual(new Set(['?xml', 'feed', 'id', 'title', 'updated', 'link', 'entry', 'published', 'author', 'name', 'content']));
      expect(text.match(/<entry>/g)).toHaveLength(some.length);
      expect(text).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
    }));
  });

  it('[HEAD-1] schema.org: a day is that day, a time that very moment, and cancelled is cancelled', () => {
    fc.assert(fc.property(events, (event) => {
      const data = eventData(event, { address: `${options.baseUrl}/events/${event.id}`, organizer: options.title }) as { startDate: string; endDate?: string; eventStatus: string };
      const moment = (local: string, instant: string): string | number => (isAllDay(local) ? local : Date.parse(instant));
      const read = (text: string): string | number => (isAllDay(text) ? text : Temporal.Instant.from(text).epochMilliseconds);
      expect(read(data.startDate)).toBe(moment(event.start, event.startsAt));
      expect(data.endDate === undefined ? null : read(data.endDate)).toBe(event.end === null ? null : moment(event.end, event.endsAt));
      // As it stands on the wall there.
      expect(data.startDate.slice(0, event.start.length)).toBe(event.start);
      expect(data.eventStatus.endsWith('EventCancelled')).toBe(event.cancelled);
    }), { numRuns: 10_000 });
  });
});
