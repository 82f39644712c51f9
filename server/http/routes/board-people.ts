import { boardPeopleCalls } from '../../../shared/api/board-people.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { BoardPeopleService } from '../../moderation/board-people-service.ts';
import { implement, type Route } from '../route.ts';

type Options = { boardPeople: BoardPeopleService; boards: BoardService };

export function boardPeopleRoutes({ boardPeople: people, boards }: Options): Route[] {
  return implement(boardPeopleCalls, {
    'GET /api/boards/:board/people': async ({ params, session }) => ({
      status: 200,
      body: await people.list(params.board, session.actor),
    }),
    'POST /api/boards/:board/removed': async ({ params, receive, session }) => {
      await boards.requireModerator(params.board, session.actor);
      return { status: 200, body: await people.remove(params.board, await receive(), session.actor) };
    },
    'DELETE /api/boards/:board/removed': async ({ params, receive, session }) => {
      await boards.requireModerator(params.board, session.actor);
      await people.letIn(params.board, (await receive()).id, session.actor);
      return { status: 204 };
    },
    'GET /api/boards/:board/moderators': async ({ params, session }) => ({
      status: 200,
      body: { usernames: await people.moderators(params.board, session.actor) },
    }),
    'PUT /api/boards/:board/moderators': async ({ params, receive, session }) => {
      await boards.requireOwner(params.board, session.actor);
      await people.setModerators(params.board, (await receive()).usernames, session.actor);
      return { status: 204 };
    },
  });
}
