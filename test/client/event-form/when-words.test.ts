import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyValues } from '../../../client/event-form/form-values.ts';
import { understoodAs } from '../../../client/event-form/typed-when.ts';
import { readWhen, type WhenFields } from '../../../client/event-form/when-words.ts';
import { localTimeAt } from '../../../shared/zoned-time.ts';

/** A Tuesday afternoon on the board. */
const now = '2026-11-24T15:20';
const nothing: WhenFields = { day: '', time: '', endDay: '', endTime: '' };

function read(words: string, language = 'en-US', at = now, before = nothing) {
  return readWhen(words, { now: at, language, before });
}

function formValuesOf(words: string, language?: string, at?: string): WhenFields {
  const reading = read(words, language, at);
  if (reading.state === 'unclear') throw new Error(`“${words}” was not understood: ${reading.why}`);
  return reading.fields;
}

describe('a date in words', () => {
  const ownZone = process.env.TZ;
  afterEach(() => {
    if (ownZone === undefined) delete process.env.TZ;
    else process.env.TZ = ownZone;
  });

  it.each<[string, Partial<WhenFields>]>([
    ['04-10-19', { day: '2019-04-10' }],
    ['2019-04-10', { day: '2019-04-10' }],
    ['10 Apr 2019', { day: '2019-04-10' }],
    ['tomorrow 18:00', { day: '2026-11-25', time: '18:00' }],
    ['04-10-2019 18:30', { day: '2019-04-10', time: '18:30' }],
    ['2019-04-10 18:30', { day: '2019-04-10', time: '18:30' }],
    ['2019-04-10T18:30', { day: '2019-04-10', time: '18:30' }],
    ['2019/4/10', { day: '2019-04-10' }],
    ['12-31-99', { day: '2099-12-31' }],
    ['10 Apr 19', { day: '2019-04-10' }],
    ['Apr 10, ’19', { day: '2019-04-10' }],
    ['10 Apr 18:00', { day: '2027-04-10', time: '18:00' }],
    ['April 10th, 2027 at 6 pm', { day: '2027-04-10', time: '18:00' }],
    ['the 10th of April 2027', { day: '2027-04-10' }],
    ['6:30pm on 10 April 2027', { day: '2027-04-10', time: '18:30' }],
    ['Wednesday, April 10, 2019', { day: '2019-04-10' }],
    ['today', { day: '2026-11-24' }],
    ['Tomorrow.', { day: '2026-11-25' }],
    ['today at 9', { day: '2026-11-24', time: '09:00' }],
    ['tomorrow at noon', { day: '2026-11-25', time: '12:00' }],
    ['Friday', { day: '2026-11-27' }],
    ['friday 18.30', { day: '2026-11-27', time: '18:30' }],
    ['day after tomorrow 18h30', { day: '2026-11-26', time: '18:30' }],
    ['all day tomorrow', { day: '2026-11-25' }],
    ['last Friday', { day: '2026-11-20' }],
    ['in two weeks', { day: '2026-12-08' }],
    ['in 2 hours', { day: '2026-11-24', time: '17:20' }],
    ['18:00', { day: '2026-11-24', time: '18:00' }],
    ['9:00', { day: '2026-11-25', time: '09:00' }],
    // All of today is today, not next year's.
    ['24 Nov', { day: '2026-11-24' }],
    ['Nov 24, 9:00', { day: '2026-11-24', time: '09:00' }],
    ['Tuesday', { day: '2026-11-24' }],
    ['23 Nov', { day: '2027-11-23' }],
  ])('[EVENT-12] “%s”', (words, fields) => {
    expect(formValuesOf(words)).toEqual({ ...nothing, ...fields });
  });

  it.each<[string, Partial<WhenFields>]>([
    ['tomorrow 18:00–20:00', { day: '2026-11-25', time: '18:00', endTime: '20:00' }],
    ['tomorrow 6-8pm', { day: '2026-11-25', time: '18:00', endTime: '20:00' }],
    ['tomorrow from 18:00 to 20:00', { day: '2026-11-25', time: '18:00', endTime: '20:00' }],
    ['Friday 22:00–01:00', { day: '2026-11-27', time: '22:00', endDay: '2026-11-28', endTime: '01:00' }],
    ['30 Nov 22:00–01:00', { day: '2026-11-30', time: '22:00', endDay: '2026-12-01', endTime: '01:00' }],
    ['10 Apr to 12 Apr', { day: '2027-04-10', endDay: '2027-04-12' }],
    ['10–12 Apr 2027', { day: '2027-04-10', endDay: '2027-04-12' }],
    ['04-10-27 – 04-12-27', { day: '2027-04-10', endDay: '2027-04-12' }],
    [
      '10 Apr 2027 18:00 to 12 Apr 2027 20:00',
      { day: '2027-04-10', time: '18:00', endDay: '2027-04-12', endTime: '20:00' },
    ],
    ['Monday to Wednesday', { day: '2026-11-30', endDay: '2026-12-02' }],
    ['30 Dec to 2 Jan', { day: '2026-12-30', endDay: '2027-01-02' }],
  ])('[EVENT-12] a range: “%s”', (words, fields) => {
    expect(formValuesOf(words)).toEqual({ ...nothing, ...fields });
  });

  it.each<[string, Partial<WhenFields> & { repeats?: string }]>([
    ['Monday 9-11', { day: '2026-11-30', time: '09:00', endTime: '11:00' }],
    ['Mon 9–11', { day: '2026-11-30', time: '09:00', endTime: '11:00' }],
    ['9-11 Monday', { day: '2026-11-30', time: '09:00', endTime: '11:00' }],
    ['Monday from 20 to 22', { day: '2026-11-30', time: '20:00', endTime: '22:00' }],
    ['Friday 10-2', { day: '2026-11-27', time: '10:00', endTime: '14:00' }],
    ['3 Dec 9-11', { day: '2026-12-03', time: '09:00', endTime: '11:00' }],
    ['Dec 3 9:30-11', { day: '2026-12-03', time: '09:30', endTime: '11:00' }],
    ['tomorrow 7–9 pm', { day: '2026-11-25', time: '19:00', endTime: '21:00' }],
    ['7–9 pm', { day: '2026-11-24', time: '19:00', endTime: '21:00' }],
    ['tomorrow 9', { day: '2026-11-25', time: '09:00' }],
    ['tonight 8', { day: '2026-11-24', time: '20:00' }],
    ['tonight at 8', { day: '2026-11-24', time: '20:00' }],
    ['tonight 8-10', { day: '2026-11-24', time: '20:00', endTime: '22:00' }],
    ['tonight half past eight', { day: '2026-11-24', time: '20:30' }],
    ['tomorrow morning 9', { day: '2026-11-25', time: '09:00' }],
    ['tomorrow afternoon 3-5', { day: '2026-11-25', time: '15:00', endTime: '17:00' }],
    ['Friday night 8', { day: '2026-11-27', time: '20:00' }],
    ['tomorrow 8 in the evening', { day: '2026-11-25', time: '20:00' }],
    ['half past six tomorrow', { day: '2026-11-25', time: '06:30' }],
    ['half past six in the evening tomorrow', { day: '2026-11-25', time: '18:30' }],
    ['quarter to one tomorrow', { day: '2026-11-25', time: '12:45' }],
    ['tomorrow at a quarter past 10', { day: '2026-11-25', time: '10:15' }],
    ['tomorrow at six', { day: '2026-11-25', time: '06:00' }],
    ['six pm tomorrow', { day: '2026-11-25', time: '18:00' }],
    ['every Tuesday 5pm', { day: '2026-11-24', time: '17:00', repeats: 'week' }],
    ['each Friday 7–9 pm', { day: '2026-11-27', time: '19:00', endTime: '21:00', repeats: 'week' }],
    ['every second Friday 18:00', { day: '2026-11-27', time: '18:00', repeats: 'week2' }],
    ['weekly on Monday 9-11', { day: '2026-11-30', time: '09:00', endTime: '11:00', repeats: 'week' }],
    ['Tuesday 5pm every week', { day: '2026-11-24', time: '17:00', repeats: 'week' }],
  ])('[EVENT-25] as people say it: “%s”', (words, fields) => {
    expect(formValuesOf(words)).toEqual({ ...nothing, ...fields });
  });

  it('[EVENT-25] what is understood is said back, and reading that gives the same', () => {
    const days = [
      'today',
      'tomorrow',
      'Monday',
      'Fri',
      'next Thursday',
      'Dec 3',
      '3 December 2027',
      '2028-02-29',
      'in 2 days',
    ];
    const day = fc.oneof(
      fc.constantFrom(...days),
      fc.constantFrom('every Tuesday', 'each Sunday', 'every second Friday', 'every other Mon'),
    );
    const hour = fc.integer({ min: 0, max: 23 });
    const minute = fc.constantFrom('', ':00', ':30', ':45');
    const clock = fc.tuple(hour, minute).map(([h, m]) => `${h}${m}`);
    const colon = fc.tuple(hour, fc.constantFrom(':00', ':05', ':30')).map(([h, m]) => `${h}${m}`);
    const half = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('am', ' pm', 'pm'))
      .map(([h, m]) => `${h}${m}`);
    const spoken = fc
      .tuple(
        fc.constantFrom('half past', 'quarter past', 'quarter to'),
        fc.constantFrom('one', 'six', 'eleven', 'twelve', '7'),
      )
      .map((parts) => parts.join(' '));
    const time = fc.oneof(
      colon,
      half,
      spoken,
      fc.tuple(clock, fc.constantFrom('-', '–', ' – ', ' to ', ' until '), clock).map((parts) => parts.join('')),
      fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).map(([a, b]) => `${a}–${b} pm`),
      fc.constant(''),
    );
    const night = fc.tuple(
      fc.constantFrom('tonight', 'tomorrow evening', 'Friday night'),
      fc.integer({ min: 5, max: 11 }),
    );
    const words = fc.oneof(
      fc.tuple(day, time).map((parts) => parts.join(' ')),
      fc.tuple(time, fc.constantFrom('tomorrow', 'on Monday', 'Dec 3')).map((parts) => parts.join(' ')),
      night.map((parts) => parts.join(' ')),
    );
    let understood = 0;
    fc.assert(
      fc.property(words, (typed) => {
        const reading = read(typed);
        if (reading.state === 'unclear') return;
        understood += 1;
        const said = understoodAs({ ...emptyValues, ...reading.fields }).replace(/^Understood as |\.$/g, '');
        expect({ typed, said, again: read(said) }).toEqual({ typed, said, again: reading });
      }),
      { numRuns: 500 },
    );
    // Otherwise this has tested nothing.
    expect(understood).toBeGreaterThan(250);
  });

  it.each([
    ['en-US', '10/4/2019', '2019-10-04'],
    ['en-GB', '10/4/2019', '2019-04-10'],
    ['de', '10.4.2019', '2019-04-10'],
    ['de', '10.04.19', '2019-04-10'],
    ['fr', '10/04/19', '2019-04-10'],
    ['ja', '10/4/2019', '2019-10-04'],
    ['de', '10.4.', '2027-04-10'],
    ['en-GB', '10/4', '2027-04-10'],
    ['en-US', '4/10', '2027-04-10'],
    // Hyphens are the tutorial's, in every language.
    ['de', '04-10-19', '2019-04-10'],
    ['en-GB', '04-10-2019', '2019-04-10'],
  ])('[EVENT-12] in %s, “%s” is %s', (language, words, day) => {
    expect(formValuesOf(words, language)).toEqual({ ...nothing, day });
  });

  it.each([
    ['unicorns', /^Not understood/],
    ['5', /^Not understood/],
    ['12', /^Not understood/],
    ['10.4', /^Not understood/],
    ['13-04-19', /no such day: 13-04-19/],
    ['2027-02-30', /no such day/],
    ['30 Feb 2027', /no such day/],
    ['30/2/2027', /no such day/],
    ['tomorrow in the gym', /“in the gym” is not understood/],
    ['every day', /^Not understood/],
    ['every month', /^Not understood/],
    ['Monday 9', /“9” is not understood/],
    ['Friday 27', /“27” is not understood/],
    ['half past', /Not understood/],
    ['tomorrow 18:00 EST', /time zone/],
    ['tomorrow evening', /Add a time/],
    ['tonight', /Add a time/],
    ['April', /Add the day/],
    ['April 2027', /Add the day/],
    ['10 Apr 18:00 to 12 Apr', /time when it ends/],
    ['10 Apr and 17 May', /more than one date/],
    ['12 Apr 2027 18:00 to 10 Apr 2027 20:00', /ends before/],
    ['Monday, April 10, 2019', /is a Wednesday/],
  ])('[EVENT-12] “%s” is not guessed at', (words, why) => {
    expect(read(words)).toEqual({ state: 'unclear', why: expect.stringMatching(why) as string });
  });

  it.each([
    'this week',
    'next week',
    'last week',
    'past week',
    'this week 18:00',
    'next week at 6pm',
    'last two weeks',
    'this month',
    'next month',
    'last month',
    'this month 18:00',
    'this year',
    'next year',
    'last year',
    'next year at noon',
    'this quarter',
    'next quarter',
    'in a month',
    'in two months',
    'in 3 years',
    'two years ago',
    'weekend',
    'this weekend',
    'next weekend 10:00',
    'a weekday',
    'April 18:00',
    'tomorrow to next week',
    '10 Apr to next month',
    'this week to Friday',
  ])('[EVENT-12] “%s” names no day', (words) => {
    expect(read(words).state).toBe('unclear');
  });

  it.each<[string, Partial<WhenFields>]>([
    ['Friday next week', { day: '2026-12-04' }],
    ['Friday this week 18:00', { day: '2026-11-27', time: '18:00' }],
    ['next Friday', { day: '2026-12-04' }],
    ['in a week', { day: '2026-12-01' }],
    ['3 days ago', { day: '2026-11-21' }],
    ['yesterday', { day: '2026-11-23' }],
  ])('[EVENT-12] “%s” names one', (words, fields) => {
    expect(formValuesOf(words)).toEqual({ ...nothing, ...fields });
  });

  const evening = { ...nothing, day: '2026-12-01', time: '18:30', endTime: '20:00' };
  const camp = { ...nothing, day: '2026-12-01', endDay: '2026-12-03' };
  it.each<[string, WhenFields, Partial<WhenFields>]>([
    ['8 Dec 18:30', evening, { day: '2026-12-08', time: '18:30', endTime: '20:00' }],
    ['8 Dec 23:00', evening, { day: '2026-12-08', time: '23:00', endDay: '2026-12-09', endTime: '00:30' }],
    ['1 Dec 18:30', evening, { day: '2026-12-01', time: '18:30', endTime: '20:00' }],
    [
      '8 Dec 22:00',
      { ...evening, time: '22:00', endDay: '2026-12-02', endTime: '06:00' },
      { day: '2026-12-08', time: '22:00', endDay: '2026-12-09', endTime: '06:00' },
    ],
    ['30 Dec', camp, { day: '2026-12-30', endDay: '2027-01-01' }],
    // What the words say counts.
    ['8 Dec 18:30–19:00', evening, { day: '2026-12-08', time: '18:30', endTime: '19:00' }],
    ['8 Dec to 9 Dec', camp, { day: '2026-12-08', endDay: '2026-12-09' }],
    // An all-day event has no length in hours, and a timed one none in days.
    ['8 Dec', evening, { day: '2026-12-08' }],
    ['8 Dec 18:30', camp, { day: '2026-12-08', time: '18:30' }],
    // There is no length where there was no start, or no end.
    ['8 Dec', { ...nothing, endDay: '2026-12-10' }, { day: '2026-12-08', endDay: '2026-12-10' }],
    ['8 Dec 18:30', { ...evening, endTime: '' }, { day: '2026-12-08', time: '18:30' }],
  ])('[EVENT-12] “%s” where it was %j', (words, before, fields) => {
    expect(read(words, 'en-US', now, before)).toEqual({ state: 'understood', fields: { ...nothing, ...fields } });
  });

  it.each([
    '25:00',
    'tomorrow 18:75',
    'tomorrow tomorrow',
    '10 Apr 10 Apr',
    '<b>',
    '’',
    '99-99-99',
    '1/2/3/4',
    '2027-04-10-11',
    ' ',
  ])('[EVENT-12] “%s” is never a date, and never an error', (words) => {
    expect(read(words).state).toBe('unclear');
  });

  it.each(['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC', 'Europe/Berlin'])(
    '[EVENT-12] counts from today on the board, also for a viewer in %s',
    (viewerZone) => {
      process.env.TZ = viewerZone;
      // 1 in the morning on Kiritimati, still the day before yesterday in Honolulu.
      const instant = new Date('2026-11-24T11:00:00Z');
      expect(formValuesOf('tomorrow 18:00', 'en', localTimeAt(instant, 'Pacific/Kiritimati'))).toMatchObject({
        day: '2026-11-26',
        time: '18:00',
      });
      expect(
        formValuesOf('tomorrow', 'en', localTimeAt(new Date('2026-11-24T09:00:00Z'), 'Pacific/Honolulu')),
      ).toMatchObject({ day: '2026-11-24' });
      expect(formValuesOf('in 2 hours', 'en', localTimeAt(instant, 'Pacific/Kiritimati'))).toMatchObject({
        day: '2026-11-25',
        time: '03:00',
      });
    },
  );

  it('[EVENT-12] a time that the viewer’s clock skips is understood: the event’s clock counts', () => {
    process.env.TZ = 'Europe/Berlin';
    expect(formValuesOf('28 Mar 2027 2:30')).toEqual({ ...nothing, day: '2027-03-28', time: '02:30' });
  });
});
