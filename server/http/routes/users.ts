import { userCalls } from '../../../shared/api/users.ts';
import type { OwnerService } from '../../accounts/owner-service.ts';
import { implement, type Route } from '../route.ts';

export function userRoutes(owner: OwnerService): Route[] {
  return implement(userCalls, {
    'GET /api/users': async ({ query, session }) => ({
      status: 200,
      body: await owner.list(session.requireMember(), query),
    }),
    'PATCH /api/users/:username': async ({ params, receive, session }) => {
      owner.assertMayManage(session.requireMember());
      const change = await receive();
      return { status: 200, body: { user: await owner.setRole(session.requireMember(), params.username, change) } };
    },
    'POST /api/users/:username/reset-link': async ({ params, session }) => ({
      status: 201,
      body: await owner.createResetLink(session.requireMember(), params.username),
    }),
    'DELETE /api/users/:username': async ({ params, receive, session }) => {
      owner.assertMayManage(session.requireMember());
      const { events = 'keep' } = await receive();
      await owner.close(session.requireMember(), params.username, events);
      return { status: 204 };
    },
  });
}
