import * as z from 'zod/mini';
import { Account, ChangeRole, CloseAccount, SetPassword } from '../../../shared/account.ts';
import type { OwnerService } from '../../accounts/owner-service.ts';
import { defineRoute, type Route } from '../route.ts';

/** What the owner does with the accounts of others. */
export function userRoutes(management: OwnerService): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/users',
      operationId: 'listUsers',
      summary: 'All accounts, the oldest first. For the owner.',
      answers: { 200: { description: 'The accounts.', schema: z.strictObject({ users: z.array(Account) }) } },
      personal: true,
      handle: async ({ session }) => ({ status: 200, body: { users: await management.list(session.requireMember()) } }),
    }),
    defineRoute({
      method: 'patch',
      path: '/api/users/:username',
      operationId: 'changeRole',
      summary: 'Makes somebody a moderator, or a member again. For the owner.',
      body: ChangeRole,
      answers: { 200: { description: 'The account as it is now.', schema: z.strictObject({ user: Account }) } },
      personal: true,
      handle: async ({ params, body, session }) => ({
        status: 200,
        body: { user: await management.setRole(session.requireMember(), params.username!, body) },
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/users/:username/password',
      operationId: 'setPassword',
      summary: 'Sets a new password for somebody and ends all sessions of that account. For the owner.',
      body: SetPassword,
      answers: { 204: { description: 'It is set.' } },
      personal: true,
      handle: async ({ params, body, session }) => {
        await management.setPassword(session.requireMember(), params.username!, body.next);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/users/:username',
      operationId: 'closeAccount',
      summary: 'Closes somebody’s account; its events stay under its name, or go with it. For the owner.',
      body: CloseAccount,
      answers: { 204: { description: 'It is closed.' } },
      personal: true,
      handle: async ({ params, body, session }) => {
        await management.close(session.requireMember(), params.username!, body.events ?? 'keep');
        return { status: 204 };
      },
    }),
  ];
}
