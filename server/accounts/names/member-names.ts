import { BoundedMap } from '../../../shared/bounded-map.ts';
import type { UserRepository } from '../user-repository.ts';
import { nameKeys } from './name-skeleton.ts';

type Options = {
  users: Pick<UserRepository, 'someReadLike'>;
  /** Whether the change stream reports every change within moments. While it does not, nothing cached here is used. */
  isCurrent: () => boolean;
};

/** More guests than post at one time. */
const maxKnown = 5_000;

/**
 * Every guest post checks its name against the accounts. This caches the names that are free: no member has them, nor a
 * name that reads like them. Any change of an account clears the cache.
 */
export class MemberNames {
  readonly #options: Options;
  readonly #free = new BoundedMap<string, true>(maxKnown);
  /** Grows with each change of an account. */
  #changes = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether a guest with this name would be taken for a member. */
  async isTaken(name: string): Promise<boolean> {
    if (this.#free.has(name) && this.#options.isCurrent()) return false;
    const changes = this.#changes;
    const isTaken = (await this.#options.users.someReadLike(nameKeys(name), name)) !== false;
    // An account that changed during the read may be newer than what was read.
    if (!isTaken && changes === this.#changes) this.#free.set(name, true);
    return isTaken;
  }

  /** Call this when an account was created, changed or removed, here or elsewhere. */
  forget(): void {
    this.#changes += 1;
    this.#free.clear();
  }
}
