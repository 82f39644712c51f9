import { Session } from '../../../shared/session.ts';
import { defineRoute, type Route } from '../route.ts';

export function sessionRoutes(): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/session',
      operationId: 'getSession',
      summary: 'Who this browser is.',
      answers: { 200: { description: 'The session.', schema: Session } },
      personal: true,
      handle: async ({ session }) => {
        await session.identify();
        return { status: 200, body: session.view };
      },
    }),
  ];
}
