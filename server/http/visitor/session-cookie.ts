import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';
import { systemClock } from '../../../shared/clock.ts';
import type { Actor } from '../../../shared/policies.ts';
import type { Session, User } from '../../../shared/session.ts';
import type { StoredAccount } from '../../accounts/user-document.ts';
import { loginRequired, tooManyRequests } from '../../base/problem.ts';
import type { Author } from '../../events/posting.ts';
import type { Visitor } from '../../moderation/presence.ts';
import type { Member, Sessions } from '../../accounts/sessions.ts';
import { SealedCookie } from './sealed-cookie.ts';
import type { ServedSecurely } from './served-securely.ts';

/** `left`: the guests that the same browser was before. */
type Guest = { id: string; name?: string; accounts?: Used[]; left?: Used[] };

/** An account that was logged in to in this browser, or a guest. `leftAt` is null until it is logged out here. */
type Used = { id: string; leftAt: number | null };

export type SessionCookies = {
  /** Identifies somebody without an account. */
  guest: SealedCookie<{ guest?: Guest }>;
  /** Names the session of somebody who is logged in. The server can end the session. */
  session: SealedCookie<{ session?: string }>;
};

export type SessionCookieOptions = {
  /** Newest first. It seals; the others only open. */
  secrets: readonly string[];
  isSecure: ServedSecurely;
  sessionMaxMs: number;
};

/** Half a year after the last visit. */
const guestLifetimeSeconds = 180 * 24 * 60 * 60;

/**
 * So many accounts and guests use one browser within the time in which they count; one more is refused, since nobody may
 * be forgotten. Enough for a computer that a school shares, and few enough for a cookie, which has at most 4,096 bytes.
 */
const maxUsed = 35;
/**
 * As long as a removal lasts: nobody gets around one by logging out or by leaving, and the next class at a shared computer
 * is not meant.
 */
const countsMs = 24 * 60 * 60_000;

export function sessionCookies({ secrets, isSecure, sessionMaxMs }: SessionCookieOptions): SessionCookies {
  return {
    guest: new SealedCookie({ name: 'board', secrets, isSecure, lifetimeSeconds: guestLifetimeSeconds }),
    session: new SealedCookie({
      name: 'board-session',
      secrets,
      isSecure,
      lifetimeSeconds: Math.ceil(sessionMaxMs / 1000),
    }),
  };
}

/** Reads the cookies of a handshake: a session, which may have ended, and a guest with a name. */
export async function visitorIn(request: IncomingMessage, cookies: SessionCookies): Promise<Visitor> {
  const [session, guest] = await Promise.all([cookies.session.open(request), cookies.guest.open(request)]);
  const { id, name } = guest?.content.guest ?? {};
  return {
    sessionId: session?.content.session ?? null,
    guest: id === undefined || name === undefined ? null : { id: `guest:${id}`, name, member: false },
  };
}

/** The person whose cookies a request brings, for the log: `user:<id>` or `guest:<id>`; null without a cookie. */
export async function personIn(
  request: Request,
  cookies: SessionCookies,
  sessions: Pick<Sessions, 'peek'>,
): Promise<string | null> {
  const [session, guest] = await Promise.all([cookies.session.open(request), cookies.guest.open(request)]);
  const sessionId = session?.content.session;
  const member = sessionId === undefined ? null : await sessions.peek(sessionId);
  if (member !== null) return `user:${member.userId}`;
  const guestId = guest?.content.guest?.id;
  return guestId === undefined ? null : `guest:${guestId}`;
}

/** The sender of a request: a member, by a session that the server knows, or a guest. */
export class RequestSession {
  readonly #response: Response;
  readonly #cookies: SessionCookies;
  readonly #sessions: Sessions;
  /** Whether the request named a session that has ended. */
  #hasEnded: boolean;
  #guest: Guest | null;
  #member: Member | null;

  private constructor(
    response: Response,
    cookies: SessionCookies,
    sessions: Sessions,
    guest: Guest | null,
    member: Member | null,
    hasEnded: boolean,
  ) {
    this.#response = response;
    this.#cookies = cookies;
    this.#sessions = sessions;
    this.#guest = guest;
    this.#member = member;
    this.#hasEnded = hasEnded;
  }

  static async open(
    request: Request,
    response: Response,
    cookies: SessionCookies,
    sessions: Sessions,
  ): Promise<RequestSession> {
    const [guest, session] = await Promise.all([cookies.guest.open(request), cookies.session.open(request)]);
    const id = session?.content.session;
    const member = id === undefined ? null : await sessions.find(id);
    const hasEnded = member === null && cookies.session.isIn(request);
    if (hasEnded) cookies.session.clear(response);
    if (guest?.isOutdated === true) await cookies.guest.set(response, guest.content);
    if (member !== null && session?.isOutdated === true) await cookies.session.set(response, session.content);
    return new RequestSession(response, cookies, sessions, guest?.content.guest ?? null, member, hasEnded);
  }

  /**
   * Reads the session again, after the request has waited for something that takes as long as its sender likes: it may
   * have ended meanwhile, or the role may be another. The cookie stays, since the browser may have logged in again.
   */
  async refresh(): Promise<void> {
    if (this.#member === null) return;
    this.#member = await this.#sessions.find(this.#member.sessionId);
    this.#hasEnded = this.#member === null;
  }

  /** The answer of `GET /api/session`. */
  get view(): Session {
    if (this.#member !== null) return { user: userOf(this.#member), guest: null };
    const name = this.#guest?.name;
    return { user: null, guest: name === undefined ? null : { name } };
  }

  get member(): Member | null {
    return this.#member;
  }

  requireMember(): Member {
    return this.#member ?? this.#refuse();
  }

  /** The person as limits count them, whatever the address. Null without a cookie. */
  get person(): string | null {
    if (this.#member !== null) return `user:${this.#member.userId}`;
    return this.#guest === null ? null : `guest:${this.#guest.id}`;
  }

  /** Whether this is a guest without a name, who has never posted. */
  get isNewcomer(): boolean {
    return this.#member === null && this.#guest?.name === undefined;
  }

  /** The person, if known. */
  get author(): Author | null {
    if (this.#member !== null) return this.#memberAuthor(this.#member);
    return this.#guest?.name === undefined ? null : guestAuthor(this.#guest, this.#guest.name);
  }

  /** The person, also a guest without a name. */
  get reader(): Actor | null {
    return this.author ?? (this.#guest === null ? null : guestActor(this.#guest));
  }

  /**
   * The person, for a request that changes something. If their session has ended, which they may not know yet, it throws
   * instead of treating them as the guest that they were before.
   */
  get actor(): Author | null {
    if (this.#hasEnded) this.requireMember();
    return this.author;
  }

  /** The person whose events are asked for. Throws where a browser has posted nothing. */
  requireReader(): Actor {
    return this.actor ?? this.reader ?? this.#refuse();
  }

  /** The author of a post: a member, or a guest with the name of the request or of their last post. */
  poster(guestName: string | undefined): Author | null {
    if (this.#member !== null) return this.#memberAuthor(this.#member);
    if (guestName === undefined) return this.actor;
    this.#guest ??= { id: randomUUID() };
    return guestAuthor(this.#guest, guestName);
  }

  /**
   * Gives a browser without a cookie an identity without a name, so that the same person can send a first post again
   * if its answer got lost.
   */
  async identify(): Promise<void> {
    if (this.#guest === null) await this.#saveGuest({ id: randomUUID() });
  }

  /** Gives the guest this name. */
  async rememberGuest(name: string): Promise<void> {
    if (this.#member === null && this.#guest?.name !== name)
      await this.#saveGuest({ id: randomUUID(), ...this.#guest, name });
  }

  /**
   * Ends the guest: what they posted is nobody's from then on. A removal of them still reaches the next guest of this
   * browser. Throws `too_many_requests` where it cannot remember one more.
   */
  async leaveAsGuest(): Promise<void> {
    const before = this.#guest;
    if (this.#member !== null || before?.name === undefined) return;
    this.#requireRoom(
      [...accountsOf(before), ...leftBy(before)],
      'Too many people left in this browser today. Try again tomorrow.',
    );
    await this.#saveGuest({
      id: randomUUID(),
      accounts: accountsOf(before),
      left: [{ id: before.id, leftAt: systemClock.now() }, ...leftBy(before)],
    });
  }

  /**
   * Throws `too_many_requests` where so many accounts count as used in this browser that it cannot remember one more. For a
   * log-in to one of them there is always room.
   */
  requireRoomFor(account: { id: string } | null): void {
    const accounts = accountsOf(this.#guest);
    if (accounts.some(({ id }) => id === account?.id)) return;
    this.#requireRoom(
      [...accounts, ...leftBy(this.#guest)],
      'Too many accounts were used in this browser today. Log in to one of them, or try again tomorrow.',
    );
  }

  #requireRoom(used: Used[], detail: string): void {
    if (used.length < maxUsed) return;
    const now = systemClock.now();
    const firstEndsAt = Math.min(...used.map(({ leftAt }) => leftAt ?? now)) + countsMs;
    throw tooManyRequests(Math.ceil((firstEndsAt - now) / 1000), detail);
  }

  /** Starts a new session and ends the one that this browser had before. */
  async logIn(account: StoredAccount): Promise<void> {
    this.requireRoomFor(account);
    const before = this.#member;
    const id = await this.#sessions.begin(account);
    await this.#cookies.session.set(this.#response, { session: id });
    if (before !== null) await this.#sessions.end(before.sessionId);
    await this.#rememberAccount(account.id, null);
    this.#member = { sessionId: id, userId: account.id, ...userOf(account) };
  }

  async logOut(): Promise<Member | null> {
    const before = this.#member;
    if (before !== null) {
      await this.#sessions.end(before.sessionId);
      await this.#rememberAccount(before.userId, systemClock.now());
    }
    this.#cookies.session.clear(this.#response);
    this.#member = null;
    return before;
  }

  #refuse(): never {
    throw this.#hasEnded ? loginRequired('Your session has ended. Log in again.') : loginRequired();
  }

  #memberAuthor({ userId, username, displayName, role }: Member): Author {
    return {
      key: `user:${userId}`,
      guestKey: this.#guest === null ? null : guestKey(this.#guest),
      alsoUsed: alsoUsed(this.#guest),
      role,
      name: username,
      member: true,
      ...(displayName === null ? {} : { displayName }),
    };
  }

  /** Keeps in the guest's cookie that this account is or was used here, so that a removal of it reaches the guest. */
  async #rememberAccount(id: string, leftAt: number | null): Promise<void> {
    const now = systemClock.now();
    const others = accountsOf(this.#guest)
      .filter((account) => account.id !== id)
      .map((account) => ({ id: account.id, leftAt: account.leftAt ?? now }));
    await this.#saveGuest({ ...(this.#guest ?? { id: randomUUID() }), accounts: [{ id, leftAt }, ...others] });
  }

  async #saveGuest(guest: Guest): Promise<void> {
    this.#guest = guest;
    await this.#cookies.guest.set(this.#response, { guest });
  }
}

/** As pages show them. */
export function userOf({ username, displayName, role }: User): User {
  return { username, displayName, role };
}

function guestKey({ id }: Pick<Guest, 'id'>): string {
  return `guest:${id}`;
}

function guestActor(guest: Guest): Actor {
  return { key: guestKey(guest), alsoUsed: alsoUsed(guest), role: null };
}

function guestAuthor(guest: Guest, name: string): Author {
  return { ...guestActor(guest), name, member: false };
}

/** The accounts that count as used in this browser. */
function accountsOf(guest: Guest | null): Used[] {
  return lately(guest?.accounts);
}

/** The guests that count as having used this browser. */
function leftBy(guest: Guest | null): Used[] {
  return lately(guest?.left);
}

function lately(used: Used[] = []): Used[] {
  const since = systemClock.now() - countsMs;
  return used.filter(({ leftAt }) => leftAt === null || leftAt > since);
}

function alsoUsed(guest: Guest | null): string[] {
  return [...accountsOf(guest).map(({ id }) => `user:${id}`), ...leftBy(guest).map(guestKey)];
}
