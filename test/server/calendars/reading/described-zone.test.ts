import { Temporal } from 'temporal-polyfill';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import { describe, expect, it } from 'vitest';
import { splitCalendars, type RawComponent } from '../../../../server/calendars/reading/calendar-text.ts';
import { describedZone } from '../../../../server/calendars/reading/described-zone.ts';
import { RecurrenceSteps } from '../../../../server/calendars/reading/recurrence-steps.ts';

function zoneOf(...lines: string[]): RawComponent {
  const text = ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n');
  return splitCalendars(text)[0]!.children[0]!;
}

function observance(name: string, ...lines: string[]): string[] {
  return [`BEGIN:${name}`, ...lines, `END:${name}`];
}

describe('a zone that a file describes', () => {
  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Kolkata', 'America/Sao_Paulo'])(
    '[IMPORT-2] has the same instants as %s, also where clocks change',
    (name) => {
      const [block] = [tzlib_get_ical_block(name)].flat() as [string];
      const toEpochMs = describedZone(zoneOf(...block.trim().split(/\r?\n/)), new RecurrenceSteps())!;
      const first = Temporal.PlainDateTime.from('2026-01-01T00:30');
      for (let halfHours = 0; halfHours < 2 * 24 * 400; halfHours += 1) {
        const local = first.add({ minutes: 30 * halfHours });
        expect([local.toString(), toEpochMs(local.toString({ smallestUnit: 'second' }))]).toEqual([
          local.toString(),
          local.toZonedDateTime(name).epochMilliseconds,
        ]);
      }
    },
  );

  it('[IMPORT-2] changes by dates, by rules that ended, and by rules that pause for a year', () => {
    const toEpochMs = describedZone(
      zoneOf(
        'BEGIN:VTIMEZONE',
        'TZID:odd',
        ...observance(
          'STANDARD',
          'DTSTART:20000101T000000',
          'RDATE:20100101T000000',
          'TZOFFSETFROM:+0200',
          'TZOFFSETTO:+0100',
        ),
        ...observance(
          'DAYLIGHT',
          'DTSTART:20050601T000000',
          'RRULE:FREQ=YEARLY;INTERVAL=2;UNTIL=20090601T000000Z',
          'TZOFFSETFROM:+0100',
          'TZOFFSETTO:+0200',
        ),
        'END:VTIMEZONE',
      ),
      new RecurrenceSteps(),
    )!;
    const hoursAhead = (local: string): number => (Date.parse(`${local}Z`) - toEpochMs(local)) / 3_600_000;
    expect(
      ['1999-01-01', '2001-01-01', '2006-01-01', '2009-07-01', '2020-01-01'].map((day) =>
        hoursAhead(`${day}T12:00:00`),
      ),
    ).toEqual([2, 1, 2, 2, 1]);
  });

  it('[IMPORT-5] is none if nobody can follow it', () => {
    const withRule = (rule: string): RawComponent =>
      zoneOf(
        'BEGIN:VTIMEZONE',
        'TZID:odd',
        ...observance('STANDARD', 'DTSTART:20000101T000000', `RRULE:${rule}`, 'TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100'),
        'END:VTIMEZONE',
      );
    expect(describedZone(withRule('FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU'), new RecurrenceSteps())).not.toBeNull();
    for (const rule of ['FREQ=SECONDLY', 'FREQ=YEARLY;BYSETPOS=400;BYDAY=MO', 'FREQ=YEARLY;INTERVAL=1000', 'x'])
      expect(describedZone(withRule(rule), new RecurrenceSteps())).toBeNull();
    expect(describedZone(zoneOf('BEGIN:VTIMEZONE', 'TZID:odd', 'END:VTIMEZONE'), new RecurrenceSteps())).toBeNull();
  });
});
