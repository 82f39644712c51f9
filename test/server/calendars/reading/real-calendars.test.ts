import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { BrokenFile } from '../../../../server/calendars/reading/calendar-text.ts';
import type { CalendarContents } from '../../../../server/calendars/incoming-event.ts';
import { readCalendar } from '../../../../server/calendars/reading/read-calendar.ts';
import { icalendar, pythonPackage } from '../../../support/python/python.ts';

const options = { timeZone: 'Europe/Berlin', now: new Date('2026-11-23T12:00:00Z'), trusted: false };

/** The calendars that Python's icalendar is tested with: from Outlook, Google, Apple, Exchange, and odd ones from reports. */
async function realCalendars(): Promise<string[]> {
  const folder = await pythonPackage(icalendar);
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => file.endsWith('.ics'))
    .map((file) => join(folder, file))
    .sort();
}

describe('calendars that other programs wrote', () => {
  let read: { file: string; text: string; contents: CalendarContents | BrokenFile }[];
  beforeAll(async () => {
    read = await Promise.all(
      (await realCalendars()).map(async (file) => {
        const bytes = await readFile(file);
        const text = bytes.toString('latin1');
        try {
          return { file: basename(file), text, contents: readCalendar(bytes, options) };
        } catch (error) {
          if (error instanceof BrokenFile) return { file: basename(file), text, contents: error };
          throw new Error(`${file}: ${String(error)}`, { cause: error });
        }
      }),
    );
  }, 120_000);

  const whole = () =>
    read.flatMap(({ file, text, contents }) => (contents instanceof BrokenFile ? [] : [{ file, text, ...contents }]));

  it('[IMPORT-5] every event in them is on the board, or listed with the reason', () => {
    expect(whole().length).toBeGreaterThan(50);
    expect(whole().flatMap(({ events }) => events).length).toBeGreaterThan(100);
    // An event that is in a file at least once is taken at least once, unless something is listed.
    const silent = whole().filter(({ text, events, skipped }) => {
      const uids = new Set([...text.replaceAll(/\r?\n[ \t]/g, '').matchAll(/^UID:(.+?)\r?$/gm)].map(([, uid]) => uid));
      const taken = new Set(events.map(({ uid }) => uid));
      return text.includes('BEGIN:VEVENT') && skipped.length === 0 && (events.length === 0 || taken.size < uids.size);
    });
    expect(silent.map(({ file }) => file)).toEqual([]);
  });

  it('[IMPORT-4] only files that are broken or not calendars are refused', () => {
    const refused = read.filter(({ contents }) => contents instanceof BrokenFile);
    expect(refused.length).toBeLessThan(read.length / 2);
    for (const { file, contents } of refused) expect((contents as BrokenFile).message, file).not.toBe('');
  });

  it('[IMPORT-2] well-known events are on their days, at their times, in their zones', () => {
    const events = (name: string) =>
      whole()
        .find(({ file }) => file === name)!
        .events.map(({ fields: { name: title, start, end, timeZone } }) => [title, start, end, timeZone]);
    expect(events('timezoned.ics')).toEqual([
      ['artsprint 2012', '2012-02-13T10:00', '2012-02-17T18:00', 'Europe/Vienna'],
    ]);
    expect(events('issue_836_do_not_quote_tzid.ics')).toEqual([
      ['Anonymous Test Event for TZID', '2024-10-28T17:00', '2024-10-28T18:00', 'America/New_York'],
    ]);
    // In a zone that only this file defines: read by its rules, converted to the board's zone.
    expect(events('america_new_york.ics')).toEqual([
      ['an event with a custom tz name', '2014-08-29T14:00', '2014-08-29T16:00', 'Europe/Berlin'],
    ]);
    expect(events('alarm_etar_future.ics')).toEqual([
      ['event with alarms android', '2024-10-05T13:00', '2024-10-05T14:00', 'Europe/London'],
    ]);
  });
});
