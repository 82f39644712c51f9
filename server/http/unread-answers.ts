import type { ServerResponse } from 'node:http';
import { busy } from '../base/problem.ts';

/** What answers may hold until they are read: all of them, and those of one address. One board can take half of it. */
const maxBytes = { all: 64 * 1024 * 1024, each: 32 * 1024 * 1024 };
/** A client that takes nothing of its answer for this long is cut off. */
const patienceMs = 60_000;

/** Bounds the memory of answers to clients that ask for much and do not read. One that many get is held once. */
export class UnreadAnswers {
  readonly #readers = new Map<Buffer, number>();
  readonly #heldBy = new Map<string, number>();
  #held = 0;

  /** Ends the response with this body. Throws `busy` if too much is unread already; the first answer always passes. */
  send(response: ServerResponse, body: Buffer, holder: string): void {
    const readers = this.#readers.get(body) ?? 0;
    const ofHolder = this.#heldBy.get(holder) ?? 0;
    const isOver = readers === 0 && this.#held > 0 && this.#held + body.length > maxBytes.all;
    if (isOver || (ofHolder > 0 && ofHolder + body.length > maxBytes.each))
      throw busy('Too many answers wait to be read. Please try again in a few seconds.');
    if (readers === 0) this.#held += body.length;
    this.#readers.set(body, readers + 1);
    this.#heldBy.set(holder, ofHolder + body.length);
    response.once('close', () => this.#release(body, holder));
    response.setTimeout(patienceMs, () => response.destroy());
    response.end(body);
  }

  #release(body: Buffer, holder: string): void {
    const readers = (this.#readers.get(body) ?? 1) - 1;
    if (readers > 0) this.#readers.set(body, readers);
    else {
      this.#readers.delete(body);
      this.#held -= body.length;
    }
    const ofHolder = (this.#heldBy.get(holder) ?? 0) - body.length;
    if (ofHolder > 0) this.#heldBy.set(holder, ofHolder);
    else this.#heldBy.delete(holder);
  }
}
