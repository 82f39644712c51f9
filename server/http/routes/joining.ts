import * as z from 'zod/mini';
import { Board, JoinCode } from '../../../shared/board.ts';
import { GuestName } from '../../../shared/presence.ts';
import { Session } from '../../../shared/session.ts';
import { boardNotFound, invalidRequest } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import { defineRoute, type Route } from '../route.ts';

type JoiningOptions = { boards: BoardService; isMembersName: (name: string) => Promise<boolean> };

const OneBoard = z.strictObject({ board: Board });

/** One scan, a name, and one is there. */
export function joinRoutes({ boards, isMembersName }: JoiningOptions): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/join/:code',
      operationId: 'findBoardByCode',
      summary: 'The board that a code leads to; small letters count as capitals.',
      answers: { 200: { description: 'The board.', schema: OneBoard } },
      personal: true,
      handle: async ({ params }) => {
        const code = JoinCode.safeParse(params.code?.toUpperCase());
        if (!code.success)
          throw boardNotFound('No board has a code like this. Look at the projector again: five letters and digits.');
        return { status: 200, body: { board: await boards.findByCode(code.data) } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/guest',
      operationId: 'nameGuest',
      summary: 'Says under which name a guest goes, before he posts.',
      body: GuestName,
      answers: { 200: { description: 'Who this browser is now.', schema: Session } },
      personal: true,
      handle: async ({ body: { name }, session }) => {
        if (session.member === null && (await isMembersName(name))) {
          throw invalidRequest([
            { path: 'name', message: 'A member has this name, or one that reads like it. Choose another, or log in.' },
          ]);
        }
        await session.rememberGuest(name);
        return { status: 200, body: session.view };
      },
    }),
  ];
}
