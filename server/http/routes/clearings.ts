import { clearingCalls } from '../../../shared/api/clearings.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { ClearingService } from '../../events/clearing.ts';
import { implement, type Route } from '../route.ts';

type Options = { boards: Pick<BoardService, 'requireModerator'>; clearings: ClearingService };

export function clearingRoutes({ boards, clearings }: Options): Route[] {
  return implement(clearingCalls, {
    'GET /api/boards/:board/clearings': async ({ params: { board }, session }) => ({
      status: 200,
      body: { clearings: await clearings.list(board, session.actor) },
    }),
    'POST /api/boards/:board/clearings': async ({ params: { board }, receive, session }) => {
      await boards.requireModerator(board, session.actor);
      return { status: 200, body: await clearings.clear(board, await receive(), session.actor) };
    },
    'POST /api/boards/:board/clearings/:id/undo': async ({ params: { board, id }, session }) => ({
      status: 200,
      body: await clearings.undo(board, id, session.actor),
    }),
  });
}
