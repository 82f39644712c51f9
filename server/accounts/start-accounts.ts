import type { Db } from 'mongodb';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { CollectionWatcher } from '../database/collection-watcher.ts';
import type { EventRepository } from '../events/event-repository.ts';
import type { AuthorRepository } from '../events/display-names/author-repository.ts';
import { AuthorRenamer } from '../events/display-names/author-renamer.ts';
import { createSessionRepository } from './session-repository.ts';
import { createUserRepository, type UserRepository } from './user-repository.ts';
import { createOwnerService, type OwnerService } from './owner-service.ts';
import { createAccountService, type AccountService } from './account-service.ts';
import { MemberNames } from './names/member-names.ts';
import { AccountAdopter } from './names/adopt-accounts.ts';
import { createPasswordHashing } from './passwords/password-hashing.ts';
import type { SecurityLog } from '../base/security-log.ts';
import { createPasswordReset, type PasswordReset } from './reset-links/password-reset.ts';
import { createResetLinkRepository } from './reset-links/reset-link-repository.ts';
import { createResetLinks } from './reset-links/reset-links.ts';
import { Sessions } from './sessions.ts';
import type { StoredAccount } from './user-document.ts';

type Options = {
  db: Db;
  logger: Logger;
  log: SecurityLog;
  config: Pick<Config, 'session' | 'owner' | 'bcryptCost'>;
  events: EventRepository;
  deletePictures: (owner: string) => Promise<void>;
  boardTitle: () => Promise<string>;
  /** Writes display names into events. */
  authors: AuthorRepository;
  /** Whether the change stream brings every change within moments. */
  isCurrent: () => boolean;
};

export type Accounts = {
  sessions: Sessions;
  users: UserRepository;
  isMembersName: (name: string) => Promise<boolean>;
  accounts: AccountService;
  management: OwnerService;
  passwordReset: PasswordReset;
  /** Whether the next account becomes the owner's. */
  noneYet: () => Promise<boolean>;
  renamer: { start: () => void; stop: () => Promise<void> };
  /** What to do when the collections `users` and `sessions` change. */
  watchers: CollectionWatcher[];
};

/** Creates everything for accounts and sessions, and adopts other programs' accounts. */
export async function startAccounts({
  db,
  logger,
  log,
  config,
  events,
  deletePictures,
  boardTitle,
  authors,
  isCurrent,
}: Options): Promise<Accounts> {
  const users = createUserRepository(db);
  const { owner, bcryptCost: cost, session: lifetimes } = config;
  const sessions = new Sessions({ sessions: createSessionRepository(db), users, lifetimes, log, logger, isCurrent });
  const names = new MemberNames({ users, isCurrent });
  const resetLinks = createResetLinks({ links: createResetLinkRepository(db), users });
  const hashing = createPasswordHashing({ cost });
  const renamer = new AuthorRenamer({ authors, accounts: users, logger });
  const renamed = (account: StoredAccount): Promise<void> => renamer.rename(account);
  const parts = {
    users,
    events,
    deletePictures,
    sessions,
    names,
    resetLinks,
    hashing,
    log,
    owner,
    boardTitle,
    renamed,
  };
  const others = new AccountAdopter({ users, logger, owner });
  await others.take();

  return {
    sessions,
    users,
    isMembersName: (name) => names.isTaken(name),
    accounts: createAccountService(parts),
    management: createOwnerService(parts),
    passwordReset: createPasswordReset(parts),
    renamer,
    noneYet: async () => owner === null && (await users.noneYet()),
    watchers: [
      {
        collection: 'users',
        changed({ id, operation, document }) {
          names.forget();
          sessions.invalidateAccount(id);
          if (operation === 'delete' || 'folded' in (document ?? {})) return;
          others
            .take()
            .catch((error: unknown) =>
              logger.warn(
                { err: error },
                'accounts of another program could not be taken over; the next start tries again',
              ),
            );
        },
        lost() {
          names.forget();
          sessions.forgetAll();
        },
      },
      {
        collection: 'sessions',
        changed({ id, operation }) {
          if (operation === 'delete') sessions.invalidateSession(id);
        },
        lost: () => sessions.forgetAll(),
      },
    ],
  };
}
