import type { IncomingMessage } from 'node:http';
import { pause, type Clock } from '../../shared/clock.ts';
import { movingQuery } from '../../shared/feed-protocol.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';

/**
 * So many screens try first whether there is another server. If each has come back here so often, about a second, there
 * is none; one behind a balancer comes here half of the time. A busy machine may take longer.
 */
const scouts = { count: 10, tries: 6, longestMs: 4_000 };
/**
 * At most so many screens are on their way at a time: the other servers are not flooded, and a class has moved at once. Some
 * programs do not leave, so `toldMs` after the beginning all are told. It is over when all have left, when nobody has left
 * for `quietMs`, and after `longestMs`.
 */
const pace = { stepMs: 25, underWay: 50, toldMs: 5_000, quietMs: 1_500, longestMs: 7_000 };

/**
 * Tells the screens of a server that stops to go on at another one. Each opens its new connection first, and leaves this one
 * when it follows there. Where no other server answers, nobody leaves.
 */
export class Moves {
  readonly #io: BoardServer;
  readonly #clock: Clock;
  #hasBegun = false;
  #begunAt = 0;
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
    this.#begunAt = this.#clock.monotonic();
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

  /** Moves everybody. Resolves once all have left, or had the time to. */
  async moveAll(): Promise<void> {
    let [before, changedAt] = [Number.POSITIVE_INFINITY, this.#clock.monotonic()];
    for (;;) {
      const now = this.#clock.monotonic();
      const here = this.#sockets();
      const waiting = here.filter((socket) => !this.#told.has(socket));
      if (here.length < before || waiting.length > 0) changedAt = now;
      before = here.length;
      const [ms, quietMs] = [now - this.#begunAt, now - changedAt];
      if (here.length === 0 || quietMs >= pace.quietMs || ms >= pace.longestMs) return;
      const room = pace.underWay - (here.length - waiting.length);
      const steps = Math.max(1, (pace.toldMs - ms) / pace.stepMs);
      for (const socket of waiting.slice(0, Math.max(room, Math.ceil(waiting.length / steps)))) this.#tell(socket);
      await new Promise<void>((resolve) => void this.#clock.after(pace.stepMs, resolve));
    }
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

  #sockets(): BoardSocket[] {
    return [...this.#io.of('/').sockets.values()];
  }
}
