import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Announcer, announcePaceMs, summary } from '../../../client/board/announcer.ts';

const today = '2026-11-24';
let made = 0;

function event(name: string, start: string) {
  made += 1;
  return {
    id: String(made),
    name,
    start,
    startsAt: start.includes('T') ? `${start}:00.000Z` : `${start}T00:00:00.000Z`,
  };
}

describe('announcements of new events', () => {
  const said: string[] = [];
  let announcer: Announcer;
  beforeEach(() => {
    vi.useFakeTimers();
    said.length = 0;
    announcer = new Announcer({ say: (sentence) => void said.push(sentence), today: () => today });
  });
  afterEach(() => {
    announcer.stop();
    vi.useRealTimers();
  });

  it('[PAGE-17] the first is made at once, then at most six sentences a minute, however many events arrive', () => {
    announcer.add([event('Choir', `${today}T14:00`)]);
    expect(said).toEqual(['New: Choir, at 2:00 PM']);
    for (let second = 0; second < 60; second += 1) {
      announcer.add([event('Chess', `${today}T16:00`), event('Choir', `${today}T15:00`)]);
      vi.advanceTimersByTime(1_000);
    }
    expect(said.length).toBeLessThanOrEqual(7);
    expect(said[1]).toBe('20 new, next at 3:00 PM');
    vi.advanceTimersByTime(announcePaceMs);
    const before = said.length;
    vi.advanceTimersByTime(10 * announcePaceMs);
    expect(said.length).toBe(before);
    announcer.add([event('After a pause', today)]);
    expect(said.at(-1)).toBe('New: After a pause, today');
  });

  it('[PAGE-17] an event that is gone again is not announced, and a past one is never the next', () => {
    announcer.add([event('First', today)]);
    const gone = event('Gone', today);
    announcer.add([gone]);
    announcer.forget(gone.id);
    vi.advanceTimersByTime(announcePaceMs);
    expect(said).toEqual(['New: First, today']);
    expect(summary([event('Over', '2026-11-20'), event('Over too', '2026-11-21T10:00')], today)).toBe('2 new');
    expect(
      summary([event('A', '2026-11-20'), event('B', '2026-12-02T10:00'), event('C', '2026-12-01T10:00')], today),
    ).toBe('3 new, next on Tue, Dec 1 at 10:00 AM');
  });
});
