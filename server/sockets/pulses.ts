import { every, type Clock } from '../../shared/clock.ts';
import { Audience, type Pulse } from '../../shared/feed-protocol.ts';
import { pulseIntervalMs } from '../../shared/feed-timing.ts';
import type { Feed } from '../feed/feed.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';
import { roomOf } from './rooms.ts';

/** When viewers come and go, their number is sent at most this often. */
const viewersPaceMs = 1_000;
/** Viewers that join in a rush within this time get the same number; a pulse soon tells them the exact one. */
const rushPaceMs = 250;

type PulsesOptions = {
  io: BoardServer;
  feed: Feed;
  metrics: FeedMetrics;
  clock: Clock;
  build: string;
  viewersElsewhere: (board: string) => number;
};

/**
 * Sends everyone who follows a board its position, size and checksum every few seconds, so that a client that missed
 * something finds out; and the number of viewers whenever it changed.
 */
export class Pulses {
  readonly #options: PulsesOptions;
  readonly #stop: () => void;
  /** Boards whose number of viewers has changed since it was last sent. */
  readonly #changed = new Set<string>();
  readonly #toldInRush = new Map<string, { viewers: number; untilMs: number }>();
  #cancelChanged: (() => void) | null = null;

  constructor(options: PulsesOptions) {
    this.#options = options;
    this.#stop = every(options.clock, pulseIntervalMs, () => this.#sendAll());
  }

  /** How many sockets follow the board, on all servers. */
  viewers(board: string): number {
    return this.viewersHere(board) + this.#options.viewersElsewhere(board);
  }

  /** The number for the answer to a join. In a rush it is the same for many, so that their answers are encoded once. */
  viewersForAnswer(board: string): number {
    const { feed, clock } = this.#options;
    if (!feed.isJoinRush) return this.viewers(board);
    const told = this.#toldInRush.get(board);
    if (told !== undefined && clock.monotonic() < told.untilMs) return told.viewers;
    const viewers = this.viewers(board);
    this.#toldInRush.set(board, { viewers, untilMs: clock.monotonic() + rushPaceMs });
    return viewers;
  }

  /**
   * How many of the viewers are connected to this process. A moderator's page also follows the board as the public does,
   * so it counts once.
   */
  viewersHere(board: string): number {
    return this.#sizeOf(board, 'public');
  }

  viewersChanged(boards: readonly string[]): void {
    for (const board of boards) this.#changed.add(board);
    this.#cancelChanged ??= this.#options.clock.after(viewersPaceMs, () => this.#sendChanged());
  }

  send(board: string, audience: Audience): void {
    if (this.#sizeOf(board, audience) === 0) return;
    const pulse = this.#pulse(board, audience);
    if (pulse !== null) this.#options.io.to(roomOf(board, audience)).volatile.emit('pulse', pulse);
  }

  sendTo(socket: BoardSocket, board: string, audience: Audience): void {
    const pulse = this.#pulse(board, audience);
    if (pulse !== null) socket.emit('pulse', pulse);
  }

  stop(): void {
    this.#stop();
    this.#cancelChanged?.();
  }

  #sendAll(): void {
    for (const board of this.#boards()) this.#sendBoard(board);
  }

  #sendChanged(): void {
    this.#cancelChanged = null;
    for (const board of this.#changed) this.#sendBoard(board);
    this.#changed.clear();
    this.#toldInRush.clear();
  }

  #sendBoard(board: string): void {
    const viewers = this.viewersHere(board);
    if (viewers > 0) this.#options.metrics.viewers.set({ board }, viewers);
    else this.#options.metrics.viewers.remove({ board });
    for (const audience of Audience.options) this.send(board, audience);
  }

  /** Null while the stream is not live or the board is not loaded: the client then sees that the server is silent. */
  #pulse(board: string, audience: Audience): Pulse | null {
    const { feed, clock, build } = this.#options;
    const viewers = this.viewers(board);
    if (!feed.live) return null;
    const state = feed.state(board, audience);
    return state === null ? null : { board, ...state, viewers, now: new Date(clock.now()).toISOString(), build };
  }

  #sizeOf(board: string, audience: Audience): number {
    return this.#options.io.of('/').adapter.rooms.get(roomOf(board, audience))?.size ?? 0;
  }

  #boards(): Set<string> {
    const boards = new Set<string>();
    for (const socket of this.#options.io.of('/').sockets.values()) {
      for (const { board } of socket.data.follows?.values() ?? []) boards.add(board);
    }
    return boards;
  }
}
