import type { Board, BoardCreation } from './board.ts';
import type { Audience } from './feed-protocol.ts';
import type { Role } from './session.ts';

/**
 * What people may do. Only these functions decide it; HTTP, sockets and pages ask them.
 *
 * `key` identifies a person across requests, `guest:<id>` or `user:<id>`; an event keeps its author's as `owner`. `guestKey` is
 * the guest that a member was in the same browser before logging in. `removed`: a moderator has removed them from the board at
 * hand. The glossary in docs/architecture.md has the other types of a person.
 */
export type Actor = { key: string; guestKey?: string | null; role: Role | null; removed?: boolean };

/** The keys of a board's owner and its moderators, without those who moderate every board. */
export type BoardRights = { owner: string | null; moderators: readonly string[] };

/** A person's role on one board. On a board, the rules below get this role. */
export function roleOn(rights: BoardRights, actor: Pick<Actor, 'key' | 'role'> | null): Role | null {
  if (actor === null || actor.role === null) return null;
  if (actor.role === 'owner' || actor.key === rights.owner) return 'owner';
  return rights.moderators.includes(actor.key) ? 'moderator' : actor.role;
}

export function moderates(actor: Pick<Actor, 'role'> | null): boolean {
  return actor?.role === 'owner' || actor?.role === 'moderator';
}

export function mayPost(
  board: Pick<Board, 'posting' | 'archived'>,
  actor: Pick<Actor, 'role' | 'removed'> | null,
): boolean {
  if (board.archived || actor?.removed === true) return false;
  switch (board.posting) {
    case 'anyone':
      return true;
    case 'members':
      return actor !== null && actor.role !== null;
    case 'nobody':
      return moderates(actor);
    default:
      return board.posting satisfies never;
  }
}

/** Whether an event with this `owner` is this person's own. */
export function isOwn(owner: string | null, actor: Actor | null): boolean {
  return owner !== null && actor !== null && (owner === actor.key || owner === actor.guestKey);
}

/** Edit, cancel, replace or delete: the author and moderators. */
export function mayEdit(owner: string | null, actor: Actor | null): boolean {
  return moderates(actor) || (isOwn(owner, actor) && actor?.removed !== true);
}

/** Pin, hide or approve. */
export function mayModerate(actor: Actor | null): boolean {
  return moderates(actor);
}

/** Moderators see pending and hidden events, authors their own. */
export function maySee(event: { status: string }, owner: string | null, actor: Actor | null): boolean {
  return event.status === 'live' || moderates(actor) || isOwn(owner, actor);
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
