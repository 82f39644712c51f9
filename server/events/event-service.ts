import { setTimeout } from 'node:timers/promises';
import { Slices } from '../base/slices.ts';
import type { SecurityLog } from '../base/security-log.ts';
import type { BoardFor, RequireStill } from '../boards/board-service.ts';
import type { ReservePicture } from './attaching.ts';
import { createBulk } from './bulk.ts';
import { createChanging } from './changing.ts';
import { createDeleting } from './deleting.ts';
import { createEventAccess } from './event-access.ts';
import { createLists } from './event-lists.ts';
import type { EventRepository } from './event-repository.ts';
import { createHiding } from './hiding.ts';
import { createPosting } from './posting.ts';
import type { BoardRoom } from './room/board-room.ts';
import { createReviewing } from './review/reviewing.ts';

export type EventService = ReturnType<typeof createEventService>;

type Options = {
  events: EventRepository;
  boardFor: BoardFor;
  requireStill: RequireStill;
  /** Whether a guest of this name would be taken for a member. */
  isMembersName: (name: string) => Promise<boolean>;
  reservePicture: ReservePicture;
  log: SecurityLog;
  room: BoardRoom;
  clock?: () => Date;
  /** Measures how long something takes; it is never set back. */
  monotonicMs?: () => number;
  rest?: (ms: number) => Promise<unknown>;
  /** For the many events of a series. */
  slices?: Slices;
};

/** All that people do with events. Each part is a file of its own. */
export function createEventService({
  clock = () => new Date(),
  monotonicMs = () => performance.now(),
  rest = setTimeout,
  slices = new Slices(),
  ...options
}: Options) {
  const access = createEventAccess(options);
  const parts = { ...options, access, clock, monotonicMs, rest, slices };
  const acts = { ...createChanging(parts), ...createDeleting(parts), ...createReviewing(parts) };
  return {
    get: access.get,
    requireChanging: access.findToChange,
    ...acts,
    ...createBulk(parts, acts),
    ...createPosting(parts),
    ...createHiding(parts),
    ...createLists(parts),
  };
}
