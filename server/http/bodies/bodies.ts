import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../../shared/clock.ts';
import { busy, invalidRequest, payloadTooLarge, requestTimeout, type ProblemError } from '../../base/problem.ts';
import { Places } from '../../base/places.ts';

/** What all bodies that are being received may hold, and those of one address: the posts of several classes at once. */
const maxHeld = { bytes: 16 * 1024 * 1024, each: 4 * 1024 * 1024 };
/** A request that waits for its body is some 20 kB by itself. */
const maxAtOnce = { all: 4_000, each: 1_000 };

/** A body comes with its call, also from a phone with a bad connection. */
const bodyDeadlineMs = 20_000;
/** A file of 5 MB by a slow line. Pages wait as long (`fileDeadlineMs`). */
const fileDeadlineMs = 180_000;

/** Clients send a body in parts of a kilobyte or more. Each part costs the same time, however little is in it. */
const parts = { free: 1_000, bytes: 256 };

export type BodyRule = { maxBytes: number; isFile: boolean };

/** Receives bodies, within bounds on the bytes of each, of one address and of all, and on the time that each takes. */
export class Bodies {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #places = new Places(maxAtOnce.all, maxAtOnce.each);
  readonly #heldBy = new Map<string, number>();
  #held = 0;

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** `holder` is the address that sends it. Throws `payload_too_large`, `request_timeout` or `busy`. */
  async receive(request: IncomingMessage, holder: string, { maxBytes, isFile }: BodyRule): Promise<Buffer> {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw payloadTooLarge(maxBytes);
    const leave = this.#places.take(holder);
    if (leave === null) throw tooManyBodies();
    let held = 0;
    const hold = (bytes: number): ProblemError | null => {
      if (held + bytes > maxBytes) return payloadTooLarge(maxBytes);
      held += bytes;
      // Files have places of their own, each for a whole file.
      if (isFile) return null;
      this.#held += bytes;
      const ofHolder = (this.#heldBy.get(holder) ?? 0) + bytes;
      this.#heldBy.set(holder, ofHolder);
      return this.#held > maxHeld.bytes || ofHolder > maxHeld.each ? tooManyBodies() : null;
    };
    try {
      const atDeadline = (late: () => void) => this.#clock.after(isFile ? fileDeadlineMs : bodyDeadlineMs, late);
      return await collect(request, hold, atDeadline);
    } finally {
      leave();
      if (!isFile) this.#release(holder, held);
    }
  }

  #release(holder: string, bytes: number): void {
    this.#held -= bytes;
    const left = (this.#heldBy.get(holder) ?? 0) - bytes;
    if (left > 0) this.#heldBy.set(holder, left);
    else this.#heldBy.delete(holder);
  }
}

/** One buffer that grows to double its size, so that many small parts cost no more than what is in them. */
class Received {
  #buffer = Buffer.allocUnsafe(4_096);
  #length = 0;
  #parts = 0;

  add(part: Buffer): void {
    const length = this.#length + part.length;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    part.copy(this.#buffer, this.#length);
    this.#length = length;
    this.#parts += 1;
  }

  get isCrumbs(): boolean {
    return this.#parts > parts.free + this.#length / parts.bytes;
  }

  get whole(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}

/** `hold` is asked about each part before it is kept. What comes after a refusal is not kept. */
function collect(
  request: IncomingMessage,
  hold: (bytes: number) => ProblemError | null,
  atDeadline: (late: () => void) => () => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received = new Received();
    const end = (error: ProblemError | null): void => {
      cancel();
      request.off('data', keep).off('end', whole).off('close', cut).off('error', cut);
      if (error === null) return resolve(received.whole);
      request.on('error', () => {}).resume();
      reject(error);
    };
    const keep = (part: Buffer): void => {
      const refusal = hold(part.length);
      if (refusal !== null) return end(refusal);
      received.add(part);
      if (received.isCrumbs) {
        end(invalidRequest([{ path: '', message: 'The body comes in parts that are too small.' }]));
        // No answer is worth reading the rest.
        request.socket.destroy();
      }
    };
    const whole = (): void => end(null);
    const cut = (): void => end(invalidRequest([{ path: '', message: 'The request was cut off.' }]));
    const cancel = atDeadline(() => end(requestTimeout()));
    if (request.destroyed && !request.readableEnded && !request.complete) return cut();
    request.on('data', keep).on('end', whole).on('close', cut).on('error', cut);
  });
}

function tooManyBodies(): ProblemError {
  return busy('Too much is being sent at this moment. Please try again in a few seconds.');
}
