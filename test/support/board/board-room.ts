import { BoardRoom } from '../../../server/events/room/board-room.ts';

/** A room without bounds, for tests of other things. */
export function unboundedRoom(): BoardRoom {
  return new BoardRoom({
    measure: () => Promise.resolve({ events: 0, bytes: 0 }),
    bounds: { events: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER },
  });
}

/** Settings with which the other limits do not matter. */
export const otherLimits = {
  LIMIT_PER_PERSON: '100000',
  LIMIT_PER_ADDRESS: '100000',
  DAY_MEGABYTES_PER_PERSON: '1000',
  DAY_MEGABYTES_PER_ADDRESS: '1000',
};

/** A calendar file with so many events. */
export function calendarOf(uid: string, count: number, details: string): string {
  const events = Array.from({ length: count }, (_, n) => [
    'BEGIN:VEVENT',
    `UID:${uid}-${n}@test`,
    'SUMMARY:Imported',
    'DTSTART;VALUE=DATE:29991201',
    `DESCRIPTION:${details}`,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n');
}
