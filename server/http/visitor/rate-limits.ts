import { foldName } from '../../accounts/names/name-skeleton.ts';
import { addressGroup } from '../../base/address-group.ts';
import type { Counting } from '../../events/event-access.ts';
import { TokenBucket, type TokenBucketRule } from './token-bucket.ts';
import { tooManyRequests, waitInWords } from '../../base/problem.ts';
import type { SecurityLog } from '../../base/security-log.ts';

export type RateLimitSettings = {
  /** How many changes a minute one person may make, and all people of one address together. */
  personPerMinute: number;
  addressPerMinute: number;
  /** How many bytes of events they may add in a day. */
  personDayBytes: number;
  addressDayBytes: number;
};

/** The sender of a request: an address and, with a cookie, the person, since a whole class can share an address. */
export type Caller = { address: string; person: string | null };

/** The sender of a post. A newcomer is a guest who has no name yet. */
export type Poster = Caller & { isGuest: boolean; isNewcomer: boolean };

/**
 * Forty pupils who sign up in one lesson stay well below this; somebody who creates accounts all day does not.
 */
const signUps: TokenBucketRule = { burst: 120, perMinute: 4 };
/** Of one person: as many as somebody needs who tries names, and few enough to write their events again each time. */
const renames: TokenBucketRule = { burst: 10, perMinute: 0.2 };

/**
 * Wrong passwords. For one account from one address: ten, then one a minute. That is 1,450 a day, and no account has a
 * common password. For one account from everywhere: more, so that others cannot easily lock somebody out. Across
 * accounts: enough for the typing mistakes of a class, too few to try a list of names.
 */
const guesses = {
  account: { burst: 10, perMinute: 1 },
  accountFromEverywhere: { burst: 60, perMinute: 5 },
  person: { burst: 20, perMinute: 2 },
  address: { burst: 60, perMinute: 5 },
} as const satisfies Record<string, TokenBucketRule>;

/**
 * Join codes that are not known. Three classes can ask at the same moment, and mistype; a code, one of millions, is not
 * found at this pace.
 */
const joinCodes: TokenBucketRule = { burst: 120, perMinute: 12 };

/**
 * Milliseconds of searching: a search takes about two for a thousand events. A class finds this much more than it needs,
 * and a program that searches all day takes a fifth of one core of the database.
 */
const searching: TokenBucketRule = { burst: 20_000, perMinute: 12_000 };

/**
 * Reset links that do not exist, such as those that have ended. Nobody finds one of 2^128 at any pace; this bounds the
 * work.
 */
const resetLinks: TokenBucketRule = { burst: 60, perMinute: 6 };

/**
 * Kilobytes of pictures that are stored. Four classes can each send a picture at once. What is sent and belongs to nothing is
 * deleted after an hour, so one address cannot fill a board with it.
 */
const pictures: TokenBucketRule = { burst: 60_000, perMinute: 1_000 };
/** What a picture counts at least, whatever became of it: it took some seconds of a core. */
const leastOfPicture = 200;

/**
 * Link previews that have to be drawn, each about a second of a core. Most are asked for by the servers of a few messengers,
 * for all of their people; what is drawn already does not count.
 */
const drawings: TokenBucketRule = { burst: 120, perMinute: 20 };

/**
 * Guests of one address together, since a program without a cookie is a new guest with each call. Several classes of
 * forty can join at once, and each of them can post a repeating event. Both grow with the limit for an address.
 */
const guests = {
  newcomers: { burst: 400, perMinute: 60 },
  /** Events after the first of a repeating one. */
  furtherDates: { burst: 1_000, perMinute: 100 },
} as const satisfies Record<string, TokenBucketRule>;
const usualPerAddress = 2_000;

const minutesOfDay = 24 * 60;

/** A refusal is logged once a minute for each address, so that nobody can flood the log. */
const notes: TokenBucketRule = { burst: 1, perMinute: 1 };

/** As many as may wait for a hash: see server/accounts/passwords/password-hashing.ts. */
const maxWaitingGuesses = 60;

/** The guesses of one address that are being checked, and those that wait for their outcome. */
type Checks = { running: number; waiting: (() => void)[] };

type Taken = { allowance: TokenBucket; key: string; count?: number };

/** Throws `too_many_requests` (429), with the time to wait, if somebody does something too often. */
export class RateLimits {
  readonly #log: SecurityLog;
  readonly #dayBytes: { person: TokenBucket; address: TokenBucket };
  readonly #writes: { person: TokenBucket; address: TokenBucket };
  readonly #guests: { newcomers: TokenBucket; furtherDates: TokenBucket };
  readonly #pictures: TokenBucket;
  readonly #drawings: TokenBucket;
  readonly #joinCodes = new TokenBucket(joinCodes);
  readonly #searching = new TokenBucket(searching);
  readonly #resetLinks = new TokenBucket(resetLinks);
  readonly #renames = new TokenBucket(renames);
  readonly #signUps = new TokenBucket(signUps);
  readonly #guesses = {
    account: new TokenBucket(guesses.account),
    accountFromEverywhere: new TokenBucket(guesses.accountFromEverywhere),
    person: new TokenBucket(guesses.person),
    address: new TokenBucket(guesses.address),
  };
  readonly #checks = new Map<string, Checks>();
  readonly #notes = new TokenBucket(notes);

  constructor(
    { personPerMinute, addressPerMinute, personDayBytes, addressDayBytes }: RateLimitSettings,
    log: SecurityLog,
  ) {
    this.#log = log;
    const aDay = (bytes: number): TokenBucket => new TokenBucket({ burst: bytes, perMinute: bytes / minutesOfDay });
    this.#dayBytes = { person: aDay(personDayBytes), address: aDay(addressDayBytes) };
    this.#writes = {
      person: new TokenBucket({ burst: personPerMinute * 2, perMinute: personPerMinute }),
      address: new TokenBucket({ burst: addressPerMinute * 2, perMinute: addressPerMinute }),
    };
    const scale = Math.max(1, addressPerMinute / usualPerAddress);
    const scaled = ({ burst, perMinute }: TokenBucketRule): TokenBucket =>
      new TokenBucket({ burst: burst * scale, perMinute: perMinute * scale });
    this.#pictures = scaled(pictures);
    this.#drawings = scaled(drawings);
    this.#guests = { newcomers: scaled(guests.newcomers), furtherDates: scaled(guests.furtherDates) };
  }

  /** For any call that may change something. */
  write(caller: Caller): void {
    this.#takeAll('write', caller.address, this.#written(caller, 1));
  }

  /**
   * For a call that changes several events, after the call itself was counted. When its write is tried again, only what is
   * more than before counts.
   */
  changes(caller: Caller): Counting {
    let counted = 1;
    const events = (count: number): void => {
      if (count <= counted) return;
      this.#takeAll('write', caller.address, this.#written(caller, count - counted));
      counted = count;
    };
    return { events, bytes: this.#added(caller) };
  }

  /** For a post, after the call itself was counted. */
  post({ address, person, isGuest, isNewcomer }: Poster): Counting {
    const key = addressGroup(address);
    const events = (count: number): void =>
      this.#takeAll('write', address, [
        ...(isNewcomer ? [{ allowance: this.#guests.newcomers, key }] : []),
        ...(isGuest ? [{ allowance: this.#guests.furtherDates, key, count: count - 1 }] : []),
        ...this.#written({ address, person }, count - 1),
      ]);
    return { events, bytes: this.#added({ address, person }) };
  }

  /** The bytes that a call adds. */
  #added({ address, person }: Caller): (bytes: number) => void {
    let counted = 0;
    return (bytes) => {
      if (bytes <= counted) return;
      const count = bytes - counted;
      const taken = [
        { allowance: this.#dayBytes.address, key: addressGroup(address), count },
        ...(person === null ? [] : [{ allowance: this.#dayBytes.person, key: person, count }]),
      ];
      this.#takeAll('bytes of a day', address, taken, 'So much was posted today that no more is taken for now.');
      counted = bytes;
    };
  }

  /** For a guest who takes a name before their first post. */
  newcomer({ address }: Caller): void {
    this.#takeAll('write', address, [{ allowance: this.#guests.newcomers, key: addressGroup(address) }]);
  }

  #written({ address, person }: Caller, count: number): Taken[] {
    return [
      { allowance: this.#writes.address, key: addressGroup(address), count },
      ...(person === null ? [] : [{ allowance: this.#writes.person, key: person, count }]),
    ];
  }

  /**
   * Call this before a join code is looked up, since many may be tried at once. Returns a function to call if the code
   * was right: then nothing is counted.
   */
  joinCode(caller: Caller): () => void {
    return this.#unlessRight('join code', caller, this.#joinCodes);
  }

  /** The same for the secret of a reset link. */
  resetLink(caller: Caller): () => void {
    return this.#unlessRight('reset link', caller, this.#resetLinks);
  }

  #unlessRight(what: string, { address }: Caller, allowance: TokenBucket): () => void {
    const key = addressGroup(address);
    this.#takeAll(what, address, [{ allowance, key }]);
    return () => allowance.giveBack(key);
  }

  /** Call this before a search, and what it returns with the milliseconds that the search took. */
  search({ address }: Caller): (tookMs: number) => void {
    const key = addressGroup(address);
    this.#takeAll('search', address, [{ allowance: this.#searching, key }]);
    return (tookMs) => this.#searching.charge(key, tookMs);
  }

  /** Call this before a picture is received, and what it returns with the bytes that were stored. */
  picture({ address }: Caller): (bytes: number) => void {
    const key = addressGroup(address);
    this.#takeAll('picture', address, [{ allowance: this.#pictures, key, count: leastOfPicture }]);
    return (bytes) => this.#pictures.charge(key, Math.max(0, bytes / 1024 - leastOfPicture));
  }

  /** Call this before a link preview is drawn. */
  drawing({ address }: Caller): void {
    this.#takeAll('link preview', address, [{ allowance: this.#drawings, key: addressGroup(address) }]);
  }

  /** Before a display name is changed: all events of the person are written again. */
  rename({ address, person }: Caller): void {
    if (person !== null) this.#takeAll('rename', address, [{ allowance: this.#renames, key: person }]);
  }

  signUp({ address }: Caller): void {
    this.#takeAll('sign up', address, [{ allowance: this.#signUps, key: addressGroup(address) }]);
  }

  /**
   * Call this before a password is checked, since many may be tried at once. Returns a function to call afterwards; if
   * the password was right, nothing is counted. While other guesses of the address are being checked, it waits for their
   * outcome before it refuses: fifty right passwords at once are no guessing.
   */
  async guess({ address, person }: Caller, username: string): Promise<(wasRight: boolean) => void> {
    const account = foldName(username);
    const group = addressGroup(address);
    const wanted: Taken[] = [
      { allowance: this.#guesses.account, key: `${group} ${account}` },
      { allowance: this.#guesses.accountFromEverywhere, key: account },
      { allowance: this.#guesses.address, key: group },
      ...(person === null ? [] : [{ allowance: this.#guesses.person, key: person }]),
    ];
    const checks = this.#checks.get(group) ?? { running: 0, waiting: [] };
    this.#checks.set(group, checks);
    let waitMs = this.#tryAll(wanted);
    while (waitMs > 0 && checks.running > 0 && checks.waiting.length < maxWaitingGuesses) {
      await new Promise<void>((resolve) => checks.waiting.push(resolve));
      waitMs = this.#tryAll(wanted);
    }
    if (waitMs > 0) {
      // The outcome that woke this guess does not help it; it may help another.
      checks.waiting.shift()?.();
      this.#forgetIdle(group, checks);
      this.#refuse('password', address, waitMs);
    }
    checks.running += 1;
    return (wasRight) => {
      if (wasRight) for (const { allowance, key } of wanted) allowance.giveBack(key);
      checks.running -= 1;
      checks.waiting.shift()?.();
      this.#forgetIdle(group, checks);
    };
  }

  #forgetIdle(group: string, { running, waiting }: Checks): void {
    if (running === 0 && waiting.length === 0) this.#checks.delete(group);
  }

  /** Takes from all of them or from none. Throws if one of them has nothing left. */
  #takeAll(what: string, address: string, all: Taken[], why?: string): void {
    const waitMs = this.#tryAll(all.filter(({ count }) => count !== 0));
    if (waitMs > 0) this.#refuse(what, address, waitMs, why);
  }

  /** Takes from all of them and returns 0, or from none and returns the ms to wait. */
  #tryAll(wanted: Taken[]): number {
    for (const [index, { allowance, key, count }] of wanted.entries()) {
      const waitMs = allowance.take(key, count);
      if (waitMs === 0) continue;
      for (const before of wanted.slice(0, index)) before.allowance.giveBack(before.key, before.count);
      return waitMs;
    }
    return 0;
  }

  #refuse(what: string, address: string, waitMs: number, why?: string): never {
    if (this.#notes.take(`${what} ${addressGroup(address)}`) === 0)
      this.#log.record('excess_rate_limit_exceeded', { what });
    const seconds = Math.ceil(waitMs / 1000);
    throw tooManyRequests(seconds, why && `${why} Please wait ${waitInWords(seconds)} and try again.`);
  }
}
