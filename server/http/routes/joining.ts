import { joinCalls } from '../../../shared/api/joining.ts';
import { JoinCode } from '../../../shared/board.ts';
import { boardNotFound, invalidRequest } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import { implement, type Route } from '../route.ts';

type JoiningOptions = { boards: BoardService; isMembersName: (name: string) => Promise<boolean> };

export function joinRoutes({ boards, isMembersName }: JoiningOptions): Route[] {
  return implement(joinCalls, {
    'GET /api/join/:code': async ({ params }) => {
      const code = JoinCode.safeParse(params.code.toUpperCase());
      if (!code.success) throw boardNotFound('A join code has five letters and digits. Check the projector.');
      return { status: 200, body: { board: await boards.findByCode(code.data) } };
    },
    'POST /api/guest': async ({ body: { name }, session }) => {
      if (session.member === null && (await isMembersName(name))) {
        throw invalidRequest([
          { path: 'name', message: 'A member has this name or one that looks like it. Choose another, or log in.' },
        ]);
      }
      await session.rememberGuest(name);
      return { status: 200, body: session.view };
    },
  });
}
