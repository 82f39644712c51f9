import type { OpenResetLink, ResetLinkOwner, ResetPassword } from '../../../shared/account.ts';
import { invalidRequest, resetLinkNotFound } from '../../base/problem.ts';
import type { AccountDependencies } from '../account-service.ts';
import { passwordProblems } from '../passwords/password-policy.ts';
import type { StoredAccount } from '../user-document.ts';
import type { OpenedLink } from './reset-links.ts';

export type PasswordReset = ReturnType<typeof createPasswordReset>;

/** What people do with a reset link that they were given. */
export function createPasswordReset({ users, sessions, resetLinks, hashing, log, boardTitle }: AccountDependencies) {
  async function opened(secret: string): Promise<OpenedLink> {
    const link = await resetLinks.open(secret);
    return link ?? refuse();
  }

  function refuse(): never {
    log.record('authn_password_change_fail', { user: null, reason: 'no such reset link' });
    throw resetLinkNotFound();
  }

  return {
    async open({ secret }: OpenResetLink): Promise<ResetLinkOwner> {
      const { account, expiresAt } = await opened(secret);
      return { username: account.username, expiresAt: expiresAt.toISOString() };
    },

    /** Ends all sessions of the account. Returns the changed account, for a new session. */
    async setPassword({ secret, next }: ResetPassword, { address }: { address: string }): Promise<StoredAccount> {
      const { account, createdBy } = await opened(secret);
      const { username } = account;
      const problems = passwordProblems(next, 'next', { username, boardTitle: await boardTitle() });
      if (problems.length > 0) throw invalidRequest(problems);
      const hash = await hashing.hash(next, address);
      // The account's generation decides; taking the link first makes that a newer link ends this one at once.
      const changed = (await resetLinks.take(secret)) ? await users.changePassword(account, hash) : null;
      if (changed === null) return refuse();
      await sessions.clear(account.id);
      log.record('authn_password_change', { user: account.id, link_by: createdBy });
      return changed;
    },
  };
}
