import { categoryCalls } from '../../../shared/api/categories.ts';
import type { BoardCategories } from '../../boards/board-categories.ts';
import type { BoardService } from '../../boards/board-service.ts';
import { implement, type Route } from '../route.ts';

export function categoryRoutes({
  boards,
  categories,
}: {
  boards: Pick<BoardService, 'requireChangeable'>;
  categories: BoardCategories;
}): Route[] {
  return implement(categoryCalls, {
    'POST /api/boards/:board/categories': async ({ params: { board }, receive, session }) => {
      await boards.requireChangeable(board, session.actor);
      return { status: 201, body: await categories.add(board, await receive(), session.actor) };
    },
    'PATCH /api/boards/:board/categories/:category': async ({ params: { board, category }, receive, session }) => {
      await boards.requireChangeable(board, session.actor);
      return { status: 200, body: { board: await categories.change(board, category, await receive(), session.actor) } };
    },
    'DELETE /api/boards/:board/categories/:category': async ({ params: { board, category }, session }) => ({
      status: 200,
      body: { board: await categories.delete(board, category, session.actor) },
    }),
  });
}
