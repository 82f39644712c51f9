import bcrypt from 'bcrypt';
import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { busy } from '../../base/problem.ts';

/**
 * How passwords are stored: `hs256-bcrypt:$2b$12$…`. The part before the colon names the scheme, so that another can
 * follow; whoever logs in with an older one, or another cost, gets the present one.
 *
 * bcrypt reads 72 bytes and stops at a NUL, so it gets the HMAC of the password instead, which counts whole. The key is
 * no secret; it keeps the hashes of other sites' leaks from being tried here.
 */
const scheme = 'hs256-bcrypt:';
const hmacKey = 'community-board/password/1';

/** The tutorial's application stores bcrypt of the password itself. `$2y$` is PHP's name for the same. Costs that would take minutes are none. */
const plainBcrypt = /^\$2[aby]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}$/;

/** Logins wait for each other here. Beyond this many somebody would wait longer than a page does. */
const maxWaiting = 60;

export type HashingOptions = {
  /** bcrypt's cost: each step up takes twice as long. */
  cost: number;
  /** How many are worked on at a time; what serves the feed keeps a core for itself. */
  lanes?: number;
  maxWaiting?: number;
};

export type PasswordHashing = ReturnType<typeof createPasswordHashing>;

/** Whether something that is stored as a password is a hash of any kind that is known here. */
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
  /** Of no password: takes as long to compare with as any other. */
  const nobodys = `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;

  return {
    hash: async (password: string): Promise<string> =>
      scheme + (await queue.run(() => bcrypt.hash(digest(password), cost))),

    /** Whether the password is the stored one. A `null`, or what is no hash, takes as long as a wrong password. */
    verify: (password: string, stored: string | null): Promise<boolean> =>
      queue.run(async () => {
        if (stored?.startsWith(scheme) === true) return bcrypt.compare(digest(password), stored.slice(scheme.length));
        if (isUsableHash(stored)) return bcrypt.compare(password, stored.replace(/^\$2y/, '$2b'));
        await bcrypt.compare(digest(password), nobodys);
        return false;
      }),

    /** Whether it was made by another scheme or at another cost than would be used now. */
    isOutdated: (stored: string): boolean => !stored.startsWith(`${scheme}$2b$${String(cost).padStart(2, '0')}$`),
  };
}

function digest(password: string): string {
  return createHmac('sha256', hmacKey).update(password, 'utf8').digest('base64');
}

/** Runs so many pieces of work at a time, in the order in which they came, and lets only so many wait. */
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
      // The lane is handed over, not freed: nobody who comes at this moment slips in before those who wait.
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
