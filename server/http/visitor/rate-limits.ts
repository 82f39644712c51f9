import { foldName } from '../../accounts/names/name-skeleton.ts';
import { TokenBucket, type TokenBucketRule } from './token-bucket.ts';
import { tooManyRequests } from '../../base/problem.ts';
import type { SecurityLog } from '../../base/security-log.ts';
import { addressGroup } from './client-address.ts';

export type RateLimitSettings = {
  /** What one person may change in a minute, and what all of one address may. */
  personPerMinute: number;
  addressPerMinute: number;
};

/** Who asks: an address, and where there is a cookie the person, since a whole class comes from one address. */
export type Asker = { address: string; person: string | null };

/**
 * Forty pupils who sign up in one lesson are well below these; somebody who makes accounts all day is not.
 */
const signUps: TokenBucketRule = { burst: 120, perMinute: 4 };

/**
 * Wrong passwords. One account from one address: ten, then one a minute, so 1,450 a day, of which none is a common
 * password. One account from everywhere: more, so that others cannot easily lock somebody out. Across accounts: what a
 * class mistypes in a lesson, but no list of names.
 */
const guesses = {
  account: { burst: 10, perMinute: 1 },
  accountFromEverywhere: { burst: 60, perMinute: 5 },
  person: { burst: 20, perMinute: 2 },
  address: { burst: 60, perMinute: 5 },
} as const satisfies Record<string, TokenBucketRule>;

/** A refusal is logged once a minute for each address, lest the log be flooded too. */
const notes: TokenBucketRule = { burst: 1, perMinute: 1 };

type Taken = { allowance: TokenBucket; key: string; count?: number };

/** Throws `too_many_requests` (429) with the time to wait where somebody does something too often. */
export class RateLimits {
  readonly #log: SecurityLog;
  readonly #writes: { person: TokenBucket; address: TokenBucket };
  readonly #signUps = new TokenBucket(signUps);
  readonly #guesses = {
    account: new TokenBucket(guesses.account),
    accountFromEverywhere: new TokenBucket(guesses.accountFromEverywhere),
    person: new TokenBucket(guesses.person),
    address: new TokenBucket(guesses.address),
  };
  readonly #notes = new TokenBucket(notes);

  constructor({ personPerMinute, addressPerMinute }: RateLimitSettings, log: SecurityLog) {
    this.#log = log;
    this.#writes = {
      person: new TokenBucket({ burst: personPerMinute * 2, perMinute: personPerMinute }),
      address: new TokenBucket({ burst: addressPerMinute * 2, perMinute: addressPerMinute }),
    };
  }

  /** Any call that may change something; one that changes more than one thing counts as many. */
  write({ address, person }: Asker, count = 1): void {
    if (count === 0) return;
    this.#takeAll('write', address, [
      { allowance: this.#writes.address, key: addressGroup(address), count },
      ...(person === null ? [] : [{ allowance: this.#writes.person, key: person, count }]),
    ]);
  }

  signUp({ address }: Asker): void {
    this.#takeAll('sign up', address, [{ allowance: this.#signUps, key: addressGroup(address) }]);
  }

  /**
   * Before a password is looked at, since many may be tried at once. Answers what to call when it was right: then
   * nothing is counted.
   */
  guess({ address, person }: Asker, username: string): () => void {
    const account = foldName(username);
    const group = addressGroup(address);
    const taken = this.#takeAll('password', address, [
      { allowance: this.#guesses.account, key: `${group} ${account}` },
      { allowance: this.#guesses.accountFromEverywhere, key: account },
      { allowance: this.#guesses.address, key: group },
      ...(person === null ? [] : [{ allowance: this.#guesses.person, key: person }]),
    ]);
    return () => {
      for (const { allowance, key } of taken) allowance.giveBack(key);
    };
  }

  /** All or none. */
  #takeAll(what: string, address: string, wanted: Taken[]): Taken[] {
    for (const [index, { allowance, key, count }] of wanted.entries()) {
      const waitMs = allowance.take(key, count);
      if (waitMs === 0) continue;
      for (const before of wanted.slice(0, index)) before.allowance.giveBack(before.key, before.count);
      if (this.#notes.take(`${what} ${address}`) === 0)
        this.#log.record('excess_rate_limit_exceeded', { what, address });
      throw tooManyRequests(Math.ceil(waitMs / 1000));
    }
    return wanted;
  }
}
