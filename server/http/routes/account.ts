import { accountCalls } from '../../../shared/api/account.ts';
import type { User } from '../../../shared/session.ts';
import { ProblemError } from '../../base/problem.ts';
import type { AccountService } from '../../accounts/account-service.ts';
import type { PasswordReset } from '../../accounts/reset-links/password-reset.ts';
import type { SecurityLog } from '../../base/security-log.ts';
import { userOf } from '../visitor/session-cookie.ts';
import type { Caller, RateLimits } from '../visitor/rate-limits.ts';
import { implement, type Route } from '../route.ts';

type AccountRoutesOptions = {
  accounts: AccountService;
  passwordReset: PasswordReset;
  limits: RateLimits;
  log: SecurityLog;
};

export function accountRoutes({ accounts, passwordReset, limits, log }: AccountRoutesOptions): Route[] {
  /** Does something that checks a password. A wrong password counts against the person who tries it. */
  async function withPassword<T>(caller: Caller, username: string, work: () => Promise<T>): Promise<T> {
    const settle = await limits.guess(caller, username);
    try {
      const result = await work();
      settle(true);
      return result;
    } catch (error) {
      settle(!isWrongPassword(error));
      throw error;
    }
  }

  /** Does something with a reset link. One that does not exist counts as a guess. */
  async function withResetLink<T>(caller: Caller, work: () => Promise<T>): Promise<T> {
    const wasRight = limits.resetLink(caller);
    try {
      const result = await work();
      wasRight();
      return result;
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'reset_link_not_found')) wasRight();
      throw error;
    }
  }

  return implement(accountCalls, {
    'GET /api/session': async ({ session }) => {
      await session.identify();
      return { status: 200, body: session.view };
    },
    'POST /api/signup': async ({ receive, session, caller }) => {
      session.requireRoomFor(null);
      limits.signUp(caller);
      const account = await accounts.signUp(await receive(), caller);
      await session.logIn(account);
      return { status: 201, body: oneUser(account) };
    },
    'POST /api/login': async ({ receive, session, caller }) => {
      const body = await receive();
      const account = await withPassword(caller, body.username, () => accounts.logIn(body, caller));
      await session.logIn(account);
      return { status: 200, body: oneUser(account) };
    },
    'POST /api/logout': async ({ session }) => {
      const member = await session.logOut();
      if (member !== null) log.record('session_ended', { user: member.userId, reason: 'logged out' });
      return { status: 204 };
    },
    'POST /api/logout-everywhere': async ({ session }) => {
      await accounts.logOutEverywhere(session.requireMember());
      await session.logOut();
      return { status: 204 };
    },
    'POST /api/password': async ({ receive, session, caller }) => {
      session.requireMember();
      const body = await receive();
      const member = session.requireMember();
      const account = await withPassword(caller, member.username, () => accounts.changePassword(member, body, caller));
      await session.logIn(account);
      return { status: 204 };
    },
    'PATCH /api/account': async ({ receive, session, caller }) => {
      session.requireMember();
      const change = await receive();
      const member = session.requireMember();
      return { status: 200, body: oneUser(await accounts.change(member, change, () => limits.rename(caller))) };
    },
    'POST /api/reset-link': async ({ receive, caller }) => ({
      status: 200,
      body: await withResetLink(caller, async () => passwordReset.open(await receive())),
    }),
    'POST /api/reset-password': async ({ receive, session, caller }) => {
      session.requireRoomFor(null);
      const account = await withResetLink(caller, async () => passwordReset.setPassword(await receive(), caller));
      await session.logIn(account);
      return { status: 200, body: oneUser(account) };
    },
    'DELETE /api/account': async ({ receive, session, caller }) => {
      session.requireMember();
      const body = await receive();
      const member = session.requireMember();
      await withPassword(caller, member.username, () => accounts.remove(member, body, caller));
      await session.logOut();
      return { status: 204 };
    },
  });
}

function oneUser(account: User): { user: User } {
  return { user: userOf(account) };
}

function isWrongPassword(error: unknown): boolean {
  return (
    error instanceof ProblemError && (error.code === 'invalid_credentials' || error.code === 'password_reset_required')
  );
}
