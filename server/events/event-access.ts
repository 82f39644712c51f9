import type { Board } from '../../shared/board.ts';
import type { BoardEvent } from '../../shared/event.ts';
import { isOwn, mayDo, mayReadReview, maySee, type Actor } from '../../shared/policies.ts';
import { boardArchived, eventNotFound, forbidden, ProblemError, versionConflict } from '../base/problem.ts';
import type { SecurityLog } from '../base/security-log.ts';
import type { BoardFor, OnBoard } from '../boards/board-service.ts';
import type { EventRepository } from './event-repository.ts';
import type { FoundEvent } from './found-event.ts';
import { withReview, type StoredEvent } from './stored-event.ts';

/** Another program may write at the same moment. A change is then tried again on what that program wrote. */
export const maxTries = 5;

export const removedDetail =
  'A moderator removed you from this board. You can read it, but not post or change anything.';

const frozenDetail = 'This board is frozen. Only moderators can change events.';

const membersDetail = 'Only members can restore events on this board. Log in first.';

/**
 * Counts what a call does for the person who makes it. Each is called with the whole before it is written, again when the
 * write is tried again, and may throw.
 */
export type Counting = {
  events: (events: number) => void;
  /** How many bytes it adds. */
  bytes: (bytes: number) => void;
};

export const uncounted: Counting = { events: () => {}, bytes: () => {} };

export type EventAccess = ReturnType<typeof createEventAccess>;

/** An event that a person sees, and its board. */
type Sighting = { found: FoundEvent } & OnBoard<Actor>;

type Dependencies = {
  events: EventRepository;
  boardFor: BoardFor;
  log: SecurityLog;
};

/** Finds events for a person: what they cannot see is not found, what they cannot change is refused. */
export function createEventAccess({ events, boardFor, log }: Dependencies) {
  /** The board of an event that this person sees. What they do not see is not found, in the words for what never was. */
  async function whereSeen(
    { event, owner }: StoredEvent,
    person: Actor | null,
    notFound: () => ProblemError = eventNotFound,
  ): Promise<OnBoard<Actor>> {
    const here = await boardFor(event.board, person).catch((error: unknown) => {
      throw error instanceof ProblemError && error.code === 'board_not_found' ? notFound() : error;
    });
    if (!maySee(event, owner, here.actor)) throw notFound();
    return here;
  }

  async function find(id: string, person: Actor | null): Promise<Sighting> {
    const found = await events.find(id);
    if (found === null) throw eventNotFound();
    return { found, ...(await whereSeen(found, person)) };
  }

  const asSeenBy = (stored: StoredEvent, actor: Actor | null): BoardEvent =>
    mayReadReview(stored.owner, actor) ? withReview(stored) : stored.event;

  return {
    find,
    whereSeen,
    asSeenBy,

    async findToChange(
      operation: 'edit' | 'replace' | 'delete' | 'series' | 'moderate',
      id: string,
      version: number,
      person: Actor | null,
    ): Promise<Sighting> {
      const sighting = await find(id, person);
      const { found, board, actor } = sighting;
      if (!mayDo(operation, board, found.owner, actor))
        throw operation === 'moderate'
          ? whyNotModerated(board)
          : whyRefused(board, found.owner, actor, 'Only the person who posted an event can change or delete it.');
      if (found.event.version !== version) throw versionConflict(asSeenBy(found, actor));
      return sighting;
    },

    async get(
      id: string,
      person: Actor | null,
    ): Promise<{ event: BoardEvent; may: { edit: boolean; delete: boolean; moderate: boolean } }> {
      const { found, board, actor } = await find(id, person);
      const may = (operation: 'edit' | 'delete' | 'moderate'): boolean => mayDo(operation, board, found.owner, actor);
      const event = asSeenBy(found, actor);
      return { event, may: { edit: may('edit'), delete: may('delete'), moderate: may('moderate') } };
    },

    /** Throws the conflict of a change that others were faster than on every try. */
    async giveUp(id: string, person: Actor | null): Promise<never> {
      const { found, actor } = await find(id, person);
      throw versionConflict(asSeenBy(found, actor));
    },

    /** Records what somebody does with another person's event. */
    recordModeration(actor: Actor | null, { event, owner }: FoundEvent, action: 'change' | 'delete' | 'restore'): void {
      if (!isOwn(owner, actor)) log.record('event_moderated', { event_id: event.id, action });
    },
  };
}

export const moderatorsOnly = 'Only moderators can pin, hide or approve an event.';

export function whyNotModerated(board: Board): ProblemError {
  return board.archived ? boardArchived() : forbidden(moderatorsOnly);
}

/** The refusal of a change. `notTheirs` is said where the event is somebody else's. */
export function whyRefused(board: Board, owner: string | null, actor: Actor | null, notTheirs: string): ProblemError {
  if (board.archived) return boardArchived();
  if (actor?.removed === true) return forbidden(removedDetail);
  if (!isOwn(owner, actor)) return forbidden(notTheirs);
  return forbidden(board.posting === 'members' ? membersDetail : frozenDetail);
}

/** The occurrences of a series that a change of one of them may reach: those that this person can edit and that have not ended. */
export function stillToCome(others: FoundEvent[], board: Board, actor: Actor | null, now: Date): FoundEvent[] {
  const time = now.toISOString();
  return others.filter(({ event, owner }) => event.endsAt > time && mayDo('series', board, owner, actor));
}
