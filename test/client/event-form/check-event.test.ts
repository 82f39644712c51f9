import { describe, expect, it } from 'vitest';
import { clockNoteOf } from '../../../client/event-form/clock-note.ts';
import { checkEvent, clockRemarks } from '../../../client/event-form/check-event.ts';
import { emptyValues } from '../../../client/event-form/form-values.ts';
import { gapProblem } from '../../../shared/zoned-time.ts';

const skipped = { ...emptyValues, name: 'Night walk', day: '2027-03-28', time: '02:30' };
const twice = { ...emptyValues, name: 'Night walk', day: '2026-10-25', time: '02:30' };

describe('clock changes in the form', () => {
  it('[EVENT-13] a skipped time is refused before sending, in the server’s words', () => {
    const message = gapProblem('2027-03-28T02:30', 'Europe/Berlin')!;
    expect(checkEvent(skipped, 'Europe/Berlin', 'Lena')).toEqual([{ path: 'start', message }]);
    expect(clockRemarks(skipped, 'Europe/Berlin')).toEqual([{ path: 'start', message, refused: true }]);
    expect(checkEvent({ ...skipped, time: '01:00', endTime: '02:30' }, 'Europe/Berlin', 'Lena')).toEqual([
      { path: 'end', message },
    ]);
  });

  it('[EVENT-13] the event’s zone decides', () => {
    expect(checkEvent({ ...skipped, timeZone: 'America/New_York' }, 'Europe/Berlin', 'Lena')).toEqual([]);
    expect(checkEvent({ ...skipped, timeZone: 'Europe/Paris' }, 'America/New_York', 'Lena')).toMatchObject([
      { path: 'start' },
    ]);
    expect(checkEvent(skipped, undefined, 'Lena')).toEqual([]);
  });

  it('[EVENT-13] a time that occurs twice is accepted, with a note', () => {
    expect(checkEvent(twice, 'Europe/Berlin', 'Lena')).toEqual([]);
    expect(clockRemarks(twice, 'Europe/Berlin')).toEqual([
      {
        path: 'start',
        message: expect.stringContaining('happens twice. The earlier one counts') as string,
        refused: false,
      },
    ]);
    expect(clockRemarks({ ...twice, time: '' }, 'Europe/Berlin')).toEqual([]);
  });

  it('[EVENT-13] the event’s page says the same', async () => {
    const event = { start: '2026-10-25T02:30', startsAt: '2026-10-25T00:30:00.000Z', timeZone: 'Europe/Berlin' };
    expect(await clockNoteOf(event)).toBe(clockRemarks(twice, 'Europe/Berlin')[0]!.message);
    expect(await clockNoteOf({ ...event, start: '2026-10-25' })).toBeNull();
    expect(await clockNoteOf({ ...event, start: '2026-10-25T01:30', startsAt: '2026-10-24T23:30:00.000Z' })).toBeNull();
    expect(await clockNoteOf({ ...event, start: '2026-11-25T02:30', startsAt: '2026-11-25T01:30:00.000Z' })).toBeNull();
  });
});
