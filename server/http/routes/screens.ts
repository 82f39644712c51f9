import * as z from 'zod/mini';
import { Board, ScreenKey } from '../../../shared/board.ts';
import { boardNotFound } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import { defineRoute, type Route } from '../route.ts';

const OneBoard = z.strictObject({ board: Board });
const KeyOrNone = z.strictObject({ key: z.nullable(ScreenKey) });

/** The link by which a screen shows a board with nobody logged in; whoever moderates the board can take it back. */
export function screenRoutes({ boards }: { boards: BoardService }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/screens/:key',
      operationId: 'findBoardByScreen',
      summary: 'The board that a screen’s link leads to.',
      answers: { 200: { description: 'The board.', schema: OneBoard } },
      personal: true,
      handle: async ({ params }) => {
        const key = ScreenKey.safeParse(params.key);
        if (!key.success)
          throw boardNotFound('This is no screen’s link. Look at it once more: it ends in 22 letters and digits.');
        return { status: 200, body: { board: await boards.findByScreenKey(key.data) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/boards/:board/screen',
      operationId: 'getScreenKey',
      summary: 'The key of the link for the board’s screens; for moderators.',
      answers: { 200: { description: 'The key; null where there is no link.', schema: KeyOrNone } },
      personal: true,
      handle: async ({ params, session }) => ({
        status: 200,
        body: { key: await boards.screenKey(params.board!, session.actor) },
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/boards/:board/screen',
      operationId: 'renewScreenKey',
      summary:
        'Makes a link for the board’s screens; those of the link before show nothing from then on. For moderators.',
      answers: { 200: { description: 'The new key.', schema: KeyOrNone } },
      personal: true,
      handle: async ({ params, session }) => ({
        status: 200,
        body: { key: await boards.renewScreenKey(params.board!, session.actor) },
      }),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/boards/:board/screen',
      operationId: 'dropScreenKey',
      summary: 'Takes the link back: its screens show nothing from then on. For moderators.',
      answers: { 204: { description: 'There is none.' } },
      handle: async ({ params, session }) => {
        await boards.dropScreenKey(params.board!, session.actor);
        return { status: 204 };
      },
    }),
  ];
}
