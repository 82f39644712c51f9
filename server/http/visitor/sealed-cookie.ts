import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import { sealData, unsealData } from 'iron-session';
import { BoundedMap } from '../../../shared/bounded-map.ts';
import type { ServedSecurely } from './served-securely.ts';

export type SealedCookieOptions = {
  name: string;
  /** Newest first. It seals; the others only open. */
  secrets: readonly string[];
  /** Over HTTPS the cookie is `Secure`, and its `__Host-` name binds it to this host. */
  isSecure: ServedSecurely;
  lifetimeSeconds: number;
};

export type Opened<Content> = {
  content: Content;
  /** Sealed with an old secret: seal it again. */
  isOutdated: boolean;
};

/** Opening a seal takes as long as the rest of a small request, and a page sends several with the same cookie. */
const maxKnown = 5_000;
/** After this long it is opened again, since it may have expired. */
const knownForMs = 60_000;

/** A cookie that only the server can read and create, sealed by iron-session, for requests and sockets' handshakes. */
export class SealedCookie<Content extends object> {
  readonly #options: SealedCookieOptions;
  readonly #known = new BoundedMap<string, { opened: Opened<Content>; untilMs: number }>(maxKnown);

  constructor(options: SealedCookieOptions) {
    this.#options = options;
  }

  /** Whether the request has a cookie of this name, valid or not. */
  isIn(request: IncomingMessage): boolean {
    return this.#valueIn(request) !== null;
  }

  /** Null if there is no cookie, or none that is valid. */
  async open(request: IncomingMessage): Promise<Opened<Content> | null> {
    const value = this.#valueIn(request);
    if (value === null) return null;
    const known = this.#known.get(value);
    if (known !== undefined && known.untilMs > performance.now()) return known.opened;
    const opened = await this.#open(value);
    if (opened !== null) this.#known.set(value, { opened, untilMs: performance.now() + knownForMs });
    return opened;
  }

  async set(response: Response, content: Content): Promise<void> {
    const { secrets, lifetimeSeconds } = this.#options;
    const value = await sealData(content, { password: secrets[0]!, ttl: lifetimeSeconds });
    this.#takeBack(response);
    response.cookie(this.#nameFor(response.req), value, {
      ...this.#attributesFor(response.req),
      maxAge: lifetimeSeconds * 1000,
      encode: String,
    });
  }

  clear(response: Response): void {
    this.#takeBack(response);
    response.clearCookie(this.#nameFor(response.req), this.#attributesFor(response.req));
  }

  async #open(value: string): Promise<Opened<Content> | null> {
    // One secret at a time: iron-session numbers several, and after a rotation a number would mean another secret.
    for (const [index, secret] of this.#options.secrets.entries()) {
      const content = await this.#unseal(value, secret);
      if (content !== null) return { content, isOutdated: index > 0 };
    }
    return null;
  }

  #nameFor(request: IncomingMessage): string {
    const { name, isSecure } = this.#options;
    return isSecure(request) ? `__Host-${name}` : name;
  }

  #attributesFor(request: IncomingMessage) {
    return { httpOnly: true, sameSite: 'lax', secure: this.#options.isSecure(request), path: '/' } as const;
  }

  /** Removes an earlier `Set-Cookie` of this cookie from the response. */
  #takeBack(response: Response): void {
    const name = this.#nameFor(response.req);
    const others = [response.getHeader('Set-Cookie') ?? []]
      .flat()
      .map(String)
      .filter((line) => !line.startsWith(`${name}=`));
    response.removeHeader('Set-Cookie');
    if (others.length > 0) response.setHeader('Set-Cookie', others);
  }

  #valueIn(request: IncomingMessage): string | null {
    const prefix = `${this.#nameFor(request)}=`;
    const part = request.headers.cookie?.split(/; */).find((pair) => pair.startsWith(prefix));
    return part === undefined ? null : part.slice(prefix.length);
  }

  async #unseal(value: string, password: string): Promise<Content | null> {
    try {
      const content = await unsealData<Partial<Content>>(value, { password, ttl: this.#options.lifetimeSeconds });
      return Object.keys(content).length === 0 ? null : (content as Content);
    } catch {
      // The text comes from outside and can be wrong in many ways. Secrets that are too short are refused at the start.
      return null;
    }
  }
}
