import type { Logger } from 'pino';
import { RunAgain } from '../../base/run-again.ts';
import type { UserRepository } from '../user-repository.ts';
import { foldName, nameKeys, readingsVersion } from './name-skeleton.ts';
import { isUsableHash } from '../passwords/password-hashing.ts';

type Options = {
  users: UserRepository;
  logger: Logger;
  /** The owner's name, from the settings. */ owner: string | null;
};

/**
 * Takes the accounts that another program wrote (the tutorial's, for one) under the rules of names, so that nobody
 * signs up or posts under them. Their people log in as ever. Each server does this; who comes second finds nothing to do.
 */
export class AccountAdopter {
  readonly #options: Options;
  readonly #work = new RunAgain(() => this.#takeAll());

  constructor(options: Options) {
    this.#options = options;
  }

  /** Looks for new ones; resolves when all that were there have been taken. */
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
    for (const { id, username, password } of await users.listUnclaimed(readingsVersion)) {
      const claimed = await users.claimName(id, nameKeys(username));
      if (!claimed)
        logger.warn({ user: id }, 'two accounts have names that read alike; log in to this one with its exact name');
      // The first account of all is the owner's, if somebody can log in with it.
      else if (owner === null && isUsableHash(password) && (await users.noneYet())) await users.makeFirstOwner(id);
    }
  }
}
