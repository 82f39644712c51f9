import { userCalls } from '../../../shared/api/users.ts';
import type { OwnerService } from '../../accounts/owner-service.ts';
import { implement, type Route } from '../route.ts';

export function userRoutes(owner: OwnerService): Route[] {
  return implement(userCalls, {
    'GET /api/users': async ({ session }) => ({
      status: 200,
      body: { users: await owner.list(session.requireMember()) },
    }),
    'PATCH /api/users/:username': async ({ params, body, session }) => ({
      status: 200,
      body: { user: await owner.setRole(session.requireMember(), params.username, body) },
    }),
    'POST /api/users/:username/password': async ({ params, body, session, caller }) => {
      await owner.setPassword(session.requireMember(), params.username, body.next, caller.address);
      return { status: 204 };
    },
    'DELETE /api/users/:username': async ({ params, body, session }) => {
      await owner.close(session.requireMember(), params.username, body.events ?? 'keep');
      return { status: 204 };
    },
  });
}
