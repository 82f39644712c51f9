import { every, type Clock } from '../../shared/clock.ts';
import type { BoardSocket } from './board-socket.ts';
import { waitingFor } from './socket-internals.ts';

/** A replay as it is held for sockets: the same list is held once for all of them. */
type Held = { bytes: number; changes: object };

/** What all sockets together may not have read yet. Beyond this a client starts again from a snapshot. */
const maxUnreadBytes = 16 * 1024 * 1024;
const checkIntervalMs = 250;

/** Bounds the memory of replays for clients that ask for them and do not read. */
export class UnreadReplays {
  readonly #unread = new Map<BoardSocket, Held>();
  readonly #sharers = new Map<object, number>();
  readonly stop: () => void;
  #bytes = 0;

  constructor(clock: Clock) {
    this.stop = every(clock, checkIntervalMs, () => this.#check());
  }

  /** Counts a replay that this socket is about to get. False if it must not get it. */
  add(socket: BoardSocket, { changes, bytes }: Held): boolean {
    if (bytes === 0) return true;
    if (hasRead(socket)) this.#release(socket);
    if (this.#unread.has(socket)) return false;
    const sharers = this.#sharers.get(changes) ?? 0;
    if (sharers === 0) {
      if (this.#bytes + bytes > maxUnreadBytes) return false;
      this.#bytes += bytes;
    }
    this.#sharers.set(changes, sharers + 1);
    this.#unread.set(socket, { changes, bytes });
    return true;
  }

  #check(): void {
    for (const socket of this.#unread.keys()) if (!socket.connected || hasRead(socket)) this.#release(socket);
  }

  #release(socket: BoardSocket): void {
    const held = this.#unread.get(socket);
    if (held === undefined) return;
    this.#unread.delete(socket);
    const sharers = (this.#sharers.get(held.changes) ?? 1) - 1;
    if (sharers > 0) return void this.#sharers.set(held.changes, sharers);
    this.#sharers.delete(held.changes);
    this.#bytes -= held.bytes;
  }
}

function hasRead(socket: BoardSocket): boolean {
  const { packets, bytes } = waitingFor(socket);
  return packets === 0 && bytes === 0;
}
