import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boardEvent } from '../../support/board/stored-event.ts';
import { stubLocalStorage } from '../../support/stub-storage.ts';

type Stored = Map<string, string>;

/** Languages put various spaces between an hour and its AM or PM. */
function plain(text: string | null): string | null {
  return text?.replaceAll(/[\s\u200e\u200f]+/gu, ' ') ?? null;
}

describe('dates in a language', () => {
  let stored: Stored;

  beforeEach(() => {
    stored = new Map();
    stubLocalStorage(stored);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  /** The modules as in a browser with that language. */
  async function pagesIn(language: string) {
    vi.stubGlobal('navigator', { language });
    vi.resetModules();
    return {
      ...(await import('../../../client/words/format.ts')),
      ...(await import('../../../client/words/preferences.ts')),
      ...(await import('../../../client/words/format-away.ts')),
      ...(await import('../../../client/words/month-format.ts')),
      ...(await import('../../../client/projector/projector-clock.ts')),
      ...(await import('../../../client/words/week-start.ts')),
      ...(await import('../../../client/ui/today.ts')),
    };
  }

  const evening = boardEvent({ start: '2019-04-10T18:30', end: '2019-04-10T20:00' });
  const night = boardEvent({ start: '2019-04-10T00:15' });

  it.each([
    ['en-US', 'Wed, Apr 10, 2019', '6:30 PM', 'April 2019'],
    ['en-GB', 'Wed, 10 Apr 2019', '18:30', 'April 2019'],
    ['de-DE', 'Mi., 10. Apr. 2019', '18:30', 'April 2019'],
    ['ja-JP', '2019年4月10日(水)', '18:30', '2019年4月'],
    ['ar-EG', 'الأربعاء، ١٠ أبريل ٢٠١٩', '٦:٣٠ م', 'أبريل ٢٠١٩'],
  ])('[PAGE-29] %s: weekday, day, month and time in its own order', async (language, day, time, month) => {
    const pages = await pagesIn(language);
    expect([
      pages.formatShortDay('2019-04-10', '2026-11-23'),
      plain(pages.formatStart(evening)),
      pages.formatMonth('2019-04'),
    ]).toEqual([day, time, month]);
    expect(pages.formatShortDay('2019-04-10', '2019-01-01')).not.toMatch(/2019|٢٠١٩/);
  });

  it.each([
    ['en-US', ['6:30 PM', '6:30 PM', '18:30'], ['12:15 AM', '12:15 AM', '0:15'], ['8:00 PM', '8:00 PM', '20:00']],
    ['en-GB', ['18:30', '6:30 pm', '18:30'], ['0:15', '12:15 am', '0:15'], ['20:00', '8:00 pm', '20:00']],
    ['de-DE', ['18:30', '6:30 PM', '18:30'], ['0:15', '12:15 AM', '0:15'], ['20:00', '8:00 PM', '20:00']],
    ['ja-JP', ['18:30', '午後6:30', '18:30'], ['0:15', '午前12:15', '0:15'], ['20:00', '午後8:00', '20:00']],
    ['ar-EG', ['٦:٣٠ م', '٦:٣٠ م', '١٨:٣٠'], ['١٢:١٥ ص', '١٢:١٥ ص', '٠:١٥'], ['٨:٠٠ م', '٨:٠٠ م', '٢٠:٠٠']],
  ])(
    '[PAGE-27] %s: a clock as it has it, of 12 hours, of 24 hours; every time follows',
    async (language, evenings, nights, ends) => {
      const pages = await pagesIn(language);
      // Versions differ in whether the hour after midnight has one digit or two.
      const read = () => [
        plain(pages.formatStart(evening)),
        plain(pages.formatStart(night))?.replace(/^0(?=0:)|^٠(?=٠:)/, ''),
        plain(pages.zoneClock('UTC').time(new Date('2019-04-10T18:30:00Z'))),
      ];
      for (const [index, clock] of (['', '12', '24'] as const).entries()) {
        pages.prefer({ clock });
        expect([clock, ...read()]).toEqual([clock, evenings[index], nights[index], evenings[index]]);
        expect([clock, plain(pages.formatEnd(evening, '2019-04-10'))]).toEqual([clock, `until ${ends[index]}`]);
        expect(plain(pages.formatInstant('2019-04-10T18:30:00Z'))).toContain(
          plain(pages.formatClock(new Date('2019-04-10T18:30:00Z'))),
        );
      }
    },
  );

  it('[PAGE-27] a choice is stored, announced, and can be undone; an invalid stored value counts as none', async () => {
    const before = await pagesIn('en-US');
    const told = vi.fn();
    const stop = before.onPreferences(told);
    before.prefer({ clock: '24', weekStart: '6' });
    expect([told.mock.calls.length, before.weekStart()]).toEqual([1, 6]);
    stop();
    const after = await pagesIn('en-US');
    expect([after.preferences, after.formatStart(evening), after.weekStart()]).toEqual([
      { clock: '24', weekStart: '6', type: '' },
      '18:30',
      6,
    ]);
    after.prefer({ clock: '', weekStart: '' });
    expect([stored.size, plain(after.formatStart(evening)), after.weekStart(), told.mock.calls.length]).toEqual([
      0,
      '6:30 PM',
      7,
      1,
    ]);
    stored.set('board.clock', '13').set('board.weekStart', '3').set('board.type', 'wavy');
    expect((await pagesIn('de-DE')).preferences).toEqual({ clock: '', weekStart: '', type: '' });
  });

  it('[PROJECTOR-13] a clock from the address applies to its page only, and is not stored', async () => {
    const pages = await pagesIn('en-US');
    const undo = pages.useClock('24');
    expect([pages.formatStart(evening), stored.size]).toEqual(['18:30', 0]);
    undo();
    expect(plain(pages.formatStart(evening))).toBe('6:30 PM');
    pages.prefer({ clock: '24' });
    pages.useClock('')();
    expect(pages.formatStart(evening)).toBe('18:30');
  });

  it('[PAGE-29] the weekdays in the language, starting with the first', async () => {
    const { weekdayNames, formatDayAndCount } = await pagesIn('de-DE');
    expect(
      weekdayNames(1)
        .map(({ short }) => short)
        .join(' '),
    ).toBe('Mo Di Mi Do Fr Sa So');
    expect(weekdayNames(7)[0]).toEqual({ long: 'Sonntag', short: 'So', narrow: 'S' });
    expect([
      formatDayAndCount('2026-11-23', 0),
      formatDayAndCount('2026-11-23', 1),
      formatDayAndCount('2026-11-23', 12),
    ]).toEqual(['Montag, 23. November', 'Montag, 23. November, 1 event', 'Montag, 23. November, 12 events']);
  });

  it('[PAGE-29] how far away it is: minutes when it is soon, then hours, then days by the calendar, then weeks', async () => {
    const { formatAway } = await pagesIn('en-US');
    const now = new Date('2026-11-23T21:30:00Z');
    const away = (start: string) =>
      formatAway(
        { start, startsAt: start.includes('T') ? `${start}:00.000Z` : `${start}T00:00:00.000Z` },
        '2026-11-23',
        now,
      );
    expect(
      [
        '2026-11-23T22:10',
        '2026-11-23T23:30',
        '2026-11-24T01:00',
        '2026-11-24T18:30',
        '2026-11-26',
        '2026-12-05T10:00',
        '2026-12-14',
      ].map(away),
    ).toEqual(['in 40 min', 'in 2 hours', 'in 4 hours', 'tomorrow', 'in 3 days', 'in 12 days', 'in 3 weeks']);
    expect(['2026-11-23', '2026-11-23T21:00', '2026-11-22', '2027-06-01'].map(away)).toEqual([
      'today',
      null,
      null,
      null,
    ]);
  });

  it('[PAGE-29] “in 40 min” becomes “in 39 min” by the page’s clock, while the page is visible', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-23T14:20:00Z') });
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    vi.stubGlobal('document', page);
    const { onTick, formatSoon } = await pagesIn('en-US');
    const event = boardEvent({ start: '2026-11-23T15:00', startsAt: '2026-11-23T15:00:00.000Z' });
    const said: (string | null)[] = [];
    const stop = onTick(() => said.push(formatSoon(event, new Date())));
    vi.advanceTimersByTime(2 * 60_000);
    expect([said[0], said.at(-1)]).toEqual(['in 40 min', 'in 38 min']);
    page.visibilityState = 'hidden';
    const count = said.length;
    vi.advanceTimersByTime(10 * 60_000);
    expect(said.length).toBe(count);
    page.visibilityState = 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
    expect(said.at(-1)).toBe('in 28 min');
    stop();
    vi.advanceTimersByTime(60_000);
    expect(said.length).toBe(count + 1);
  });
});
