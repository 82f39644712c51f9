import type { Logger } from 'pino';
import { RunAgain } from '../../base/run-again.ts';
import type { UserRepository } from '../user-repository.ts';
import { accountKeys, foldName, readingsVersion } from './name-skeleton.ts';
import { isUsableHash } from '../passwords/password-hashing.ts';

type Options = {
  users: UserRepository;
  logger: Logger;
  /** The owner's name, from the settings. */ owner: string | null;
};

/**
 * Reserves the names of accounts that another program wrote, such as the tutorial's, so that nobody else signs up or
 * posts under them. Their people log in as before. Every server does this; the second one finds nothing to do.
 */
export class AccountAdopter {
  readonly #options: Options;
  readonly #work = new RunAgain(() => this.#takeAll());

  constructor(options: Options) {
    this.#options = options;
  }

  /** Looks for such accounts. Resolves when all that existed at the call have been adopted. */
  take(): Promise<void> {
    return this.#work.run();
  }

  async #takeAll(): Promise<void> {
    const { users, owner } = this.#options;
    await this.#claimNames();
    if (owner !== null) await users.appointOwner(foldName(owner));
  }

  async #claimNames(): Promise<void> {
    const { users, logger, owner } = this.#options;
    for (const { id, username, displayName, password } of await users.listUnclaimed(readingsVersion)) {
      const claimed = await users.claimName(id, accountKeys(username, displayName));
      if (!claimed)
        logger.warn({ user: id }, 'two accounts have names that read alike; log in to this one with its exact name');
      // The first account becomes the owner, if somebody can log in with it.
      else if (owner === null && isUsableHash(password) && (await users.noneYet())) await users.makeFirstOwner(id);
    }
  }
}
