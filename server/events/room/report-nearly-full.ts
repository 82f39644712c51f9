import type { Logger } from 'pino';
import type { BoardSize } from '../../../shared/board-size.ts';

export function nearlyFullReporter(logger: Logger): (board: string, size: BoardSize) => void {
  return (board, { events, bytes, most }) =>
    logger.warn(
      { board, events, bytes, maxEvents: most.events, maxBytes: most.bytes },
      'a board is nearly full; its moderators are told, too',
    );
}
