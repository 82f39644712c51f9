import { joinCalls } from '../../../shared/api/joining.ts';
import { JoinCode } from '../../../shared/board.ts';
import { boardNotFound, invalidRequest } from '../../base/problem.ts';
import type { BoardService } from '../../boards/board-service.ts';
import type { RateLimits } from '../visitor/rate-limits.ts';
import { implement, type Route } from '../route.ts';

type JoiningOptions = { boards: BoardService; isMembersName: (name: string) => Promise<boolean>; limits: RateLimits };

export function joinRoutes({ boards, isMembersName, limits }: JoiningOptions): Route[] {
  return implement(joinCalls, {
    'GET /api/join/:code': async ({ params, caller }) => {
      const code = JoinCode.safeParse(params.code.toUpperCase());
      if (!code.success) throw boardNotFound('A join code has five letters and digits. Check the projector.');
      const wasRight = limits.joinCode(caller);
      const board = await boards.findByCode(code.data);
      wasRight();
      return { status: 200, body: { board } };
    },
    'POST /api/guest': async ({ receive, session, caller }) => {
      const { name } = await receive();
      if (session.member === null && (await isMembersName(name))) {
        throw invalidRequest([
          { path: 'name', message: 'A member has this name or one that looks like it. Choose another.' },
        ]);
      }
      if (session.isNewcomer) limits.newcomer(caller);
      await session.rememberGuest(name);
      return { status: 200, body: session.view };
    },
    'DELETE /api/guest': async ({ session }) => {
      await session.leaveAsGuest();
      return { status: 204 };
    },
  });
}
