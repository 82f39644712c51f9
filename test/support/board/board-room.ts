import { BoardRoom } from '../../../server/events/room/board-room.ts';

/** Room without end, for tests of other things. */
export function endlessRoom(): BoardRoom {
  return new BoardRoom({
    measure: () => Promise.resolve({ events: 0, bytes: 0 }),
    bounds: { events: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER },
  });
}
