import type { Db } from 'mongodb';
import { waitsForModerator } from '../../../shared/review-alike.ts';
import { readEvent } from '../event-document.ts';
import { liveSetFilter } from '../live-set-query.ts';
import { withReview, type ReadOptions } from '../stored-event.ts';

/** More than moderators count. It bounds what one count reads. */
const maxRead = 500;

/** How many posts and changes wait on a board, as its moderators see them: dates of a series that wait together are one. */
export function countWaiting(db: Db, options: ReadOptions): (board: string) => Promise<number> {
  const events = db.collection('events');
  return async (board) => {
    const here = liveSetFilter(board);
    const documents = await events
      // Each branch has an index of its own.
      .find({
        $or: [
          { ...here, status: 'pending' },
          { ...here, 'review.state': 'waiting' },
        ],
      })
      .limit(maxRead)
      .toArray();
    const groups = new Set(
      documents.map((document) => {
        const stored = readEvent(document, options);
        return stored === null ? null : waitsForModerator(withReview(stored));
      }),
    );
    groups.delete(null);
    return groups.size;
  };
}
