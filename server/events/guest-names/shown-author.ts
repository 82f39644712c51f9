import type { Board } from '../../../shared/board.ts';
import type { BoardEvent } from '../../../shared/event.ts';

/** Stands for all guests on a board that does not show their names. */
export const namelessGuest: BoardEvent['author'] = { name: 'Guest', member: false };

/** The owners of what guests posted, also those who have signed up since. */
export const guestOwner = /^guest:/;

/** What an event has of the person who posts it. */
export function authorOf({ name, member, displayName }: BoardEvent['author']): BoardEvent['author'] {
  return { name, member, ...(displayName === undefined ? {} : { displayName }) };
}

/** The author as this board shows them. */
export function shownAuthor(
  author: BoardEvent['author'],
  owner: string | null,
  { guestNames }: Pick<Board, 'guestNames'>,
): BoardEvent['author'] {
  return guestNames === 'hidden' && owner !== null && guestOwner.test(owner) ? namelessGuest : author;
}
