import type { Logger } from 'pino';
import { BoundedMap } from '../../shared/bounded-map.ts';
import type { OnOddBoard } from './read-board.ts';

/** Logs which fields of a board cannot be read, once until they are others: a board is read often. */
export function oddBoardReporter(logger: Logger): OnOddBoard {
  const logged = new BoundedMap<string, string>(1_000);
  return (board, fields) => {
    const now = fields.join(' ');
    if (logged.get(board) === now) return;
    logged.set(board, now);
    logger.warn({ board, fields }, 'fields of a board cannot be read; the values that allow least are used instead');
  };
}
