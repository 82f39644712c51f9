import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { getIronSession, type IronSession, type SessionOptions } from 'iron-session';
import type { Session } from '../../shared/session.ts';
import type { Author } from '../services/event-service.ts';

type CookieContent = { guest?: { id: string; name?: string } };

export type SessionCookieOptions = {
  /** Newest first: it seals; the others still open what they sealed. */
  secrets: readonly string[];
  /** Served over HTTPS: the cookie is `Secure` and bound to this very host by its `__Host-` name. */
  secure: boolean;
};

/** A guest is remembered for half a year after the last visit. */
const lifetimeSeconds = 180 * 24 * 60 * 60;

export function sessionOptions({ secrets, secure }: SessionCookieOptions): SessionOptions {
  return {
    cookieName: secure ? '__Host-board' : 'board',
    // iron-session seals with the highest id and opens with any.
    password: Object.fromEntries(secrets.map((secret, index) => [String(secrets.length - index), secret])),
    ttl: lifetimeSeconds,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  };
}

/** Who sent this request: a guest, by a sealed cookie that nobody else can make. */
export class RequestSession {
  readonly #cookie: IronSession<CookieContent>;

  private constructor(cookie: IronSession<CookieContent>) {
    this.#cookie = cookie;
  }

  static async open(request: Request, response: Response, options: SessionOptions): Promise<RequestSession> {
    return new RequestSession(await getIronSession<CookieContent>(request, response, options));
  }

  /** The answer of `GET /api/session`. */
  get view(): Session {
    const name = this.#cookie.guest?.name;
    return { user: null, guest: name === undefined ? null : { name } };
  }

  get author(): Author | null {
    const { guest } = this.#cookie;
    return guest?.name === undefined ? null : { key: `guest:${guest.id}`, role: null, name: guest.name, member: false };
  }

  /**
   * Gives a browser that has no cookie yet an identity without a name. A first post whose answer got lost can then
   * be sent again by the same person.
   */
  async identify(): Promise<void> {
    if (this.#cookie.guest === undefined) await this.#save({ id: randomUUID() });
  }

  /** The person goes by this name from now on. */
  async nameGuest(name: string): Promise<void> {
    const { guest } = this.#cookie;
    if (guest?.name !== name) await this.#save({ id: guest?.id ?? randomUUID(), name });
  }

  async #save(guest: { id: string; name?: string }): Promise<void> {
    this.#cookie.guest = guest;
    await this.#cookie.save();
  }
}
