import type { Board } from './board.ts';
import type { Role } from './session.ts';

/**
 * Who may do what: the only place that decides it. HTTP, sockets and pages ask these.
 *
 * `key` says who somebody is across requests, `guest:<id>` or `user:<id>`; an event keeps its poster's as `owner`.
 */
export type Actor = { key: string; role: Role | null };

export function moderates(actor: Actor | null): boolean {
  return actor?.role === 'owner' || actor?.role === 'moderator';
}

export function mayPost(board: Pick<Board, 'posting'>, actor: Actor | null): boolean {
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

/** Edit, cancel, replace or delete: who posted it, and moderators. */
export function mayEdit(owner: string | null, actor: Actor | null): boolean {
  return (owner !== null && owner === actor?.key) || moderates(actor);
}

/** Pin, hide or approve. */
export function mayModerate(actor: Actor | null): boolean {
  return moderates(actor);
}

/** Sees what is pending or hidden: moderators, and of one's own everybody. */
export function maySee(event: { status: string }, owner: string | null, actor: Actor | null): boolean {
  return event.status === 'live' || mayEdit(owner, actor);
}
