import type { ChangePassword, DeleteAccount, EventsFate, LogIn, SignUp } from '../../shared/account.ts';
import type { ChangeAccount } from '../../shared/display-name.ts';
import type { FieldError } from '../../shared/problem.ts';
import type { EventRepository } from '../events/event-repository.ts';
import type { StoredAccount } from './user-document.ts';
import type { NameKeys, UserRepository } from './user-repository.ts';
import {
  invalidCredentials,
  invalidRequest,
  loginRequired,
  passwordResetRequired,
  ProblemError,
  usernameTaken,
  wrongPassword,
} from '../base/problem.ts';
import { accountKeys, foldName, mixesScripts, nameKeys, readingsOfWords } from './names/name-skeleton.ts';
import type { MemberNames } from './names/member-names.ts';
import { claimsRole, isReservedName } from './names/reserved-names.ts';
import { isUsableHash, type PasswordHashing } from './passwords/password-hashing.ts';
import { passwordProblems } from './passwords/password-policy.ts';
import type { SecurityLog } from '../base/security-log.ts';
import type { ResetLinks } from './reset-links/reset-links.ts';
import type { Member, Sessions } from './sessions.ts';

export type AccountService = ReturnType<typeof createAccountService>;

export type AccountDependencies = {
  users: UserRepository;
  events: EventRepository;
  sessions: Sessions;
  names: MemberNames;
  resetLinks: ResetLinks;
  hashing: PasswordHashing;
  log: SecurityLog;
  /** The owner's name, from the settings; null: the first account is the owner. */
  owner: string | null;
  deletePictures: (owner: string) => Promise<void>;
  boardTitle: () => Promise<string>;
  /** Has the events of this account shown with its display name. */
  renamed: (account: StoredAccount) => Promise<void>;
  clock?: () => Date;
};

/** Signing up, logging in, and what people do with their own accounts. */
export function createAccountService(dependencies: AccountDependencies) {
  const { users, sessions, names, hashing, log, owner, boardTitle, renamed, clock = () => new Date() } = dependencies;

  /** The first account becomes the owner, unless the settings name another. */
  async function becomesOwner({ folded }: NameKeys): Promise<boolean> {
    return owner === null ? users.noneYet() : folded === foldName(owner);
  }

  async function checkPassword(password: string, path: string, username: string): Promise<void> {
    const problems = passwordProblems(password, path, { username, boardTitle: await boardTitle() });
    if (problems.length > 0) throw invalidRequest(problems);
  }

  async function checkNameIsFree(name: string, keys: NameKeys): Promise<void> {
    // The owner can be called so.
    if (isReservedName(name) && !(await becomesOwner(keys)))
      throw usernameTaken(
        'The board has this word for somebody without an account, or for a role. Choose a different name.',
      );
    const taken = await users.someReadLike(keys, name);
    if (taken === 'same') throw usernameTaken();
    if (taken === 'alike') throw usernameTaken('This name looks like another member’s. Choose a different one.');
  }

  async function insert(name: string, password: string, keys: NameKeys): Promise<StoredAccount> {
    const user = { name, password, ...keys };
    const role = (await becomesOwner(keys)) ? 'owner' : 'member';
    const made = await users.insert({ ...user, role }, clock());
    // Somebody else signed up first, a moment ago.
    const account = made === 'owner_exists' ? await users.insert({ ...user, role: 'member' }, clock()) : made;
    if (account === 'name_taken' || account === 'owner_exists') throw usernameTaken();
    return account;
  }

  /** Replaces a hash of an older scheme or another cost, now that the password is known. */
  async function modernize(account: StoredAccount, password: string, address: string): Promise<void> {
    if (account.complete && !hashing.isOutdated(account.password!)) return;
    // If the queue is full, the next login does it.
    const hash = await hashing.hash(password, address).catch((error: unknown) => {
      if (error instanceof ProblemError && error.code === 'busy') return null;
      throw error;
    });
    if (hash !== null) await users.rehash(account, hash);
  }

  /** The member's account, if the password is right. If it is wrong, the refusal names its field. */
  async function confirm(
    { userId }: Member,
    password: string,
    address: string,
    wrong: FieldError,
  ): Promise<StoredAccount> {
    const account = await users.find(userId);
    if (account === null || account.closed) throw loginRequired();
    if (!(await hashing.verify(password, account.password, address))) throw wrongPassword(wrong);
    return account;
  }

  return {
    async signUp({ username, password }: SignUp, { address }: { address: string }): Promise<StoredAccount> {
      if (mixesScripts(username))
        throw invalidRequest([
          {
            path: 'username',
            message: 'Mixes letters of several scripts, which may look like another name. Use one script.',
          },
        ]);
      await checkPassword(password, 'password', username);
      const keys = nameKeys(username);
      await checkNameIsFree(username, keys);
      const account = await insert(username, await hashing.hash(password, address), keys);
      names.forget();
      log.record('user_created', { user: account.id, role: account.role });
      return account;
    },

    /** An unknown name takes as long as a wrong password. */
    async logIn({ username, password }: LogIn, { address }: { address: string }): Promise<StoredAccount> {
      const account = await users.findByName(username, foldName(username));
      const right = await hashing.verify(password, account?.password ?? null, address);
      if (account === null || account.closed) {
        log.record('authn_login_fail', { user: null, reason: 'no such account' });
        throw invalidCredentials();
      }
      if (!isUsableHash(account.password)) {
        log.record('authn_login_fail', { user: account.id, reason: 'password must be reset' });
        throw passwordResetRequired();
      }
      if (!right) {
        log.record('authn_login_fail', { user: account.id, reason: 'wrong password' });
        throw invalidCredentials();
      }
      await modernize(account, password, address);
      log.record('authn_login_success', { user: account.id });
      return account;
    },

    /** Ends all sessions of the account. Returns the changed account, for a new session. */
    async changePassword(
      member: Member,
      { current, next }: ChangePassword,
      { address }: { address: string },
    ): Promise<StoredAccount> {
      const account = await confirm(member, current, address, {
        path: 'current',
        message: 'The current password is wrong.',
      }).catch((error: unknown) => {
        log.record('authn_password_change_fail', { user: member.userId });
        throw error;
      });
      await checkPassword(next, 'next', account.username);
      const changed = await users.changePassword(account, await hashing.hash(next, address));
      if (changed === null) throw loginRequired('This account was changed from elsewhere just now. Log in again.');
      await sessions.clear(account.id);
      log.record('authn_password_change', { user: account.id });
      return changed;
    },

    /**
     * Sets the display name, and has the person's events shown with it. `admit` throws if that was too often: what is
     * refused here writes nothing, and does not count.
     */
    async change(
      { userId, username }: Member,
      { displayName }: ChangeAccount,
      admit: () => void,
    ): Promise<StoredAccount> {
      const refuse = (message: string): ProblemError => invalidRequest([{ path: 'displayName', message }]);
      if (displayName !== null) {
        if (mixesScripts(displayName))
          throw refuse('Mixes letters of several scripts, which may look like another name. Use one script.');
        if (claimsRole(displayName))
          throw refuse('The board has this word for somebody without an account, or for a role. Choose another name.');
        if (await users.someOtherReadsLike(userId, readingsOfWords(displayName)))
          throw refuse('Another member has this name or one that looks like it. Choose another.');
      }
      admit();
      const changed = await users.setDisplayName(userId, displayName, accountKeys(username, displayName));
      if (changed === 'name_taken') throw refuse('Another member has just taken such a name. Choose another.');
      if (changed === null) throw loginRequired();
      names.forget();
      sessions.invalidateAccount(userId);
      log.record('user_updated', { user: userId, what: 'display name' });
      await renamed(changed);
      return changed;
    },

    async logOutEverywhere({ userId }: Member): Promise<void> {
      await users.endSessions(userId);
      await sessions.clear(userId);
      log.record('session_ended', { user: userId, reason: 'logged out everywhere' });
    },

    async remove(
      member: Member,
      { password, events: fate = 'keep' }: DeleteAccount,
      { address }: { address: string },
    ): Promise<void> {
      const account = await confirm(member, password, address, {
        path: 'password',
        message: 'The password is wrong.',
      }).catch((error: unknown) => {
        log.record('authn_login_fail', { user: member.userId, reason: 'wrong password for deleting the account' });
        throw error;
      });
      await closeAccount(dependencies, account, fate);
      log.record('user_deleted', { user: account.id, events: fate });
    },
  };
}

/**
 * Closes an account and ends its sessions. While events stay under its name, or can be put back under it, the name
 * stays taken: a new account would pass for their author.
 */
export async function closeAccount(
  { users, events, deletePictures, sessions, clock = () => new Date() }: AccountDependencies,
  account: StoredAccount,
  fate: EventsFate,
): Promise<void> {
  const poster = `user:${account.id}`;
  // First, so that an interrupted deletion can be repeated; below once more, for what was posted meanwhile.
  if (fate === 'delete') await events.deleteOwned(poster, clock());
  await users.close(account.id, clock());
  await sessions.clear(account.id);
  if (fate === 'delete') {
    await events.deleteOwned(poster, clock());
    await deletePictures(poster);
  }
  if (!(await events.ownsAny(poster))) await users.remove(account.id);
}
