import { describe, expect, it } from 'vitest';
import { previewOf, sameTimeNote } from '../../../client/composer/preview.ts';
import { emptyValues, type FormValues } from '../../../client/event-form/form-values.ts';
import type { BoardEvent } from '../../../shared/event.ts';

const board = {
  board: 'main',
  timeZone: 'Europe/Berlin',
  author: { name: 'Lena', member: false },
  status: 'live',
} as const;

function preview(fields: Partial<FormValues>): BoardEvent {
  const event = previewOf({ ...emptyValues, name: 'Choir', day: '2026-11-27', ...fields }, board);
  if (event === null) throw new Error('There is no preview.');
  return event;
}

/** An event on the board. */
const on = (fields: Partial<FormValues>, more: Partial<BoardEvent> = {}): BoardEvent => ({
  ...preview({ name: 'Film night', ...fields }),
  id: 'f'.repeat(24),
  ...more,
});

describe('an event before it is posted', () => {
  it('[PAGE-43] there is a preview once there is a day', () => {
    expect(previewOf({ ...emptyValues, name: 'Choir' }, board)).toBeNull();
    expect(preview({ time: '19:00', endTime: '21:00', place: ' Church hall ' })).toMatchObject({
      start: '2026-11-27T19:00',
      end: '2026-11-27T21:00',
      place: 'Church hall',
      startsAt: '2026-11-27T18:00:00.000Z',
      endsAt: '2026-11-27T20:00:00.000Z',
    });
  });

  it.each<[string, BoardEvent[], string]>([
    ['one that overlaps', [on({ time: '20:15', place: 'Common room' })], 'Film night, 8:15 PM, Common room'],
    ['one that runs then', [on({ time: '18:00', endTime: '19:30' })], 'Film night, 6:00 PM'],
    ['one in another zone', [on({ time: '13:30', timeZone: 'America/New_York' })], 'Film night, 1:30 PM'],
    [
      'more than two',
      ['19:00', '19:30', '20:00', '20:30'].map((time) => on({ time })),
      'Film night, 7:00 PM; Film night, 7:30 PM; and 2 more',
    ],
  ])('[PAGE-43] it says what is at the same time: %s', (_, events, named) => {
    expect(sameTimeNote(preview({ time: '19:00', endTime: '21:00' }), events)).toBe(`At the same time: ${named}.`);
  });

  it.each<[string, BoardEvent]>([
    ['ends as it begins', on({ time: '18:00', endTime: '19:00' })],
    ['begins as it ends', on({ time: '21:00' })],
    ['is all day', on({})],
    ['is cancelled', on({ time: '20:00' }, { cancelled: true })],
    ['is hidden', on({ time: '20:00' }, { status: 'hidden' })],
    ['is on another day', on({ day: '2026-11-28', time: '20:00' })],
  ])('[PAGE-43] it does not name an event that %s', (_, event) => {
    expect(sameTimeNote(preview({ time: '19:00', endTime: '21:00' }), [event])).toBe('');
  });
});
