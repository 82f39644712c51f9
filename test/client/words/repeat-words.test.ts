import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatWords } from '../../../client/words/repeat-words.ts';

/** A Tuesday, the second of its month. */
const occurrence = '2027-04-13T18:30';

function words(rule: string, timeZone = 'Europe/Berlin'): string {
  return repeatWords({ timeZone, series: { id: 'a'.repeat(24), rule, occurrence } });
}

describe('how an event repeats, in words', () => {
  it.each([
    ['FREQ=WEEKLY;COUNT=10', 'Every week on Tuesdays, 10 times'],
    ['FREQ=WEEKLY;INTERVAL=2;UNTIL=20270630T215959Z', 'Every second week on Tuesdays, until Jun 30, 2027'],
    ['FREQ=WEEKLY;INTERVAL=3;UNTIL=20270630', 'Every 3 weeks on Tuesdays, until Jun 30, 2027'],
    ['FREQ=WEEKLY;BYDAY=MO,WE,FR', 'Every week on Mondays, Wednesdays, and Fridays'],
    ['FREQ=MONTHLY;BYMONTHDAY=13;COUNT=6', 'Every month on the 13th, 6 times'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'Every month on the last day'],
    ['FREQ=MONTHLY;BYMONTHDAY=22', 'Every month on the 22nd'],
    ['FREQ=MONTHLY;INTERVAL=2', 'Every second month on the 13th'],
    ['FREQ=MONTHLY;BYDAY=2TU;COUNT=6', 'Every month on the second Tuesday, 6 times'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'Every month on the last Friday'],
    ['FREQ=DAILY;COUNT=5', 'Every day, 5 times'],
    ['FREQ=YEARLY', 'Every year on April 13'],
    ['FREQ=WEEKLY;WKST=MO;COUNT=1', 'Every week on Tuesdays, once'],
  ])('[SERIES-5] %s', (rule, text) => {
    expect(words(rule)).toBe(text);
  });

  it('[SERIES-5] the last day is the one in the event’s zone', () => {
    expect(words('FREQ=WEEKLY;UNTIL=20270701T065959Z', 'America/Los_Angeles')).toBe(
      'Every week on Tuesdays, until Jun 30, 2027',
    );
    expect(words('FREQ=WEEKLY;UNTIL=20270630T095959Z', 'Pacific/Kiritimati')).toBe(
      'Every week on Tuesdays, until Jun 30, 2027',
    );
  });

  it.each([
    '',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1',
    'FREQ=HOURLY',
    'FREQ=YEARLY;BYMONTH=4;BYDAY=2TU',
    'FREQ=MONTHLY;BYDAY=1MO,3MO',
    'FREQ=MONTHLY;BYMONTHDAY=1,15',
    'nonsense',
    'FREQ=WEEKLY;UNTIL=soon',
    'FREQ=DAILY;BYDAY=MO',
  ])('[SERIES-5] “%s” is one of several dates', (rule) => {
    expect(words(rule)).toBe('One of several dates');
  });

  it.each([
    'FREQ=WEEKLY;INTERVAL=often',
    'FREQ=WEEKLY;INTERVAL=0',
    'FREQ=WEEKLY;INTERVAL=-2',
    'FREQ=WEEKLY;INTERVAL=1.5',
    'FREQ=WEEKLY;INTERVAL=',
    'FREQ=WEEKLY;INTERVAL',
    'FREQ=WEEKLY;COUNT=many',
    'FREQ=WEEKLY;COUNT=0',
    'FREQ=WEEKLY;COUNT',
    'FREQ=WEEKLY;COUNT=2;UNTIL=20270630',
    'FREQ=WEEKLY;COUNT=2;COUNT=3',
    'FREQ=WEEKLY;COUNT=2=3',
    'FREQ=WEEKLY;UNTIL=20270230',
    'FREQ=WEEKLY;UNTIL=20271399',
    'FREQ=WEEKLY;UNTIL=20270630T256199Z',
    'FREQ=WEEKLY;UNTIL=',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=MONTHLY;BYMONTHDAY=-2',
    'FREQ=MONTHLY;BYDAY=9TU',
    'FREQ=MONTHLY;BYDAY=0TU',
    'FREQ=MONTHLY;BYDAY=2XX',
    'FREQ=WEEKLY;BYDAY=',
    'FREQ=WEEKLY;BYDAY=MO,',
    'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=weekly',
    'constructor=WEEKLY',
    '__proto__=1',
    ';',
    '=',
  ])('[SERIES-5] “%s” is odd, so it is only “one of several dates”', (rule) => {
    expect(words(rule)).toBe('One of several dates');
  });

  it('[SERIES-5] an invalid first date or zone is “one of several dates”, not an error', () => {
    for (const odd of ['', 'soon', '2027-02-30', '2027-13-01T18:30'])
      expect(
        repeatWords({ timeZone: 'UTC', series: { id: 'a'.repeat(24), rule: 'FREQ=WEEKLY', occurrence: odd } }),
      ).toBe('One of several dates');
    expect(words('FREQ=WEEKLY;UNTIL=20270630T215959Z', 'Nowhere/Land')).toBe('One of several dates');
  });

  it('[SERIES-5] every rule gives a sentence', () => {
    const name = fc.constantFrom('FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY', 'BYMONTHDAY', 'BYSETPOS', '');
    const value = fc.oneof(
      fc.constantFrom(
        'WEEKLY',
        'MONTHLY',
        'DAILY',
        'YEARLY',
        'MO,TU',
        '2TU',
        '-1FR',
        '20270630T215959Z',
        '20270630',
        'NaN',
        '1e9',
      ),
      fc.integer({ min: -5, max: 60 }).map(String),
      fc.string(),
    );
    const rule = fc
      .array(
        fc.tuple(name, value).map((part) => part.join('=')),
        { maxLength: 5 },
      )
      .map((parts) => parts.join(';'));
    fc.assert(
      fc.property(
        fc.oneof(
          rule,
          rule.map((parts) => `FREQ=MONTHLY;${parts}`),
        ),
        (text) => {
          expect(words(text)).toMatch(/^(One of several dates|Every [\w ,]+)$/);
          expect(words(text)).not.toMatch(/NaN|undefined|null|Invalid/);
        },
      ),
    );
  });
});
