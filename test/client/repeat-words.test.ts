import { describe, expect, it } from 'vitest';
import { repeatWords } from '../../client/state/repeat-words.ts';

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

  it('[SERIES-5] the last day is that of the event’s zone', () => {
    expect(words('FREQ=WEEKLY;UNTIL=20270701T065959Z', 'America/Los_Angeles')).toBe('Every week on Tuesdays, until Jun 30, 2027');
    expect(words('FREQ=WEEKLY;UNTIL=20270630T095959Z', 'Pacific/Kiritimati')).toBe('Every week on Tuesdays, until Jun 30, 2027');
  });

  it.each(['', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1', 'FREQ=HOURLY', 'FREQ=YEARLY;BYMONTH=4;BYDAY=2TU', 'FREQ=MONTHLY;BYDAY=1MO,3MO', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'nonsense', 'FREQ=WEEKLY;UNTIL=soon', 'FREQ=DAILY;BYDAY=MO'])('[SERIES-5] “%s” is one of several dates', (rule) => {
    expect(words(rule)).toBe('One of several dates');
  });
});
