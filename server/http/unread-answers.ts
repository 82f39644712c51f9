import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { TextParts } from '../base/packed-text.ts';

type Body = Buffer | TextParts;

/** What answers may hold until they are read: all of them, and those of one address. A large board has 25 MB. */
const maxBytes = { all: 64 * 1024 * 1024, each: 32 * 1024 * 1024 };
/** A request and its answer, whatever its body. */
const overheadBytes = 20 * 1024;
/** A client that takes nothing of its answer for this long is cut off. */
const patienceMs = 60_000;

/** Responses with their bodies, the oldest first, and what they hold. A body that several get is held once. */
class Unread {
  readonly #bodies = new Map<ServerResponse, Body>();
  readonly #readers = new Map<Body, number>();
  bytes = 0;

  add(response: ServerResponse, body: Body): void {
    const readers = this.#readers.get(body) ?? 0;
    this.bytes += overheadBytes + (readers === 0 ? bytesOf(body) : 0);
    this.#readers.set(body, readers + 1);
    this.#bodies.set(response, body);
  }

  delete(response: ServerResponse): void {
    const body = this.#bodies.get(response);
    if (body === undefined) return;
    this.#bodies.delete(response);
    this.bytes -= overheadBytes;
    const readers = this.#readers.get(body)! - 1;
    if (readers > 0) return void this.#readers.set(body, readers);
    this.#readers.delete(body);
    this.bytes -= bytesOf(body);
  }

  get oldest(): ServerResponse {
    return this.#bodies.keys().next().value!;
  }

  get size(): number {
    return this.#bodies.size;
  }
}

/**
 * Bounds the memory of answers to clients that ask for much and do not read. Where they become too many, those that have
 * been unread for longest are cut off: those of the same address, and beyond the bound for all, those of the address that
 * holds most.
 */
export class UnreadAnswers {
  readonly #all = new Unread();
  readonly #byHolder = new Map<string, Unread>();
  readonly #holders = new WeakMap<ServerResponse, string>();
  readonly #onSocket = new WeakMap<Socket, Set<ServerResponse>>();

  /** Ends the response with this body. */
  send(response: ServerResponse, body: Buffer, holder: string): void {
    if (isGone(response)) return;
    this.#hold(response, body, holder);
    response.end(body);
  }

  /**
   * Sends the parts as fast as they are read. The text itself is held for all who read it, within a bound of its own
   * (`TextShelf`); what counts here is what each reader holds besides.
   */
  async sendParts(response: ServerResponse, body: TextParts, holder: string): Promise<void> {
    if (isGone(response)) return;
    if (response.req.method === 'HEAD') return void response.end();
    this.#hold(response, body, holder);
    // It fails when the connection ends first, or when what is sent is no longer held. Both times the connection is
    // closed, and there is nobody to tell.
    await pipeline(body.parts, response).catch(() => undefined);
  }

  #hold(response: ServerResponse, body: Body, holder: string): void {
    const own = this.#byHolder.get(holder) ?? new Unread();
    this.#byHolder.set(holder, own);
    this.#holders.set(response, holder);
    for (const unread of [own, this.#all]) unread.add(response, body);
    this.#releaseWithSocket(response);
    response.once('close', () => this.#release(response)).setTimeout(patienceMs, () => response.destroy());
    while (own.bytes > maxBytes.each && own.oldest !== response) this.#cut(own.oldest);
    while (this.#all.bytes > maxBytes.all) {
      const { oldest } = this.#greatest;
      if (oldest === response) break;
      this.#cut(oldest);
    }
  }

  /** Those of the address that holds most: one that reads a large answer slowly does not give way to those who read nothing. */
  get #greatest(): Unread {
    let greatest = this.#all;
    let most = 0;
    for (const unread of this.#byHolder.values()) if (unread.bytes > most) [greatest, most] = [unread, unread.bytes];
    return greatest;
  }

  /** Closes the connection, not only the response: one that waits for others on it would keep its body until they are sent. */
  #cut({ req: { socket } }: ServerResponse): void {
    for (const response of [...this.#onSocket.get(socket)!]) this.#release(response);
    socket.destroy();
  }

  /** A response that still waits for others on its connection hears nothing when that closes. */
  #releaseWithSocket(response: ServerResponse): void {
    const { socket } = response.req;
    const responses = this.#onSocket.get(socket) ?? new Set();
    responses.add(response);
    if (this.#onSocket.has(socket)) return;
    this.#onSocket.set(socket, responses);
    socket.once('close', () => responses.forEach((one) => this.#release(one)));
  }

  #release(response: ServerResponse): void {
    this.#onSocket.get(response.req.socket)?.delete(response);
    const holder = this.#holders.get(response)!;
    const own = this.#byHolder.get(holder);
    own?.delete(response);
    if (own?.size === 0) this.#byHolder.delete(holder);
    this.#all.delete(response);
  }
}

/** The connection closed while the answer was made. It will not close again, so what is held for it would stay. */
function isGone({ req, destroyed }: ServerResponse): boolean {
  return destroyed || req.socket.destroyed;
}

function bytesOf(body: Body): number {
  return Buffer.isBuffer(body) ? body.length : body.heldBytes;
}
