import type { Db } from 'mongodb';
import type { WithIndexes } from '../../database/index-repair.ts';
import { boardFilter } from '../live-set-query.ts';
import type { Amount } from './amount.ts';

/** Counts what is stored of a board, whoever wrote it. Some milliseconds for a thousand events. */
export function measureBoard(db: Db, withIndexes: WithIndexes) {
  const events = db.collection('events');
  const stages = (board: string) => [
    { $match: boardFilter(board) },
    { $group: { _id: null, events: { $sum: 1 }, bytes: { $sum: { $bsonSize: '$$ROOT' } } } },
    { $project: { _id: 0 } },
  ];
  return async (board: string): Promise<Amount> => {
    const [amount] = await withIndexes(() => events.aggregate<Amount>(stages(board), { hint: 'live-set' }).toArray());
    return amount ?? { events: 0, bytes: 0 };
  };
}
