import * as z from 'zod/mini';
import { NewRemoval, PeopleHere, RemovalEnd } from '../../../shared/presence.ts';
import type { BoardPeopleService } from '../../moderation/board-people.ts';
import { defineRoute, type Route } from '../route.ts';

const Moderators = z.strictObject({ usernames: z.array(z.string()) });

/** Who is at a board, who is removed from it, who moderates it; for those who look after it. */
export function boardPeopleRoutes(people: BoardPeopleService): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/boards/:board/people',
      operationId: 'listPeople',
      summary: 'Who has the board open and who is removed from it; for moderators.',
      answers: { 200: { description: 'The people.', schema: PeopleHere } },
      personal: true,
      handle: async ({ params, session }) => ({ status: 200, body: await people.list(params.board!, session.actor) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/boards/:board/removed',
      operationId: 'removePerson',
      summary: 'Removes somebody for a day: they can read, but not post or change anything; for moderators.',
      body: NewRemoval,
      answers: {
        200: {
          description: 'How many of their events were hidden, and how many are still shown: ask again to hide these.',
          schema: z.strictObject({ hidden: z.int(), left: z.int() }),
        },
      },
      handle: async ({ params, body, session }) => ({
        status: 200,
        body: await people.remove(params.board!, body, session.actor),
      }),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/boards/:board/removed',
      operationId: 'letPersonIn',
      summary: 'Lets somebody post again; for moderators.',
      body: RemovalEnd,
      answers: { 204: { description: 'He can.' } },
      handle: async ({ params, body, session }) => {
        await people.letIn(params.board!, body.id, session.actor);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/boards/:board/moderators',
      operationId: 'listModerators',
      summary: 'Who moderates this board besides those who moderate all; for moderators.',
      answers: { 200: { description: 'Their names.', schema: Moderators } },
      personal: true,
      handle: async ({ params, session }) => ({
        status: 200,
        body: { usernames: await people.moderators(params.board!, session.actor) },
      }),
    }),
    defineRoute({
      method: 'put',
      path: '/api/boards/:board/moderators',
      operationId: 'setModerators',
      summary: 'Says who moderates this board; for its owner.',
      body: Moderators,
      answers: { 204: { description: 'They do, from now on and on every server.' } },
      handle: async ({ params, body, session }) => {
        await people.setModerators(params.board!, body.usernames, session.actor);
        return { status: 204 };
      },
    }),
  ];
}
