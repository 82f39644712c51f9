import type { IncomingMessage } from 'node:http';
import { pause, type Clock } from '../../shared/clock.ts';
import { movingQuery } from '../../shared/feed-protocol.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';

/**
 * So many screens try first whether there is another server. If each has come back here so often, about two seconds, there
 * is none; one behind a balancer comes here half of the time. A busy machine may take longer.
 */
const scouts = { count: 10, tries: 6, longestMs: 4_000 };
/** Five screens in 25 ms: a class has moved at once, and thousands do not reach the other servers all at once. */
const pace = { stepMs: 25, perStep: 5, longestMs: 3_000 };
/** For those that were told last. */
const lastMs = 1_000;

/**
 * Tells the screens of a server that stops to go on at another one. Each opens its new connection first, and leaves this one
 * when it follows there. Where no other server answers, nobody leaves.
 */
export class Moves {
  readonly #io: BoardServer;
  readonly #clock: Clock;
  #hasBegun = false;
  #triesLeft = Number.POSITIVE_INFINITY;
  readonly #scouted = new AbortController();
  readonly #told = new WeakSet<BoardSocket>();

  constructor(io: BoardServer, clock: Clock) {
    this.#io = io;
    this.#clock = clock;
  }

  /** Once this server stops, it does not let in a screen that moves. */
  refuses({ url = '' }: IncomingMessage): boolean {
    if (!this.#hasBegun || !new URLSearchParams(url.slice(url.indexOf('?') + 1)).has(movingQuery)) return false;
    this.#triesLeft -= 1;
    if (this.#triesLeft <= 0) this.#scouted.abort();
    return true;
  }

  /** Resolves with whether some screen has found another server. */
  async begin(): Promise<boolean> {
    this.#hasBegun = true;
    const sent = this.#someOf(this.#sockets(), scouts.count);
    if (sent.length === 0) return false;
    this.#triesLeft = sent.length * scouts.tries;
    let hasFound = false;
    for (const socket of sent) {
      socket.once('disconnect', (reason) => {
        // Not a page that was closed.
        if (reason !== 'client namespace disconnect') return;
        hasFound = true;
        this.#scouted.abort();
      });
      this.#tell(socket);
    }
    await pause(this.#clock, scouts.longestMs, this.#scouted.signal);
    return hasFound;
  }

  /** Moves everybody, spread over some seconds. Resolves once all have left, or had the time to. */
  async moveAll(): Promise<void> {
    const sockets = this.#sockets();
    const steps = Math.min(Math.ceil(sockets.length / pace.perStep), pace.longestMs / pace.stepMs);
    const perStep = Math.ceil(sockets.length / Math.max(1, steps));
    while (sockets.length > 0) {
      for (const socket of sockets.splice(0, perStep)) this.#tell(socket);
      await this.#wait(pace.stepMs);
    }
    for (let ms = 0; ms < lastMs && this.#sockets().length > 0; ms += pace.stepMs) await this.#wait(pace.stepMs);
  }

  /** Once: each time, a screen would open a connection. */
  #tell(socket: BoardSocket): void {
    if (!this.#told.has(socket)) socket.emit('move');
    this.#told.add(socket);
  }

  /** Not the oldest: those may all be programs that do not know `move`. */
  #someOf(sockets: BoardSocket[], count: number): BoardSocket[] {
    const some: BoardSocket[] = [];
    while (some.length < count && sockets.length > 0)
      some.push(...sockets.splice(Math.floor(this.#clock.random() * sockets.length), 1));
    return some;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.#clock.after(ms, resolve));
  }

  #sockets(): BoardSocket[] {
    return [...this.#io.of('/').sockets.values()];
  }
}
