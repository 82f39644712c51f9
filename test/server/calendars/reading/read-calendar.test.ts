import { describe, expect, it } from 'vitest';
import { icalendarOf } from '../../../../server/calendars/icalendar.ts';
import type { CalendarContents, IncomingEvent } from '../../../../server/calendars/incoming-event.ts';
import { BrokenFile } from '../../../../server/calendars/reading/calendar-text.ts';
import { plainText } from '../../../../server/calendars/reading/plain-text.ts';
import { readCalendar } from '../../../../server/calendars/reading/read-calendar.ts';
import type { Tombstone } from '../../../../server/calendars/tombstone-repository.ts';
import { boardEvent } from '../../../support/board/stored-event.ts';

const now = new Date('2026-11-23T12:00:00Z');

function read(text: string | Uint8Array): CalendarContents {
  return readCalendar(typeof text === 'string' ? Buffer.from(text) : text, {
    timeZone: 'Europe/Berlin',
    now,
    trusted: false,
  });
}

function calendar(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function vevent(...lines: string[]): string {
  return [
    'BEGIN:VEVENT',
    ...(lines.some((line) => line.startsWith('UID')) ? [] : ['UID:one@test']),
    ...(lines.some((line) => line.startsWith('SUMMARY')) ? [] : ['SUMMARY:Choir']),
    ...lines,
    'END:VEVENT',
  ].join('\r\n');
}

function readEvents(...lines: string[]): IncomingEvent[] {
  return read(calendar(vevent(...lines))).events;
}

function times({ events }: CalendarContents): string[] {
  return events.map(({ fields: { start, end, timeZone } }) => `${start}${end === null ? '' : `/${end}`} ${timeZone}`);
}

const customZone = [
  'BEGIN:VTIMEZONE',
  'TZID:School time',
  'BEGIN:STANDARD',
  'DTSTART:20001029T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0300',
  'TZOFFSETTO:+0200',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:20000326T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0300',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

describe('the times of a calendar', () => {
  it.each([
    ['all day', ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261202'], '2026-12-01 Europe/Berlin'],
    [
      'several days',
      ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261204'],
      '2026-12-01/2026-12-03 Europe/Berlin',
    ],
    [
      'a day that ends on the same day',
      ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261201'],
      '2026-12-01 Europe/Berlin',
    ],
    ['a day without VALUE=DATE', ['DTSTART:20261201'], '2026-12-01 Europe/Berlin'],
    ['days with a duration', ['DTSTART;VALUE=DATE:20261201', 'DURATION:P1W'], '2026-12-01/2026-12-07 Europe/Berlin'],
    [
      'an IANA zone',
      ['DTSTART;TZID=America/New_York:20261201T183000', 'DTEND;TZID=America/New_York:20261201T200000'],
      '2026-12-01T18:30/2026-12-01T20:00 America/New_York',
    ],
    [
      'a Windows zone',
      ['DTSTART;TZID="W. Europe Standard Time":20261201T183000', 'DURATION:PT90M'],
      '2026-12-01T18:30/2026-12-01T20:00 Europe/Berlin',
    ],
    [
      'a Windows zone of another region',
      ['DTSTART;TZID=Pacific Standard Time:20261201T183000'],
      '2026-12-01T18:30 America/Los_Angeles',
    ],
    [
      'an old Olson path',
      ['DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/Europe/Lisbon:20261201T183000'],
      '2026-12-01T18:30 Europe/Lisbon',
    ],
    [
      'a zone name with a leading slash',
      ['DTSTART;TZID=/Europe/Stockholm:20261201T183000'],
      '2026-12-01T18:30 Europe/Stockholm',
    ],
    ['floating', ['DTSTART:20261201T183000'], '2026-12-01T18:30 Europe/Berlin'],
    ['UTC', ['DTSTART:20261201T173000Z', 'DTEND:20261201T190000Z'], '2026-12-01T18:30/2026-12-01T20:00 Europe/Berlin'],
    ['UTC in the second occurrence of a repeated hour', ['DTSTART:20261025T013000Z'], '2026-10-25T01:30 UTC'],
    [
      'an end in another zone',
      ['DTSTART;TZID=Europe/Berlin:20261201T100000', 'DTEND;TZID=America/New_York:20261201T080000'],
      '2026-12-01T10:00/2026-12-01T14:00 Europe/Berlin',
    ],
    [
      'a time that a clock change skips',
      ['DTSTART;TZID=Europe/Berlin:20270328T023000'],
      '2027-03-28T03:30 Europe/Berlin',
    ],
    [
      'an end equal to the start',
      ['DTSTART;TZID=Europe/Berlin:20261201T100000', 'DTEND;TZID=Europe/Berlin:20261201T100000'],
      '2026-12-01T10:00 Europe/Berlin',
    ],
    [
      'nominal days in a duration',
      ['DTSTART;TZID=Europe/Berlin:20270327T120000', 'DURATION:P1D'],
      '2027-03-27T12:00/2027-03-28T12:00 Europe/Berlin',
    ],
    ['seconds', ['DTSTART;TZID=Europe/Berlin:20261201T183059'], '2026-12-01T18:30 Europe/Berlin'],
  ])('[IMPORT-2] %s', (_, lines, expected) => {
    const contents = read(calendar(vevent(...lines)));
    expect(times(contents)).toEqual([expected]);
    expect(contents.skipped).toEqual([]);
  });

  it('[EVENT-17] an event of a year that nobody plans in is left out and named, and the rest is read', () => {
    const { events, skipped } = read(
      calendar(
        vevent('UID:old@test', 'SUMMARY:Old', 'DTSTART:00010101T000000Z', 'RRULE:FREQ=DAILY'),
        vevent('DTSTART:20261205T180000Z'),
      ),
    );
    expect(events.map(({ fields }) => fields.name)).toEqual(['Choir']);
    expect(skipped).toEqual([{ what: '“Old”', reason: 'Its start is in the year 1, which no board has.' }]);
  });

  it('[IMPORT-2] a zone that only the file defines is read by its rules, and converted to the board’s zone', () => {
    const summer = read(
      calendar(
        ...customZone,
        vevent('DTSTART;TZID=School time:20260701T120000', 'DTEND;TZID=School time:20260701T130000'),
      ),
    );
    expect(times(summer)).toEqual(['2026-07-01T11:00/2026-07-01T12:00 Europe/Berlin']);
    expect(times(read(calendar(...customZone, vevent('DTSTART;TZID=School time:20261201T120000'))))).toEqual([
      '2026-12-01T11:00 Europe/Berlin',
    ]);
  });

  it('[IMPORT-2] times in UTC are converted to the zone that the calendar names', () => {
    expect(times(read(calendar('X-WR-TIMEZONE:Asia/Tokyo', vevent('DTSTART:20261201T173000Z'))))).toEqual([
      '2026-12-02T02:30 Asia/Tokyo',
    ]);
  });

  it('[IMPORT-5] an unknown zone is listed, with the zone that is used instead', () => {
    const { events, skipped } = read(calendar(vevent('DTSTART;TZID=Nowhere:20261201T183000')));
    expect(events[0]!.fields.timeZone).toBe('Europe/Berlin');
    expect(skipped).toEqual([
      {
        what: 'The time zone “Nowhere”',
        reason: 'Nobody knows it, and the file does not describe it: its times are read as Europe/Berlin.',
      },
    ]);
    expect(
      times(read(calendar(vevent('DTSTART;TZID="(UTC-05:00) Eastern Time (US & Canada)":20261201T120000')))),
    ).toEqual(['2026-12-01T18:00 Europe/Berlin']);
  });
});

describe('the texts of a calendar', () => {
  it('[IMPORT-2] are read as meant when folded, escaped, quoted and in any script', () => {
    const [{ fields }] = readEvents(
      'DTSTART;VALUE=DATE:20261201',
      'SUMMARY:Choir\\, again\\; and ag',
      ' ain – 日本',
      'LOCATION;ALTREP="https://example.org/a;b:c":Main\\nhall',
      'DESCRIPTION:One\\nTwo\\\\three',
      'URL:https://example.org/x?a=1\\,2',
    ) as [IncomingEvent];
    expect(fields).toMatchObject({
      name: 'Choir, again; and again – 日本',
      place: 'Main hall',
      details: 'One\nTwo\\three',
    });
  });

  it('[IMPORT-2] are read in Windows and UTF-16 encodings, too', () => {
    const text = calendar(vevent('DTSTART;VALUE=DATE:20261201', 'SUMMARY:Café')).replaceAll('\r\n', '\n');
    for (const bytes of [
      Buffer.from(text, 'latin1'),
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(`\uFEFF${text}`),
    ])
      expect(read(bytes).events[0]!.fields.name).toBe('Café');
  });

  it('[IMPORT-2] become plain text if they are HTML', () => {
    expect(
      plainText('<p>Bring <b>water</b> &amp; <a href="https://example.org/x">a form</a>.</p><ul><li>one<li>two</ul>'),
    ).toBe('Bring water & a form (https://example.org/x).\n\n- one\n- two');
    expect(plainText('a < b and c > d')).toBe('a < b and c > d');
    const [{ fields }] = readEvents(
      'DTSTART;VALUE=DATE:20261201',
      'X-ALT-DESC;FMTTYPE=text/html:<html><body>Come<br>all</body></html>',
    ) as [IncomingEvent];
    expect(fields.details).toBe('Come\nall');
  });

  it('[IMPORT-5] are cut when too long, and listed', () => {
    const { events, skipped } = read(
      calendar(
        vevent(
          'DTSTART;VALUE=DATE:20261201',
          `SUMMARY:${'x'.repeat(200)}`,
          `DESCRIPTION:${'y'.repeat(3000)}`,
          'URL:ftp://example.org/file',
        ),
      ),
    );
    expect([events[0]!.fields.name.length, events[0]!.fields.details!.length, events[0]!.fields.link]).toEqual([
      120,
      2000,
      null,
    ]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'Its name has more than 120 characters and is cut there.',
      'Its description has more than 2000 characters and is cut there.',
      'Its link is left out: ftp://example.org/file is no web address of at most 500 characters.',
    ]);
  });
});

describe('repeating events of a calendar', () => {
  const weekly = ['DTSTART;TZID=Europe/Berlin:20261201T183000', 'DTEND;TZID=Europe/Berlin:20261201T200000'];
  const starts = (events: IncomingEvent[]): string[] => events.map(({ fields }) => fields.start).sort();

  it('[IMPORT-3] are a series without the excluded dates and with the added ones', () => {
    const events = readEvents(
      ...weekly,
      'RRULE:FREQ=WEEKLY;COUNT=5',
      'EXDATE;TZID=Europe/Berlin:20261208T183000',
      'EXDATE:20261215T173000Z',
      'EXDATE;VALUE=DATE:20261222',
      'RDATE;TZID=Europe/Berlin:20261203T190000,20261204T190000',
    );
    expect(starts(events)).toEqual(['2026-12-01T18:30', '2026-12-03T19:00', '2026-12-04T19:00', '2026-12-29T18:30']);
    expect(events[0]!.series).toEqual({ rule: 'FREQ=WEEKLY;COUNT=5', occurrence: '2026-12-01T18:30' });
    expect(events.find(({ fields }) => fields.start === '2026-12-03T19:00')!.fields.end).toBe('2026-12-03T20:30');
  });

  it('[IMPORT-3] keep their local time when clocks change; those in UTC keep their moment', () => {
    expect(starts(readEvents('DTSTART;TZID=Europe/Berlin:20270321T023000', 'RRULE:FREQ=WEEKLY;COUNT=3'))).toEqual([
      '2027-03-21T02:30',
      '2027-03-28T03:30',
      '2027-04-04T02:30',
    ]);
    expect(starts(readEvents('DTSTART:20270321T173000Z', 'RRULE:FREQ=WEEKLY;COUNT=2'))).toEqual([
      '2027-03-21T18:30',
      '2027-03-28T19:30',
    ]);
  });

  it('[IMPORT-3] an occurrence with a RECURRENCE-ID has its own fields, and keeps its place in the series', () => {
    const moved = vevent(
      'RECURRENCE-ID;TZID=Europe/Berlin:20261208T183000',
      'DTSTART;TZID=Europe/Berlin:20261209T170000',
      'SUMMARY:Choir, moved',
      'STATUS:CANCELLED',
      'SEQUENCE:3',
    );
    const { events } = read(calendar(vevent(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=3'), moved));
    expect(
      events
        .map(({ fields: { name, start, cancelled }, series, sequence }) => [
          name,
          start,
          cancelled,
          series?.occurrence,
          sequence,
        ])
        .sort(),
    ).toEqual([
      ['Choir, moved', '2026-12-09T17:00', true, '2026-12-08T18:30', 3],
      ['Choir', '2026-12-01T18:30', false, '2026-12-01T18:30', 0],
      ['Choir', '2026-12-15T18:30', false, '2026-12-15T18:30', 0],
    ]);
  });

  it('[IMPORT-3] UNTIL is read in UTC, in local time and as a day', () => {
    for (const until of ['20261215T173000Z', '20261215T183000', '20261215'])
      expect(readEvents(...weekly, `RRULE:FREQ=WEEKLY;UNTIL=${until}`), until).toHaveLength(3);
    expect(readEvents(...weekly, 'RRULE:FREQ=WEEKLY;UNTIL=20261215T172959Z')).toHaveLength(2);
  });

  it('[IMPORT-3] an endless rule gives the occurrences of two years, at most 200, and the rest is reported', () => {
    const endless = read(calendar(vevent('DTSTART;VALUE=DATE:20200106', 'RRULE:FREQ=WEEKLY')));
    expect([starts(endless.events)[0], starts(endless.events).at(-1)]).toEqual(['2026-11-23', '2028-11-20']);
    expect(endless.skipped.map(({ reason }) => reason)).toEqual([
      'It goes on after 2028-11-23: import it again later for what comes then.',
      '359 of its dates are over and are left out.',
    ]);
    const daily = read(calendar(vevent('DTSTART;VALUE=DATE:20261123', 'RRULE:FREQ=DAILY')));
    expect(daily.events).toHaveLength(200);
    expect(daily.skipped.map(({ reason }) => reason)).toContain('532 of its dates are beyond the 200 that are taken.');
    expect(readEvents('DTSTART;VALUE=DATE:20100104', 'RRULE:FREQ=WEEKLY;COUNT=300')).toHaveLength(200);
  });

  it.each([
    'FREQ=SECONDLY',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=NEVER',
    'FREQ=WEEKLY;INTERVAL=0',
    'FREQ=DAILY;COUNT=-1',
    'FREQ=YEARLY;BYYEARDAY=1;BYMONTH=3',
    'UNTIL=20261231',
  ])('[IMPORT-5] the odd rule %s does no harm', (rule) => {
    const { events } = read(calendar(vevent(...weekly, `RRULE:${rule}`)));
    expect(events.length).toBeGreaterThan(0);
    expect(events[0]!.fields.start).toBe('2026-12-01T18:30');
  });
});

describe('what cannot be taken', () => {
  it('[IMPORT-4] a file that is not a calendar, or was cut off, is refused as a whole', () => {
    const whole = calendar(vevent('DTSTART;VALUE=DATE:20261201'));
    const broken = [
      '',
      'hello',
      '%PDF-1.4',
      '<html></html>',
      whole.slice(0, -20),
      whole.replace('END:VEVENT\r\n', ''),
      whole.replace('END:VEVENT', 'END:VTODO'),
      'BEGIN:VCARD\r\nEND:VCARD',
    ];
    for (const text of broken) expect(() => read(text), JSON.stringify(text)).toThrow(BrokenFile);
  });

  it('[IMPORT-5] odd parts are listed, the rest is taken', () => {
    const { events, skipped } = read(
      calendar(
        vevent(
          'UID:a',
          'DTSTART;VALUE=DATE:20261201',
          'no property at all',
          'BEGIN:VALARM',
          'TRIGGER:-PT5M',
          'END:VALARM',
          'ATTENDEE:mailto:a@example.org',
        ),
        vevent('UID:b', 'DTSTART:nonsense', 'SUMMARY:Never'),
        vevent('UID:c', 'SUMMARY:Nowhen'),
        vevent('UID:d', 'SUMMARY:Secret', 'CLASS:PRIVATE', 'DTSTART;VALUE=DATE:20261201'),
        vevent('UID:e', 'SUMMARY:Backwards', 'DTSTART:20261201T180000', 'DTEND:20261201T170000'),
        vevent('UID:f', 'SUMMARY:Mixed', 'DTSTART:20261201T180000', 'DTEND;VALUE=DATE:20261202'),
        'BEGIN:VTODO',
        'SUMMARY:Sweep',
        'END:VTODO',
      ),
    );
    expect(events.map(({ fields: { name } }) => name)).toEqual(['Choir', 'Backwards', 'Mixed']);
    expect(skipped).toEqual([
      { what: '“Choir”', reason: 'A line of it cannot be read and is left out: no property at all' },
      { what: '“Never”', reason: 'Its start cannot be read: nonsense' },
      { what: '“Nowhen”', reason: 'It has no start.' },
      { what: '“Secret”', reason: 'It is marked as private.' },
      { what: '“Backwards”', reason: 'Its end is left out: it is before the start.' },
      { what: '“Mixed”', reason: 'Its end is left out: a day and a time do not go together.' },
      { what: '“Sweep”', reason: 'It is a VTODO; the board has events only.' },
      { what: 'VALARM in 1 event', reason: 'Left out: the board reminds nobody.' },
      { what: 'ATTENDEE in 1 event', reason: 'Left out: the board keeps no lists of people.' },
    ]);
  });

  it('[IMPORT-5] of two events with the same UID the newer revision is taken', () => {
    const { events, skipped } = read(
      calendar(
        vevent('DTSTART;VALUE=DATE:20261201', 'SUMMARY:New', 'SEQUENCE:2'),
        vevent('DTSTART;VALUE=DATE:20261202', 'SUMMARY:Old', 'SEQUENCE:1'),
      ),
    );
    expect([events.map(({ fields }) => fields.name), skipped.map(({ what }) => what)]).toEqual([['New'], ['“Old”']]);
  });

  it('[IMPORT-7] removed events in a board’s calendar are not imported as events', () => {
    const tombstone: Tombstone = {
      id: '5f5f5f5f5f5f5f5f5f5f5f5f',
      board: 'main',
      start: '2026-12-01',
      end: null,
      timeZone: 'Europe/Berlin',
      sequence: 3,
      removedAt: '2026-11-20T10:00:00.000Z',
    };
    const { events, skipped } = read(
      icalendarOf([boardEvent()], {
        title: 'Main',
        baseUrl: 'https://board.example',
        removed: [{ ...tombstone, id: 'a'.repeat(24) }],
      }),
    );
    expect(events.map(({ fields }) => fields.name)).toEqual(['Choir try-outs']);
    expect(skipped).toEqual([
      { what: '1 event without a name', reason: 'Left out: removed from the board that the file is of.' },
    ]);
    expect(
      read(icalendarOf([], { title: 'Main', baseUrl: 'https://board.example', removed: [tombstone] })).events,
    ).toEqual([]);
  });

  it('[IMPORT-6] the authors and ids in an export are used only if the file is trusted', () => {
    const carried = JSON.stringify({
      id: '5f5f5f5f5f5f5f5f5f5f5f5f',
      board: 'main',
      start: '2026-12-01',
      end: null,
      timeZone: 'Europe/Berlin',
      link: null,
      author: { name: 'Head teacher', member: true },
      status: 'live',
      pinned: true,
      series: null,
      version: 7,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      owner: 'user:1',
      archived: false,
    });
    const text = Buffer.from(
      calendar(vevent('DTSTART;VALUE=DATE:20261201', `X-COMMUNITY-BOARD;VALUE=TEXT:${carried.replaceAll(',', '\\,')}`)),
    );
    expect(readCalendar(text, { timeZone: 'Europe/Berlin', now, trusted: true }).events[0]!.carried?.version).toBe(7);
    expect(readCalendar(text, { timeZone: 'Europe/Berlin', now, trusted: false }).events[0]!.carried).toBeNull();
  });

  it('[IMPORT-5] an event whose own property of the board cannot be read is taken, and the loss is listed', () => {
    const text = Buffer.from(calendar(vevent('DTSTART;VALUE=DATE:20261201', 'X-COMMUNITY-BOARD;VALUE=TEXT:{"id":1}')));
    const { events, skipped } = readCalendar(text, { timeZone: 'Europe/Berlin', now, trusted: true });
    expect(events.map(({ carried }) => carried)).toEqual([null]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'Its author, status and version are left out: X-COMMUNITY-BOARD cannot be read.',
    ]);
  });
});
