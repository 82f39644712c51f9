import type { Board, BoardCreation } from './board.ts';
import type { EventStatus } from './event.ts';
import type { Audience } from './feed-protocol.ts';
import type { Role } from './session.ts';

/**
 * What people may do. Only these functions decide it; HTTP, sockets and pages ask them.
 *
 * `key` identifies a person across requests, `guest:<id>` or `user:<id>`; an event keeps its author's as `owner`. `guestKey` is
 * the guest that a member was in the same browser before logging in. `alsoUsed`: the other accounts and guests of that browser, for a day
 * after they left it; their events are not this person's, but a removal of one of them counts. `removed`: a moderator has removed them from the board at
 * hand. The glossary in docs/architecture.md has the other types of a person.
 */
export type Actor = {
  key: string;
  guestKey?: string | null;
  alsoUsed?: readonly string[];
  role: Role | null;
  removed?: boolean;
};

/** The keys of a board's owner and its moderators, without those who moderate every board. */
export type BoardRights = { owner: string | null; moderators: readonly string[] };

/** A person's role on one board. On a board, the rules below get this role. */
export function roleOn(rights: BoardRights, actor: Pick<Actor, 'key' | 'role'> | null): Role | null {
  if (actor === null || actor.role === null) return null;
  if (actor.role === 'owner' || actor.key === rights.owner) return 'owner';
  return rights.moderators.includes(actor.key) ? 'moderator' : actor.role;
}

/** Whether a removal of the person with this key concerns this person: the same account, or the same browser. */
export function isRemovalOf(removed: string, { key, guestKey, alsoUsed = [] }: Actor): boolean {
  return removed === key || removed === guestKey || alsoUsed.includes(removed);
}

export function moderates(actor: Pick<Actor, 'role'> | null): boolean {
  return actor?.role === 'owner' || actor?.role === 'moderator';
}

/** The `owner` of the events that are this person's own. */
export function keysOf({ key, guestKey = null }: Actor): string[] {
  return guestKey === null ? [key] : [key, guestKey];
}

export function isOwn(owner: string | null, actor: Actor | null): boolean {
  return owner !== null && actor !== null && keysOf(actor).includes(owner);
}

/** What people do with the events of a board. `series`: edit or delete all dates at once. `moderate`: pin, hide or approve. */
export type Operation = 'create' | 'edit' | 'replace' | 'delete' | 'restore' | 'series' | 'import' | 'moderate';

/** What a person is to a board and to one of its events. Somebody who logged in is an author of what they posted as a guest. */
export type Standing =
  'owner' | 'moderator' | 'author member' | 'author guest' | 'other member' | 'other guest' | 'removed';

export type BoardState = 'open' | 'members only' | 'frozen' | 'archived';

const always: readonly BoardState[] = ['open', 'members only', 'frozen'];
const unfrozen: readonly BoardState[] = ['open', 'members only'];
const open: readonly BoardState[] = ['open'];
const never: readonly BoardState[] = [];

type Row = [BoardStates, BoardStates, BoardStates, BoardStates, BoardStates, BoardStates, BoardStates];
type BoardStates = readonly BoardState[];

/**
 * The states of a board in which an operation is allowed. Nothing is allowed on an archived board. What a person cannot
 * see by `sightings` is not found, so nothing can be done to it.
 */
export const permissions: Record<Operation, Record<Standing, BoardStates>> = {
  //             owner   moderator  author member  author guest  other member  other guest  removed
  create: row(always, always, unfrozen, open, unfrozen, open, never),
  edit: row(always, always, unfrozen, unfrozen, never, never, never),
  replace: row(always, always, unfrozen, unfrozen, never, never, never),
  delete: row(always, always, unfrozen, unfrozen, never, never, never),
  // A restore puts something on the board, like a post.
  restore: row(always, always, unfrozen, open, never, never, never),
  series: row(always, always, unfrozen, unfrozen, never, never, never),
  import: row(always, always, never, never, never, never, never),
  moderate: row(always, always, never, never, never, never, never),
};

/** By status, the people who see an event. Removed authors still see their own. */
export const sightings: Record<EventStatus, 'everybody' | 'its author and moderators'> = {
  live: 'everybody',
  pending: 'its author and moderators',
  hidden: 'its author and moderators',
};

function row(...[owner, moderator, ownMember, ownGuest, member, guest, removed]: Row): Record<Standing, BoardStates> {
  return {
    owner,
    moderator,
    'author member': ownMember,
    'author guest': ownGuest,
    'other member': member,
    'other guest': guest,
    removed,
  };
}

/** A rule that is not known counts as frozen: another program may write anything. */
function stateOf({ posting, archived }: Pick<Board, 'posting' | 'archived'>): BoardState {
  if (archived) return 'archived';
  if (posting === 'anyone') return 'open';
  return posting === 'members' ? 'members only' : 'frozen';
}

function standingOf(actor: Pick<Actor, 'role' | 'removed'> | null, own: boolean): Standing {
  if (actor?.role === 'owner' || actor?.role === 'moderator') return actor.role;
  if (actor?.removed === true) return 'removed';
  const isMember = actor !== null && actor.role !== null;
  if (own) return isMember ? 'author member' : 'author guest';
  return isMember ? 'other member' : 'other guest';
}

export function mayPost(
  board: Pick<Board, 'posting' | 'archived'>,
  actor: Pick<Actor, 'role' | 'removed'> | null,
): boolean {
  return permissions.create[standingOf(actor, false)].includes(stateOf(board));
}

/** Whether this person can do this with an event that has this `owner`; for events that they see. */
export function mayDo(
  operation: Exclude<Operation, 'create'>,
  board: Pick<Board, 'posting' | 'archived'>,
  owner: string | null,
  actor: Actor | null,
): boolean {
  return permissions[operation][standingOf(actor, isOwn(owner, actor))].includes(stateOf(board));
}

/** Whether authors can change their events on this board now. Where they cannot, only moderators can. */
export function mayAuthorsEdit(
  board: Pick<Board, 'posting' | 'archived'>,
  actor: Pick<Actor, 'role' | 'removed'> | null,
): boolean {
  return permissions.edit[standingOf(actor, true)].includes(stateOf(board));
}

/** Whether authors can put back on this board what they delete. */
export function mayAuthorsRestore(
  board: Pick<Board, 'posting' | 'archived'>,
  actor: Pick<Actor, 'role' | 'removed'> | null,
): boolean {
  return permissions.restore[standingOf(actor, true)].includes(stateOf(board));
}

/** Pin, hide or approve. */
export function mayModerate(actor: Actor | null): boolean {
  return moderates(actor);
}

/**
 * Where posts wait for approval: what becomes of what somebody who does not moderate does, by the status of the event.
 * `pending`: nobody else sees the event until a moderator approves it. `change waits`: the event stays as it is for everyone
 * until a moderator approves the change. A deletion takes effect at once.
 */
export const underApproval = {
  create: 'pending',
  restore: 'pending',
  edit: { live: 'change waits', pending: 'pending', hidden: 'pending' },
} as const satisfies Record<string, 'pending' | Record<EventStatus, 'pending' | 'change waits'>>;

/** Whether what this person posts, changes or restores waits until a moderator approves it, as `underApproval` says. */
export function needsApproval({ approval }: Pick<Board, 'approval'>, actor: Pick<Actor, 'role'> | null): boolean {
  return approval && !moderates(actor);
}

/** Moderators see pending and hidden events, authors their own. */
export function maySee(event: { status: EventStatus }, owner: string | null, actor: Actor | null): boolean {
  return sightings[event.status] === 'everybody' || moderates(actor) || isOwn(owner, actor);
}

/** What moderators decided about an event, and the changes of it that wait. */
export function mayReadReview(owner: string | null, actor: Actor | null): boolean {
  return moderates(actor) || isOwn(owner, actor);
}

/** Follows a board as this audience: over HTTP and on a socket. */
export function mayFollow(audience: Audience, actor: Pick<Actor, 'role'> | null): boolean {
  return audience === 'public' || moderates(actor);
}

/** Creates a board, by the setting `BOARD_CREATION`. */
export function mayMakeBoards(rule: BoardCreation, actor: Pick<Actor, 'role'> | null): boolean {
  switch (rule) {
    case 'members':
      return actor !== null && actor.role !== null;
    case 'moderators':
      return moderates(actor);
    case 'owner':
      return actor?.role === 'owner';
    default:
      return rule satisfies never;
  }
}

/** Changes a board's title, posting, approval, join code, screens and projector, and removes people. */
export function mayChangeBoard(actor: Pick<Actor, 'role'> | null): boolean {
  return moderates(actor);
}

/** Archives or deletes a board, and sets its moderators. */
export function mayManageBoard(actor: Pick<Actor, 'role'> | null): boolean {
  return actor?.role === 'owner';
}

/** Sets roles and passwords, and closes accounts. */
export function mayManageAccounts(actor: Pick<Actor, 'role'> | null): boolean {
  return actor?.role === 'owner';
}
