import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import { sealData, unsealData } from 'iron-session';
import { BoundedMap } from '../../../shared/bounded-map.ts';
import type { ServedSecurely } from './served-securely.ts';

export type SealedCookieOptions = {
  name: string;
  /** Newest first: it seals; the others still open what they sealed. */
  secrets: readonly string[];
  /** Over HTTPS the cookie is `Secure` and bound to this very host by its `__Host-` name. */
  isSecure: ServedSecurely;
  lifetimeSeconds: number;
};

export type Opened<Content> = {
  content: Content;
  /** Sealed with a secret that is on its way out: worth sealing again. */
  isOutdated: boolean;
};

/** To open a seal takes about as long as all else that a small request does; a page makes several, with the same cookie. */
const maxKnown = 5_000;
/** So long after it was opened it is opened again: it may have expired. */
const knownForMs = 60_000;

/** A cookie that nobody else can read or make, sealed by iron-session; the same for requests and for sockets' handshakes. */
export class SealedCookie<Content extends object> {
  readonly #options: SealedCookieOptions;
  readonly #known = new BoundedMap<string, { opened: Opened<Content>; untilMs: number }>(maxKnown);

  constructor(options: SealedCookieOptions) {
    this.#options = options;
  }

  /** Whether the request has one at all, ours or not. */
  isIn(request: IncomingMessage): boolean {
    return this.#valueIn(request) !== null;
  }

  /** Null where there is none, or none of ours that still counts. */
  async open(request: IncomingMessage): Promise<Opened<Content> | null> {
    const value = this.#valueIn(request);
    if (value === null) return null;
    const known = this.#known.get(value);
    if (known !== undefined && known.untilMs > Date.now()) return known.opened;
    const opened = await this.#open(value);
    if (opened !== null) this.#remember(value, opened);
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
    // Each secret by itself: iron-session numbers them, and a number would mean another secret after a rotation.
    for (const [index, secret] of this.#options.secrets.entries()) {
      const content = await this.#unseal(value, secret);
      if (content !== null) return { content, isOutdated: index > 0 };
    }
    return null;
  }

  #remember(value: string, opened: Opened<Content>): void {
    this.#known.set(value, { opened, untilMs: Date.now() + knownForMs });
  }

  #nameFor(request: IncomingMessage): string {
    const { name, isSecure } = this.#options;
    return isSecure(request) ? `__Host-${name}` : name;
  }

  #attributesFor(request: IncomingMessage) {
    return { httpOnly: true, sameSite: 'lax', secure: this.#options.isSecure(request), path: '/' } as const;
  }

  /** What this answer was to say of the cookie before: it says one thing only. */
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
      // What is no seal at all makes it throw.
      return null;
    }
  }
}
