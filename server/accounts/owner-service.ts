import type { Account, ChangeRole, EventsFate, ResetLink } from '../../shared/account.ts';
import { EventId } from '../../shared/event.ts';
import type { PageQuery } from '../../shared/event-query.ts';
import { defaultListLimit } from '../../shared/list-rules.ts';
import { mayManageAccounts } from '../../shared/policies.ts';
import type { StoredAccount } from './user-document.ts';
import { forbidden, userNotFound, wrongCursor } from '../base/problem.ts';
import { closeAccount, type AccountDependencies } from './account-service.ts';
import { foldName } from './names/name-skeleton.ts';
import { isUsableHash } from './passwords/password-hashing.ts';
import type { Member } from './sessions.ts';

export type OwnerService = ReturnType<typeof createOwnerService>;

/** What the owner can do with other accounts. */
export function createOwnerService(dependencies: AccountDependencies) {
  const { users, sessions, resetLinks, log } = dependencies;

  function assertMayManage(member: Member): void {
    if (!mayManageAccounts(member)) throw forbidden('Only the owner of this board can manage accounts.');
  }

  /** Somebody else’s account. For their own, people use other calls, which ask for the password. */
  async function findOther(username: string, owner: Member): Promise<StoredAccount> {
    const account = await users.findByName(username, foldName(username));
    if (account === null || account.closed) throw userNotFound();
    if (account.id === owner.userId) throw forbidden('This is your own account. Change it on your account page.');
    return account;
  }

  return {
    assertMayManage,

    /** The accounts that are open, the oldest first. */
    async list(
      member: Member,
      { limit = defaultListLimit, after }: PageQuery,
    ): Promise<{ users: Account[]; next: string | null }> {
      assertMayManage(member);
      if (after !== undefined && !EventId.safeParse(after).success) throw wrongCursor();
      const page = await users.list(limit, after ?? null);
      return { users: page.accounts.map(accountOf), next: page.next };
    },

    async setRole(member: Member, username: string, { role }: ChangeRole): Promise<Account> {
      assertMayManage(member);
      const changed = await users.setRole((await findOther(username, member)).id, role);
      if (changed === null) throw userNotFound();
      sessions.invalidateAccount(changed.id);
      log.record('privilege_permissions_changed', { user: changed.id, role });
      return accountOf(changed);
    },

    /** Works for an account whose stored password cannot be used, too. */
    async createResetLink(member: Member, username: string): Promise<ResetLink> {
      assertMayManage(member);
      const account = await findOther(username, member);
      const link = await resetLinks.create(account, `user:${member.userId}`);
      await sessions.clear(account.id);
      log.record('authn_token_created', { user: account.id, what: 'reset link' });
      return link;
    },

    async close(member: Member, username: string, fate: EventsFate): Promise<void> {
      assertMayManage(member);
      const account = await findOther(username, member);
      await closeAccount(dependencies, account, fate);
      log.record('user_deleted', { user: account.id, events: fate });
    },
  };
}

function accountOf({ username, displayName, role, createdAt, password }: StoredAccount): Account {
  return { username, displayName, role, createdAt: createdAt.toISOString(), canLogIn: isUsableHash(password) };
}
