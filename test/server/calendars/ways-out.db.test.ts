import { join } from 'node:path';
import { ObjectId } from 'mongodb';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atomOf } from '../../../server/calendars/atom.ts';
import { cleanText } from '../../../server/events/event-document.ts';
import { eventHead, withHead } from '../../../server/http/pages/page-head.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { Snapshot } from '../../../shared/feed-protocol.ts';
import { isAllDay } from '../../../shared/local-time.ts';
import { comesTwice, tenThousandEvents } from '../../support/board/generated-events.ts';
import { readByPython } from '../../support/python/read-by-python.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

type Calendar = {
  byRules: { uid: string; start: string; end: string | null }[];
  events: { uid: string; sequence: number; summary: string; start: string; end: string | null; status: string }[];
};
type Read = {
  tzdata: string;
  page: { id: string; startsAt: string; endsAt: string }[];
  atom: {
    id: string;
    title: string;
    updated: string;
    link: string;
    author: string;
    start: string;
    end: string | null;
    startsAt?: string;
    endsAt?: string;
  }[];
  pages: {
    type: string;
    url: string;
    name: string;
    start: string;
    end: string | null;
    status: string;
    title: string;
  }[];
};

const baseUrl = 'https://board.example';
const title = 'Riverside School';
const plainPage =
  '<!doctype html><html><head><title>Board</title> <meta name="description" content="x" /></head><body></body></html>';
/** The Atom feed has the latest hundred events. */
const feedSize = 100;

/** Ten thousand events in a database, read by Python's libraries in every form that a running board offers. */
describe('ten thousand events', () => {
  let board: TestBoard;
  let made: BoardEvent[];
  let snapshot: Snapshot;
  let calendar: Calendar;
  let read: Read;

  beforeAll(async () => {
    // Most of them are in past years: archive nothing here.
    board = await startBoard({ settings: { PUBLIC_URL: baseUrl, ARCHIVE_AFTER_DAYS: '36500' } });
    made = tenThousandEvents();
    await board.database.db.collection('events').insertMany(
      made.map(({ id, startsAt: _, endsAt: __, series, createdAt, updatedAt, ...fields }) => ({
        _id: new ObjectId(id),
        ...fields,
        ...(series === null ? {} : { series: { ...series, id: new ObjectId(series.id) } }),
        createdAt: new Date(createdAt),
        updatedAt: new Date(updatedAt),
      })),
    );
    snapshot = await until(
      'all events to be on the board',
      async () => {
        const now = (await (await fetch(`${board.localUrl}/api/boards/main/snapshot`)).json()) as Snapshot;
        return now.size === made.length && now;
      },
      60_000,
    );
    const ics = await (await fetch(`${board.localUrl}/boards/main.ics`)).text();
    calendar = await readByPython<Calendar>(join(import.meta.dirname, 'read_calendar.py'), [ics]);
    const slices = Array.from({ length: made.length / feedSize }, (_, index) =>
      snapshot.events.slice(index * feedSize, (index + 1) * feedSize),
    );
    const feeds = slices.map((slice) => atomOf(slice, { title, baseUrl, self: '/boards/main.atom', page: '/' }));
    const face = { title, description: null, theme: 'harbour', mark: null, cover: null } as const;
    const pages = snapshot.events.map((event) => withHead(plainPage, eventHead(event, face, baseUrl)));
    read = await readByPython<Read>(join(import.meta.dirname, 'read_ways_out.py'), [
      JSON.stringify(snapshot),
      JSON.stringify(feeds),
      JSON.stringify(pages),
    ]);
    console.log(
      `ten thousand events: zones by the IANA data ${process.versions.tz} here, ${read.tzdata} in Python; ${made.filter(({ series }) => series !== null).length} occurrences, ${made.filter(({ start, timeZone }) => comesTwice(start, timeZone)).length} begin in an hour that comes twice`,
    );
  }, 240_000);
  afterAll(() => board.close());

  /** All events as the board shows them, each with the one that was generated. */
  const each = function* (): Generator<{ index: number; event: BoardEvent; from: BoardEvent }> {
    const byId = new Map(made.map((event) => [event.id, event]));
    for (const [index, event] of snapshot.events.entries()) yield { index, event, from: byId.get(event.id)! };
  };

  it('[CAL-7] page data: the same days and times, and the instants that Python finds from them', () => {
    expect(snapshot.events).toHaveLength(10_000);
    for (const { index, event, from } of each()) {
      const { name, place, details, ...rest } = from;
      expect(event).toEqual({ ...rest, name: cleanText(name), place: cleaned(place), details: cleaned(details, true) });
      expect(read.page[index]).toEqual({ id: event.id, startsAt: event.startsAt, endsAt: event.endsAt });
    }
  });

  it('[CAL-7] the calendar: UID, SEQUENCE, days, instants and status', () => {
    const byUid = new Map(calendar.events.map((event) => [event.uid, event]));
    expect(byUid.size).toBe(10_000);
    for (const {
      event: { id, version, name, start, end, startsAt, endsAt, timeZone, cancelled },
    } of each()) {
      const got = byUid.get(`${id}@community-board`)!;
      const expected = {
        sequence: version - 1,
        summary: name,
        status: cancelled ? 'CANCELLED' : 'CONFIRMED',
        start: isAllDay(start) ? start : startsAt,
        end: isAllDay(start)
          ? Temporal.PlainDate.from(end ?? start)
              .add({ days: 1 })
              .toString()
          : end === null || end === start
            ? null
            : endsAt,
      };
      // If a local time occurs twice, programs may read the later one: iCalendar cannot say which.
      if (comesTwice(start, timeZone)) got.start = expected.start;
      if (end !== null && comesTwice(end, timeZone)) got.end = expected.end;
      expect(got).toMatchObject(expected);
    }
  });

  it('[CAL-7] the calendar once more, read only with its own zone rules', () => {
    const byUid = new Map(calendar.byRules.map((event) => [event.uid, event]));
    for (const {
      event: { id, start, end, startsAt, endsAt, timeZone },
    } of each()) {
      if (isAllDay(start)) continue;
      const got = byUid.get(`${id}@community-board`)!;
      if (!comesTwice(start, timeZone)) expect([id, timeZone, got.start]).toEqual([id, timeZone, startsAt]);
      if (end !== null && end !== start && !comesTwice(end, timeZone))
        expect([id, timeZone, got.end]).toEqual([id, timeZone, endsAt]);
    }
  });

  it('[CAL-7] Atom: id, title, time of the last change, and days or times', () => {
    const byId = new Map(read.atom.map((entry) => [entry.id, entry]));
    expect(byId.size).toBe(10_000);
    for (const {
      event: { id, name, start, end, startsAt, endsAt, cancelled, updatedAt, author },
    } of each()) {
      const { updated, ...entry } = byId.get(`${baseUrl}/events/${id}`)!;
      expect(Date.parse(updated)).toBe(Date.parse(updatedAt));
      expect(entry).toEqual({
        id: `${baseUrl}/events/${id}`,
        link: `${baseUrl}/events/${id}`,
        title: cancelled ? `Cancelled: ${name}` : name,
        author: author.name,
        start,
        end: end === start ? null : end,
        ...(isAllDay(start) ? {} : { startsAt, endsAt }),
      });
    }
  });

  it('[CAL-7] JSON-LD: start, end and status, in the page as it is served', () => {
    for (const {
      index,
      event: { id, name, start, end, startsAt, endsAt, cancelled },
    } of each()) {
      expect(read.pages[index]).toEqual({
        type: 'Event',
        url: `${baseUrl}/events/${id}`,
        name,
        title: `${name} – ${title}`,
        status: `https://schema.org/${cancelled ? 'EventCancelled' : 'EventScheduled'}`,
        start: isAllDay(start) ? start : startsAt,
        end: end === null ? null : isAllDay(start) ? end : endsAt,
      });
    }
  });
});

function cleaned(text: string | null, lines = false): string | null {
  const clean = cleanText(text ?? '', lines);
  return clean === '' ? null : clean;
}
