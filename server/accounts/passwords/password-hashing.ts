import bcrypt from 'bcrypt';
import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { busy } from '../../base/problem.ts';

/**
 * Passwords are stored as `hs256-bcrypt:$2b$12$…`. The part before the colon names the scheme, so that another scheme can
 * follow. A hash of an older scheme or another cost is replaced when its person logs in.
 *
 * bcrypt reads 72 bytes and stops at a NUL, so it gets the HMAC of the password instead, which depends on all of it. The
 * key is no secret; it makes hashes from other sites' leaks useless here.
 */
const scheme = 'hs256-bcrypt:';
const hmacKey = 'community-board/password/1';

/** Plain bcrypt, as the tutorial's application stores it; `$2y$` is PHP's name for it. Costs that would take minutes do not count. */
const plainBcrypt = /^\$2[aby]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}$/;

/** Hashes wait for each other. If more than this many waited, the last one would wait longer than a page does. */
const maxWaiting = 60;

export type HashingOptions = {
  /** bcrypt's cost. Each step takes twice as long. */
  cost: number;
  /** How many hashes are computed at a time. One core stays free for the feed. */
  lanes?: number;
  maxWaiting?: number;
};

export type PasswordHashing = ReturnType<typeof createPasswordHashing>;

/** Whether a stored password is a hash of a known kind. */
export function isUsableHash(stored: string | null): stored is string {
  return stored !== null && (stored.startsWith(scheme) || plainBcrypt.test(stored));
}

/** Hashes and verifies in a bounded queue. Throws `busy` (503) when it is full. */
export function createPasswordHashing({
  cost,
  lanes = Math.max(1, Math.min(3, availableParallelism() - 1)),
  maxWaiting: limit = maxWaiting,
}: HashingOptions) {
  const queue = new WorkQueue(lanes, limit);
  /** A hash of no password. Comparing with it takes as long as with any other. */
  const nobodys = `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;

  return {
    hash: async (password: string): Promise<string> =>
      scheme + (await queue.run(() => bcrypt.hash(digest(password), cost))),

    /** Whether this is the stored password. With `null`, or with something that is no hash, it takes as long as a wrong password. */
    verify: (password: string, stored: string | null): Promise<boolean> =>
      queue.run(async () => {
        if (stored?.startsWith(scheme) === true) return bcrypt.compare(digest(password), stored.slice(scheme.length));
        if (isUsableHash(stored)) return bcrypt.compare(password, stored.replace(/^\$2y/, '$2b'));
        await bcrypt.compare(digest(password), nobodys);
        return false;
      }),

    /** Whether the hash has another scheme or another cost than a new one would have. */
    isOutdated: (stored: string): boolean => !stored.startsWith(`${scheme}$2b$${String(cost).padStart(2, '0')}$`),
  };
}

function digest(password: string): string {
  return createHmac('sha256', hmacKey).update(password, 'utf8').digest('base64');
}

/** Runs a bounded number of tasks at a time, in the order in which they came, and lets a bounded number wait. */
export class WorkQueue {
  readonly #maxWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #freeLanes: number;

  constructor(lanes: number, limit: number) {
    this.#freeLanes = lanes;
    this.#maxWaiting = limit;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#freeLanes > 0) this.#freeLanes -= 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      // The lane is handed over, not freed: a task that comes at this moment cannot overtake those that wait.
      const next = this.#waiting.shift();
      if (next === undefined) this.#freeLanes += 1;
      else next();
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#maxWaiting) throw busy();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
