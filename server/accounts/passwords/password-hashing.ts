import bcrypt from 'bcrypt';
import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { addressGroup } from '../../base/address-group.ts';
import { busy } from '../../base/problem.ts';
import { WorkQueue } from '../../base/work-queue.ts';

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

/**
 * Hashes wait for each other, and addresses take turns. If more than this many waited for one address, the last one
 * would wait longer than a page does. All together may be more, since a turn of each address comes soon.
 */
const maxWaiting = { each: 60, all: 600 };

export type HashingOptions = {
  /** bcrypt's cost. Each step takes twice as long. */
  cost: number;
  /** How many hashes are computed at a time. One core stays free for the feed. */
  lanes?: number;
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
}: HashingOptions) {
  const queue = new WorkQueue(lanes, maxWaiting, busy);
  /** A hash of no password. Comparing with it takes as long as with any other. */
  const nobodys = `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;

  return {
    /** `address` is that of the person who waits, here and below. */
    hash: async (password: string, address: string): Promise<string> =>
      scheme + (await queue.run(addressGroup(address), () => bcrypt.hash(digest(password), cost))),

    /** Whether this is the stored password. With `null`, or with something that is no hash, it takes as long as a wrong password. */
    verify: (password: string, stored: string | null, address: string): Promise<boolean> =>
      queue.run(addressGroup(address), async () => {
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
