import { every, type Clock } from '../../shared/clock.ts';
import type { Audience } from '../../shared/feed-protocol.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';
import { roomOf } from './rooms.ts';
import { waitingFor } from './socket-internals.ts';

type Follow = { board: string; audience: Audience };
type SlowReadersOptions = {
  io: BoardServer;
  metrics: FeedMetrics;
  clock: Clock;
  pulseTo: (socket: BoardSocket, follow: Follow) => void;
};

const checkIntervalMs = 250;
/** What may wait for one client beyond what its connection takes: packets of Socket.IO, and bytes of its WebSocket. */
const maxWaitingPackets = 64;
const maxWaitingBytes = 256 * 1024;
/** A client that has read nothing for this long is disconnected. */
const patienceMs = 60_000;

/**
 * Takes a client that reads slowly, or not at all, out of its rooms before much waits for it (FEED-6): so it delays nobody else,
 * and memory stays bounded. When it has read what waited, a pulse tells it the board's position. The client sees that
 * it missed something and subscribes again.
 */
export class SlowReaders {
  readonly #options: SlowReadersOptions;
  readonly #slow = new Map<BoardSocket, { sinceMs: number; waiting: number }>();
  readonly stop: () => void;

  constructor(options: SlowReadersOptions) {
    this.#options = options;
    this.stop = every(options.clock, checkIntervalMs, () => this.#check());
  }

  #check(): void {
    const nowMs = this.#options.clock.monotonic();
    for (const socket of this.#options.io.of('/').sockets.values()) {
      const { packets, bytes } = waitingFor(socket);
      const slow = this.#slow.get(socket);
      if (slow === undefined) {
        if (packets > maxWaitingPackets || bytes > maxWaitingBytes) this.#takeOut(socket, packets + bytes);
      } else if (packets === 0 && bytes === 0) {
        this.#bringBack(socket);
      } else if (packets + bytes < slow.waiting) {
        // It reads, if slowly: the deadline starts again.
        this.#slow.set(socket, { sinceMs: nowMs, waiting: packets + bytes });
      } else if (nowMs - slow.sinceMs > patienceMs) {
        this.#slow.delete(socket);
        // Not `disconnect`, which would first wait until the client has read everything.
        socket.conn.close(true);
      }
    }
    for (const socket of this.#slow.keys()) if (!socket.connected) this.#slow.delete(socket);
  }

  #takeOut(socket: BoardSocket, waiting: number): void {
    this.#options.metrics.slowReaders.inc();
    this.#slow.set(socket, { sinceMs: this.#options.clock.monotonic(), waiting });
    for (const { board, audience } of socket.data.follows.values()) void socket.leave(roomOf(board, audience));
  }

  #bringBack(socket: BoardSocket): void {
    this.#slow.delete(socket);
    // A client that has subscribed again meanwhile is in its room already; the pulse tells it nothing new.
    for (const follow of socket.data.follows.values()) this.#options.pulseTo(socket, follow);
  }
}
