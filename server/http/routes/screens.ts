import { screenCalls } from '../../../shared/api/screens.ts';
import { ScreenKey } from '../../../shared/board.ts';
import { boardNotFound } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import { implement, type Route } from '../route.ts';

export function screenRoutes({ boards }: { boards: BoardService }): Route[] {
  return implement(screenCalls, {
    'GET /api/screens/:key': async ({ params }) => {
      const key = ScreenKey.safeParse(params.key);
      if (!key.success) throw boardNotFound('This is not a screen’s link. It should end in 22 letters and digits.');
      return { status: 200, body: { board: await boards.findByScreenKey(key.data) } };
    },
    'GET /api/boards/:board/screen': async ({ params, session }) => ({
      status: 200,
      body: { key: await boards.screenKey(params.board, session.actor) },
    }),
    'POST /api/boards/:board/screen': async ({ params, session }) => ({
      status: 200,
      body: { key: await boards.renewScreenKey(params.board, session.actor) },
    }),
    'DELETE /api/boards/:board/screen': async ({ params, session }) => {
      await boards.dropScreenKey(params.board, session.actor);
      return { status: 204 };
    },
  });
}
