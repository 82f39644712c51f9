import type { Board, BoardCreation } from './board.ts';
import type { Audience } from './feed-protocol.ts';
import type { Role } from './session.ts';

/**
 * Who may do what: the only place that decides it. HTTP, sockets and pages ask these.
 *
 * `key` says who somebody is across requests, `guest:<id>` or `user:<id>`; an event keeps its poster's as `owner`.
 * `guestKey` is the guest that a member was, in the same browser, before logging in. `removed` is who was removed from the board at hand.
 */
export type Actor = { key: string; guestKey?: string | null; role: Role | null; removed?: boolean };

/** Who made a board, and who else moderates it, by their keys. Whoever moderates all boards is not among them. */
export type BoardRights = { owner: string | null; moderators: readonly string[] };

/** The role that somebody has on one board: there all rules below ask for this one. */
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

/** Edit, cancel, replace or delete: who posted it, and moderators. */
export function mayEdit(owner: string | null, actor: Actor | null): boolean {
  return moderates(actor) || (isOwn(owner, actor) && actor?.removed !== true);
}

/** Pin, hide or approve. */
export function mayModerate(actor: Actor | null): boolean {
  return moderates(actor);
}

/** Sees what is pending or hidden: moderators, and of one's own everybody. */
export function maySee(event: { status: string }, owner: string | null, actor: Actor | null): boolean {
  return event.status === 'live' || moderates(actor) || isOwn(owner, actor);
}

/** Follows a board as this audience: over HTTP and on a socket. */
export function mayFollow(audience: Audience, actor: Pick<Actor, 'role'> | null): boolean {
  return audience === 'public' || moderates(actor);
}

/** Makes another board, by the owner's setting. */
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

/** Renames a board, freezes it, says whether posts wait for approval, how one joins, what the projector shows, who is removed. */
export function mayChangeBoard(actor: Pick<Actor, 'role'> | null): boolean {
  return moderates(actor);
}

/** Archives or deletes a board, and says who moderates it. */
export function mayManageBoard(actor: Pick<Actor, 'role'> | null): boolean {
  return actor?.role === 'owner';
}

/** Makes moderators, sets new passwords, closes accounts. */
export function mayManageAccounts(actor: Pick<Actor, 'role'> | null): boolean {
  return actor?.role === 'owner';
}
