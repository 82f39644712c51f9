import type { ServerResponse } from 'node:http';

/** What answers may hold until they are read: all of them, and those of one address. A large board has 25 MB. */
const maxBytes = { all: 64 * 1024 * 1024, each: 32 * 1024 * 1024 };
/** A client that takes nothing of its answer for this long is cut off. */
const patienceMs = 60_000;

/** Responses with their bodies, the oldest first, and what they hold. A body that several get is held once. */
class Unread {
  readonly #bodies = new Map<ServerResponse, Buffer>();
  readonly #readers = new Map<Buffer, number>();
  bytes = 0;

  add(response: ServerResponse, body: Buffer): void {
    const readers = this.#readers.get(body) ?? 0;
    if (readers === 0) this.bytes += body.length;
    this.#readers.set(body, readers + 1);
    this.#bodies.set(response, body);
  }

  delete(response: ServerResponse): void {
    const body = this.#bodies.get(response);
    if (body === undefined) return;
    this.#bodies.delete(response);
    const readers = this.#readers.get(body)! - 1;
    if (readers > 0) return void this.#readers.set(body, readers);
    this.#readers.delete(body);
    this.bytes -= body.length;
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
 * been unread for longest are cut off, first those of the same address.
 */
export class UnreadAnswers {
  readonly #all = new Unread();
  readonly #byHolder = new Map<string, Unread>();
  readonly #holders = new WeakMap<ServerResponse, string>();

  /** Ends the response with this body. */
  send(response: ServerResponse, body: Buffer, holder: string): void {
    const own = this.#byHolder.get(holder) ?? new Unread();
    this.#byHolder.set(holder, own);
    this.#holders.set(response, holder);
    for (const unread of [own, this.#all]) unread.add(response, body);
    response.once('close', () => this.#release(response)).setTimeout(patienceMs, () => response.destroy());
    response.end(body);
    this.#cut(own, maxBytes.each, response);
    this.#cut(this.#all, maxBytes.all, response);
  }

  /** Cuts off the oldest until the rest fits, but not the latest, however large it is. */
  #cut(unread: Unread, max: number, latest: ServerResponse): void {
    while (unread.bytes > max && unread.oldest !== latest) {
      const { oldest } = unread;
      this.#release(oldest);
      oldest.destroy();
    }
  }

  #release(response: ServerResponse): void {
    const holder = this.#holders.get(response)!;
    const own = this.#byHolder.get(holder);
    own?.delete(response);
    if (own?.size === 0) this.#byHolder.delete(holder);
    this.#all.delete(response);
  }
}
