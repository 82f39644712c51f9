import type { ChangeStreamDocument, Db } from 'mongodb';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { EventRepository } from '../events/event-repository.ts';
import { createSessionRepository } from './session-repository.ts';
import { createUserRepository, type UserRepository } from './user-repository.ts';
import { createOwnerService, type OwnerService } from './owner-service.ts';
import { createAccountService, type AccountService } from './account-service.ts';
import { MemberNames } from './names/member-names.ts';
import { AccountAdopter } from './names/adopt-accounts.ts';
import { createPasswordHashing } from './passwords/password-hashing.ts';
import type { SecurityLog } from '../base/security-log.ts';
import { Sessions } from './sessions.ts';

type Options = {
  db: Db;
  logger: Logger;
  log: SecurityLog;
  config: Pick<Config, 'session' | 'owner' | 'bcryptCost'>;
  events: EventRepository;
  boardTitle: () => Promise<string>;
  /** Whether the change stream tells of every change a moment later. */
  isCurrent: () => boolean;
};

export type Accounts = {
  sessions: Sessions;
  users: UserRepository;
  names: MemberNames;
  accounts: AccountService;
  management: OwnerService;
  /** What a change of each collection means here; for the feed's one change stream. */
  onChange: Record<'users' | 'sessions', (change: ChangeStreamDocument) => void>;
};

/** Puts together what knows of accounts and sessions. */
export async function startAccounts({
  db,
  logger,
  log,
  config,
  events,
  boardTitle,
  isCurrent,
}: Options): Promise<Accounts> {
  const users = createUserRepository(db);
  const { owner, bcryptCost: cost, session: lifetimes } = config;
  const sessions = new Sessions({ sessions: createSessionRepository(db), users, lifetimes, log, isCurrent });
  const names = new MemberNames({ users, isCurrent });
  const parts = { users, events, sessions, names, hashing: createPasswordHashing({ cost }), log, owner, boardTitle };
  const others = new AccountAdopter({ users, logger, owner });
  await others.take();

  return {
    sessions,
    users,
    names,
    accounts: createAccountService(parts),
    management: createOwnerService(parts),
    onChange: {
      users(change) {
        names.forget();
        if (!('documentKey' in change)) return changesDocuments(change) ? sessions.forgetAll() : undefined;
        sessions.invalidateAccount(String(change.documentKey._id));
        if (
          'fullDocument' in change &&
          change.fullDocument !== undefined &&
          !('folded' in (change.fullDocument ?? {}))
        ) {
          others
            .take()
            .catch((error: unknown) =>
              logger.warn(
                { err: error },
                'accounts of another program could not be taken over; the next start tries again',
              ),
            );
        }
      },
      sessions(change) {
        if (!('documentKey' in change)) return changesDocuments(change) ? sessions.forgetAll() : undefined;
        if (change.operationType === 'delete') sessions.invalidateSession(String(change.documentKey._id));
      },
    },
  };
}

/** The collection was dropped, renamed or replaced; other changes without a document are of indexes and options. */
function changesDocuments({ operationType }: ChangeStreamDocument): boolean {
  return (
    operationType === 'drop' ||
    operationType === 'rename' ||
    operationType === 'dropDatabase' ||
    operationType === 'invalidate'
  );
}
