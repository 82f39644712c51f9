import type { Audience } from '../../shared/feed-protocol.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';
import { roomOf } from './rooms.ts';

type Follow = { board: string; audience: Audience };
type SlowReadersOptions = {
  io: BoardServer;
  metrics: FeedMetrics;
  pulseTo: (socket: BoardSocket, follow: Follow) => void;
};

const checkIntervalMs = 250;
/** What may wait for one client, beyond what its connection takes: packets of Socket.IO, and bytes of its WebSocket. */
const maxWaitingPackets = 64;
const maxWaitingBytes = 256 * 1024;
/** A reader that takes nothing for so long is as good as gone. */
const patienceMs = 60_000;

/**
 * Takes a client that reads slowly, or not at all, out of its rooms before much waits for it (FEED-6): nobody else
 * is delayed and memory stays bounded. When it has read what waited, a pulse tells it where the board is; it finds
 * that it missed something and subscribes again.
 */
export class SlowReaders {
  readonly #options: SlowReadersOptions;
  readonly #slow = new Map<BoardSocket, { sinceMs: number; waiting: number }>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: SlowReadersOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#check(), checkIntervalMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #check(): void {
    for (const socket of this.#options.io.of('/').sockets.values()) {
      const { packets, bytes } = waitingFor(socket);
      const slow = this.#slow.get(socket);
      if (slow === undefined) {
        if (packets > maxWaitingPackets || bytes > maxWaitingBytes) this.#takeOut(socket, packets + bytes);
      } else if (packets === 0 && bytes === 0) {
        this.#bringBack(socket);
      } else if (packets + bytes < slow.waiting) {
        // It reads, if slowly: patience begins anew.
        this.#slow.set(socket, { sinceMs: Date.now(), waiting: packets + bytes });
      } else if (Date.now() - slow.sinceMs > patienceMs) {
        this.#slow.delete(socket);
        // Not `disconnect`, which would wait for the reader to take what it does not take.
        socket.conn.close(true);
      }
    }
    for (const socket of this.#slow.keys()) if (!socket.connected) this.#slow.delete(socket);
  }

  #takeOut(socket: BoardSocket, waiting: number): void {
    this.#options.metrics.slowReaders.inc();
    this.#slow.set(socket, { sinceMs: Date.now(), waiting });
    for (const { board, audience } of socket.data.follows.values()) void socket.leave(roomOf(board, audience));
  }

  #bringBack(socket: BoardSocket): void {
    this.#slow.delete(socket);
    // One that has subscribed again meanwhile is in its room; the pulse tells it nothing new.
    for (const follow of socket.data.follows.values()) this.#options.pulseTo(socket, follow);
  }
}

type EngineTransport = { socket?: { bufferedAmount?: number } };

function waitingFor(socket: BoardSocket): { packets: number; bytes: number } {
  const { writeBuffer, transport } = socket.conn as unknown as { writeBuffer: unknown[]; transport: EngineTransport };
  return { packets: writeBuffer.length, bytes: transport.socket?.bufferedAmount ?? 0 };
}
