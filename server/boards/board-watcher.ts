import type { CollectionWatcher } from '../database/collection-watcher.ts';
import type { BoardService } from './board-service.ts';

/** Makes the service read a board again after any server changed it. */
export function boardWatcher(boards: Pick<BoardService, 'invalidate'>): CollectionWatcher {
  return {
    collection: 'boards',
    changed: ({ id }) => boards.invalidate(id),
    lost: () => boards.invalidate(null),
  };
}
