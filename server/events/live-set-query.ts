import type { Document } from 'mongodb';
import { exactly, notAList } from './exact-match.ts';

/**
 * Where a stored document is shown, said twice: as a function for a document at hand, and as a query for MongoDB. Both
 * mean the same for every value that another program may have written. If they did not, a board would depend on when
 * its server started: a running server reads documents from the change stream, a new one asks for a snapshot.
 */

/**
 * The board of a document; null if its `board` is no text. Without one it belongs to `main`. What another program
 * meant with a number or a list is not guessed: such a document is shown nowhere, rather than to everyone on `main`.
 */
export function boardOf({ board }: Document): string | null {
  if (board === undefined || board === null) return 'main';
  return typeof board === 'string' ? board : null;
}

/** The documents whose `boardOf` is this board. */
export function boardFilter(board: string) {
  return { board: board === 'main' ? { $in: ['main', null], ...notAList } : exactly(board) };
}

/** As MongoDB compares with `true`: a list that contains it counts, so that the query needs no more than its index. */
export function isArchived({ archived }: Document): boolean {
  return archived === true || (Array.isArray(archived) && archived.includes(true));
}

/** The documents of a board that are not archived. */
export function liveSetFilter(board: string) {
  return { ...boardFilter(board), archived: { $ne: true } };
}
