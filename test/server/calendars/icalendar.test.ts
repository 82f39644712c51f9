import { join } from 'node:path';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { atomOf } from '../../../server/calendars/atom.ts';
import { icalendarOf } from '../../../server/calendars/icalendar.ts';
import { eventData } from '../../../server/http/pages/page-head.ts';
import { isAllDay } from '../../../shared/local-time.ts';
import { comesTwice, events, tenThousandEvents } from '../../support/board/generated-events.ts';
import { boardEvent } from '../../support/board/stored-event.ts';
import { readByPython } from '../../support/python/read-by-python.ts';

type Read = {
  name: string;
  zones: string[];
  events: {
    uid: string;
    sequence: number;
    summary: string;
    start: string;
    end: string | null;
    location: string | null;
    description: string | null;
    status: string;
    url: string;
  }[];
};

const options = { title: 'Riverside School; events, “all”', baseUrl: 'https://board.example' };

describe('the calendar', () => {
  it(
    '[CAL-1] another program reads the same days and moments in two thousand events, whatever their texts',
    { timeout: 120_000 },
    async () => {
      // One event in five. The test of CAL-7 sends all ten thousand through a running board.
      const made = tenThousandEvents().filter((_, index) => index % 5 === 0);
      const text = icalendarOf(made, options);
      expect(text.split('\r\n').filter((physical) => Buffer.byteLength(physical) > 75)).toEqual([]);
      expect(text).not.toMatch(/[^\r]\n/);

      const read = await readByPython<Read>(join(import.meta.dirname, 'read_calendar.py'), [text]);
      expect(read.name).toBe(options.title);
      expect(read.events).toHaveLength(made.length);
      for (const [
        index,
        { id, name, place, details, link, start, end, timeZone, startsAt, endsAt, cancelled, version },
      ] of made.entries()) {
        const expected = {
          uid: `${id}@community-board`,
          sequence: version - 1,
          summary: name,
          location: place,
          description:
            details === null && link === null ? null : [details, link].filter((part) => part !== null).join('\n\n'),
          status: cancelled ? 'CANCELLED' : 'CONFIRMED',
          url: `${options.baseUrl}/events/${id}`,
          start: isAllDay(start) ? start : startsAt,
          end: isAllDay(start)
            ? Temporal.PlainDate.from(end ?? start)
                .add({ days: 1 })
                .toString()
            : end === null || end === start
              ? null
              : endsAt,
        };
        const got = read.events[index]!;
        // If a local time occurs twice, programs may read the later one: iCalendar cannot say which.
        if (comesTwice(start, timeZone)) got.start = expected.start;
        if (end !== null && comesTwice(end, timeZone)) got.end = expected.end;
        expect(got).toEqual(expected);
      }
      expect(read.zones).toEqual(expect.arrayContaining(['Asia/Kathmandu', 'Australia/Lord_Howe', 'Europe/Berlin']));
    },
  );
});

describe('a calendar of distant years', () => {
  it('[CAL-1] events centuries ahead are written in UTC, without clock rules for all the years between; other events keep their zone', () => {
    const far = Array.from({ length: 400 }, (_, n) =>
      boardEvent({
        id: n.toString(16).padStart(24, '0'),
        start: `${7605 + n * 6}-07-01T18:30`,
        startsAt: `${7605 + n * 6}-07-01T16:30:00.000Z`,
        endsAt: `${7605 + n * 6}-07-01T16:30:00.000Z`,
      }),
    );
    const text = icalendarOf([...far, boardEvent()], options);
    expect(text).toContain('DTSTART:76050701T163000Z');
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20261201T183000');
    expect(text.match(/^DTSTART:\d+T\d+Z/gm)).toHaveLength(400);
  });

  it('[CAL-1] an event on the last possible day is written without a day after it', () => {
    const text = icalendarOf(
      [
        boardEvent({
          start: '9999-12-31',
          startsAt: '9999-12-30T23:00:00.000Z',
          endsAt: '+010000-12-31T23:00:00.000Z',
        }),
      ],
      options,
    );
    expect(text).toContain('DTSTART;VALUE=DATE:99991231');
    expect(text).not.toContain('DTEND');
  });
});

describe('the Atom feed', () => {
  it('[CAL-2] is well-formed and has every event, whatever its text', () => {
    fc.assert(
      fc.property(fc.array(events, { minLength: 1, maxLength: 5 }), (some) => {
        const text = atomOf(some, {
          title: options.title,
          baseUrl: options.baseUrl,
          self: '/boards/main.atom',
          page: '/',
        });
        // Nothing that people typed becomes markup: every bracket is ours.
        const tags = [...text.matchAll(/<[^>]*>/g)].map(
          ([tag]) =>
            tag
              .replace(/="[^"]*"/g, '')
              .replace(/^<\/?|\/?>$/g, '')
              .split(' ')[0],
        );
        expect(new Set(tags)).toEqual(
          new Set([
            '?xml',
            'feed',
            'id',
            'title',
            'updated',
            'link',
            'entry',
            'published',
            'author',
            'name',
            'content',
          ]),
        );
        expect(text.match(/<entry>/g)).toHaveLength(some.length);
        expect(text).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });

  it('[HEAD-1] schema.org has the event’s days, its exact moments, and whether it is cancelled', () => {
    fc.assert(
      fc.property(events, (event) => {
        const data = eventData(event, {
          address: `${options.baseUrl}/events/${event.id}`,
          organizer: options.title,
          baseUrl: options.baseUrl,
        }) as { startDate: string; endDate?: string; eventStatus: string };
        const moment = (local: string, instant: string): string | number =>
          isAllDay(local) ? local : Date.parse(instant);
        const read = (text: string): string | number =>
          isAllDay(text) ? text : Temporal.Instant.from(text).epochMilliseconds;
        expect(read(data.startDate)).toBe(moment(event.start, event.startsAt));
        expect(data.endDate === undefined ? null : read(data.endDate)).toBe(
          event.end === null ? null : moment(event.end, event.endsAt),
        );
        // The local time in that zone.
        expect(data.startDate.slice(0, event.start.length)).toBe(event.start);
        expect(data.eventStatus.endsWith('EventCancelled')).toBe(event.cancelled);
      }),
      { numRuns: 10_000 },
    );
  });
});
