import { randomBytes } from 'node:crypto';
import { ObjectId } from 'mongodb';
import type { Logger } from 'pino';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { Observable } from '../../shared/observable.ts';
import type { Role } from '../../shared/session.ts';
import type { SessionDocument, SessionRepository } from './session-repository.ts';
import type { StoredAccount } from './user-document.ts';
import type { UserRepository } from './user-repository.ts';
import type { SessionLifetimes } from '../config/config.ts';
import type { SecurityLog } from '../base/security-log.ts';

/** Somebody who is logged in. */
export type Member = { sessionId: string; userId: string; username: string; displayName: string | null; role: Role };

export type SessionListener = {
  /** This session has ended. */
  ended(sessionId: string): void;
  /** This account changed; with null, any account may have. Ask `find` again. */
  accountChanged(userId: string | null): void;
};

type Options = {
  sessions: SessionRepository;
  users: UserRepository;
  lifetimes: SessionLifetimes;
  log: SecurityLog;
  logger: Logger;
  /** Whether the change stream reports every change within moments. While it does not, nothing cached here is used. */
  isCurrent: () => boolean;
  clock?: () => Date;
};

type Known = { member: Member; createdAtMs: number; usedAtMs: number; storedUsedAtMs: number };
type Load = { result: Promise<Known | null>; outdated: boolean };

/** How many sessions are cached, each from its first request on. */
const maxKnown = 20_000;
/** More devices than a person has. */
const maxSessionsPerAccount = 50;
/** A session's use is stored at most this often, or ten times in its idle time. */
const longestTouchMs = 10 * 60_000;

/**
 * The sessions of people who are logged in. A cookie only names a session, so the server can end it: when somebody logs
 * out, changes the password or closes the account. The change stream tells every server, which drops it from its cache.
 */
export class Sessions {
  readonly #options: Options;
  readonly #clock: () => Date;
  readonly #touchMs: number;
  readonly #known = new BoundedMap<string, Known>(maxKnown);
  readonly #loading = new Map<string, Load>();
  readonly #ended = new Observable<string>();
  readonly #accountChanges = new Observable<string | null>();

  constructor(options: Options) {
    this.#options = options;
    this.#clock = options.clock ?? (() => new Date());
    this.#touchMs = Math.min(longestTouchMs, options.lifetimes.idleMs / 10);
  }

  /** Begins a session for an account whose password was just verified. Returns the session's id. */
  async begin(account: StoredAccount): Promise<string> {
    const now = this.#clock();
    // 192 bits. The cookie that holds it is sealed, too.
    const id = randomBytes(24).toString('base64url');
    await this.#options.sessions.insert({
      _id: id,
      user: new ObjectId(account.id),
      generation: account.generation,
      createdAt: now,
      usedAt: now,
      expiresAt: this.#expiry(now.getTime(), now.getTime()),
    });
    await this.#options.sessions.keepLatest(account.id, maxSessionsPerAccount);
    this.#options.log.record('session_created', { user: account.id });
    return id;
  }

  /** The member of this session; null if it has ended. Counts as use of it. Reads the database only if it is not cached. */
  async find(id: string): Promise<Member | null> {
    const known = await this.#get(id);
    if (known === null) return null;
    known.usedAtMs = this.#clock().getTime();
    if (known.usedAtMs - known.storedUsedAtMs > this.#touchMs) void this.#touch(id, known);
    return known.member;
  }

  /** The same, without counting as use. */
  async peek(id: string): Promise<Member | null> {
    return (await this.#get(id))?.member ?? null;
  }

  /** Ends one session: here at once, on other servers when the stream tells them. */
  async end(id: string): Promise<void> {
    await this.#options.sessions.delete(id);
    this.#over(id);
  }

  /** Removes the sessions of an account whose generation has grown. They have ended already. */
  async clear(userId: string, except: string | null = null): Promise<void> {
    this.invalidateAccount(userId);
    await this.#options.sessions.deleteOf(userId, except);
  }

  /** The stream reported that this session was deleted. */
  invalidateSession(id: string): void {
    this.#over(id);
  }

  /** The stream reported a change of this account. */
  invalidateAccount(userId: string): void {
    // Sessions that are being read may belong to this account.
    this.#outdateLoads([...this.#loading.keys()]);
    for (const [id, { member }] of this.#known) if (member.userId === userId) this.#known.delete(id);
    this.#accountChanges.notify(userId);
  }

  /** Anything may have changed. */
  forgetAll(): void {
    this.#outdateLoads([...this.#loading.keys()]);
    this.#known.clear();
    this.#accountChanges.notify(null);
  }

  listen(listener: SessionListener): () => void {
    const ends = [
      this.#ended.subscribe((sessionId) => listener.ended(sessionId)),
      this.#accountChanges.subscribe((userId) => listener.accountChanged(userId)),
    ];
    return () => ends.forEach((end) => end());
  }

  async #get(id: string): Promise<Known | null> {
    const known = this.#known.get(id);
    // Another server may have seen it in use since then, so the database decides.
    if (known !== undefined && this.#options.isCurrent() && this.#isAlive(known)) return known;
    return this.#load(id);
  }

  #load(id: string): Promise<Known | null> {
    const underWay = this.#loading.get(id);
    if (underWay !== undefined) return underWay.result;
    const load: Load = { outdated: false, result: Promise.resolve(null) };
    load.result = this.#read(id)
      .then((known) => {
        // A change during the read may be newer than what was read: use it this once, and read again next time.
        if (known !== null && !load.outdated) this.#known.set(id, known);
        return known;
      })
      .finally(() => {
        if (this.#loading.get(id) === load) this.#loading.delete(id);
      });
    this.#loading.set(id, load);
    return load.result;
  }

  async #read(id: string): Promise<Known | null> {
    const { sessions, users, log } = this.#options;
    const session = await sessions.find(id);
    if (session === null) return null;
    const account = await users.find(session.user.toHexString());
    const known = account === null ? null : knownOf(session, account);
    if (
      known === null ||
      account?.closed !== false ||
      account.generation !== session.generation ||
      !this.#isAlive(known)
    ) {
      if (known !== null && !this.#isAlive(known)) log.record('session_expired', { user: known.member.userId });
      await sessions.delete(id);
      return null;
    }
    return known;
  }

  /** Nobody waits for this. If it fails, the next use tries again. */
  async #touch(id: string, known: Known): Promise<void> {
    const storedUsedAtMs = known.storedUsedAtMs;
    known.storedUsedAtMs = known.usedAtMs;
    try {
      const there = await this.#options.sessions.touch(
        id,
        new Date(known.usedAtMs),
        this.#expiry(known.createdAtMs, known.usedAtMs),
      );
      if (!there) this.#over(id);
    } catch (error) {
      known.storedUsedAtMs = storedUsedAtMs;
      this.#options.logger.warn({ err: error }, 'a session’s last use could not be stored; its next use tries again');
    }
  }

  #over(id: string): void {
    this.#known.delete(id);
    this.#outdateLoads([id]);
    this.#ended.notify(id);
  }

  #outdateLoads(ids: string[]): void {
    for (const id of ids) {
      const load = this.#loading.get(id);
      if (load !== undefined) load.outdated = true;
      this.#loading.delete(id);
    }
  }

  #isAlive({ createdAtMs, usedAtMs }: Known): boolean {
    return this.#clock() < this.#expiry(createdAtMs, usedAtMs);
  }

  #expiry(createdAtMs: number, usedAtMs: number): Date {
    const { idleMs, maxMs } = this.#options.lifetimes;
    return new Date(Math.min(createdAtMs + maxMs, usedAtMs + idleMs));
  }
}

function knownOf(
  { _id, createdAt, usedAt }: SessionDocument,
  { id, username, displayName, role }: StoredAccount,
): Known {
  const usedAtMs = usedAt.getTime();
  return {
    member: { sessionId: _id, userId: id, username, displayName, role },
    createdAtMs: createdAt.getTime(),
    usedAtMs,
    storedUsedAtMs: usedAtMs,
  };
}
