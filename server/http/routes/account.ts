import * as z from 'zod/mini';
import { ChangePassword, DeleteAccount, LogIn, SignUp } from '../../../shared/account.ts';
import { Session, User, type Role } from '../../../shared/session.ts';
import { ProblemError } from '../../base/problem.ts';
import type { AccountService } from '../../accounts/account-service.ts';
import type { SecurityLog } from '../../base/security-log.ts';
import type { Asker, RateLimits } from '../visitor/rate-limits.ts';
import { defineRoute, type Route, type RouteAnswer } from '../route.ts';

type AccountRoutesOptions = { accounts: AccountService; limits: RateLimits; log: SecurityLog };

const OneUser = z.strictObject({ user: User });

/** The calls about your own account and session. */
export function accountRoutes({ accounts, limits, log }: AccountRoutesOptions): Route[] {
  /** Does something that looks at a password; a wrong one counts against the guesser. */
  async function withPassword<T>(asker: Asker, username: string, work: () => Promise<T>): Promise<T> {
    const wasRight = limits.guess(asker, username);
    try {
      const result = await work();
      wasRight();
      return result;
    } catch (error) {
      if (!isWrongPassword(error)) wasRight();
      throw error;
    }
  }

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
    defineRoute({
      method: 'post',
      path: '/api/signup',
      operationId: 'signUp',
      summary: 'Makes an account and logs in.',
      body: SignUp,
      answers: { 201: { description: 'The account, with a session.', schema: OneUser } },
      personal: true,
      handle: async ({ body, session, asker }) => {
        limits.signUp(asker);
        const account = await accounts.signUp(body, asker);
        await session.logIn(account);
        return oneUser(account, 201);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/login',
      operationId: 'logIn',
      summary: 'Begins a session.',
      body: LogIn,
      answers: { 200: { description: 'Whose session it is.', schema: OneUser } },
      personal: true,
      handle: async ({ body, session, asker }) => {
        const account = await withPassword(asker, body.username, () => accounts.logIn(body, asker));
        await session.logIn(account);
        return oneUser(account, 200);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/logout',
      operationId: 'logOut',
      summary: 'Ends this session. Its cookie is worthless from then on, on every server.',
      answers: { 204: { description: 'It is over, if there was one.' } },
      personal: true,
      handle: async ({ session }) => {
        const member = await session.logOut();
        if (member !== null) log.record('session_ended', { user: member.userId, reason: 'logged out' });
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/logout-everywhere',
      operationId: 'logOutEverywhere',
      summary: 'Ends all sessions of this account, this one too.',
      answers: { 204: { description: 'They are over.' } },
      personal: true,
      handle: async ({ session }) => {
        await accounts.logOutEverywhere(session.requireMember());
        await session.logOut();
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/password',
      operationId: 'changePassword',
      summary: 'Changes the password. All sessions of the account end; this browser gets a new one.',
      body: ChangePassword,
      answers: { 204: { description: 'It is changed.' } },
      personal: true,
      handle: async ({ body, session, asker }) => {
        const member = session.requireMember();
        const account = await withPassword(asker, member.username, () => accounts.changePassword(member, body, asker));
        await session.logIn(account);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/account',
      operationId: 'deleteAccount',
      summary: 'Closes this account. Its events stay under its name, which nobody else can take then, or go with it.',
      body: DeleteAccount,
      answers: { 204: { description: 'It is closed.' } },
      personal: true,
      handle: async ({ body, session, asker }) => {
        const member = session.requireMember();
        await withPassword(asker, member.username, () => accounts.remove(member, body, asker));
        await session.logOut();
        return { status: 204 };
      },
    }),
  ];
}

function oneUser({ username, role }: { username: string; role: Role }, status: number): RouteAnswer {
  return { status, body: { user: { username, role } } };
}

function isWrongPassword(error: unknown): boolean {
  return (
    error instanceof ProblemError && (error.code === 'invalid_credentials' || error.code === 'password_reset_required')
  );
}
