import { boardPeopleCalls } from '../../../shared/api/board-people.ts';
import type { BoardPeopleService } from '../../moderation/board-people-service.ts';
import { implement, type Route } from '../route.ts';

export function boardPeopleRoutes(people: BoardPeopleService): Route[] {
  return implement(boardPeopleCalls, {
    'GET /api/boards/:board/people': async ({ params, session }) => ({
      status: 200,
      body: await people.list(params.board, session.actor),
    }),
    'POST /api/boards/:board/removed': async ({ params, body, session }) => ({
      status: 200,
      body: await people.remove(params.board, body, session.actor),
    }),
    'DELETE /api/boards/:board/removed': async ({ params, body, session }) => {
      await people.letIn(params.board, body.id, session.actor);
      return { status: 204 };
    },
    'GET /api/boards/:board/moderators': async ({ params, session }) => ({
      status: 200,
      body: { usernames: await people.moderators(params.board, session.actor) },
    }),
    'PUT /api/boards/:board/moderators': async ({ params, body, session }) => {
      await people.setModerators(params.board, body.usernames, session.actor);
      return { status: 204 };
    },
  });
}
