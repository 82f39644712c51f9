import { BoundedMap } from '../../../shared/bounded-map.ts';
import type { UserRepository } from '../user-repository.ts';
import { nameKeys } from './name-skeleton.ts';

type Options = {
  users: Pick<UserRepository, 'someReadLike'>;
  /** Whether the change stream tells of every change a moment later. While it does not, nothing that is known here is believed. */
  isCurrent: () => boolean;
};

/** More guests than post at the same time. */
const maxKnown = 5_000;

/**
 * Which names no member has, nor one that reads like them: who posts as a guest is asked about the same name each time.
 * Only that a name is free is remembered, until any account changes.
 */
export class MemberNames {
  readonly #options: Options;
  readonly #free = new BoundedMap<string, true>(maxKnown);
  /** Grows with each change of an account. */
  #changes = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether a guest who went by this name would be taken for a member. */
  async isTaken(name: string): Promise<boolean> {
    if (this.#free.has(name) && this.#options.isCurrent()) return false;
    const changes = this.#changes;
    const isTaken = (await this.#options.users.someReadLike(nameKeys(name), name)) !== false;
    // What was told meanwhile may be newer than what was read.
    if (!isTaken && changes === this.#changes) this.#free.set(name, true);
    return isTaken;
  }

  /** An account was made, changed or removed, here or elsewhere. */
  forget(): void {
    this.#changes += 1;
    this.#free.clear();
  }
}
