import { Audience, type Pulse } from '../../shared/feed-protocol.ts';
import { pulseIntervalMs } from '../../shared/feed-timing.ts';
import type { Feed } from '../feed/feed.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';
import { roomOf } from './rooms.ts';

/** People come and go; the number is told at most this often. */
const viewersPaceMs = 1_000;
/** Those of a crowd who come within this time are told the same number; a pulse soon says it exactly. */
const rushPaceMs = 250;

type PulsesOptions = {
  io: BoardServer;
  feed: Feed;
  metrics: FeedMetrics;
  build: string;
  viewersElsewhere: (board: string) => number;
};

/** Tells everyone who follows a board, from time to time, what it holds: a client that missed something finds out. */
export class Pulses {
  readonly #options: PulsesOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #changed = new Set<string>();
  readonly #toldInRush = new Map<string, { viewers: number; untilMs: number }>();
  #paced: NodeJS.Timeout | null = null;

  constructor(options: PulsesOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#sendAll(), pulseIntervalMs);
    this.#timer.unref();
  }

  /** How many sockets follow the board, on all servers. */
  viewers(board: string): number {
    return this.viewersHere(board) + this.#options.viewersElsewhere(board);
  }

  /** The number for who joins. To a crowd it is the same for many, so that their answers are the same and encoded once. */
  viewersForAnswer(board: string): number {
    if (!this.#options.feed.isJoinRush) return this.viewers(board);
    const told = this.#toldInRush.get(board);
    if (told !== undefined && performance.now() < told.untilMs) return told.viewers;
    const viewers = this.viewers(board);
    this.#toldInRush.set(board, { viewers, untilMs: performance.now() + rushPaceMs });
    return viewers;
  }

  /** How many of them are connected to this process. A moderator's page follows the board as the public does, too, and counts once. */
  viewersHere(board: string): number {
    return this.#sizeOf(board, 'public');
  }

  viewersChanged(boards: readonly string[]): void {
    for (const board of boards) this.#changed.add(board);
    this.#paced ??= setTimeout(() => this.#sendChanged(), viewersPaceMs).unref();
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
    clearInterval(this.#timer);
    if (this.#paced !== null) clearTimeout(this.#paced);
  }

  #sendAll(): void {
    for (const board of this.#boards()) for (const audience of Audience.options) this.send(board, audience);
  }

  #sendChanged(): void {
    this.#paced = null;
    for (const board of this.#changed) for (const audience of Audience.options) this.send(board, audience);
    this.#changed.clear();
    this.#toldInRush.clear();
  }

  /** Null while this process cannot say: its stream is not live, or the board not loaded. A silent server is not believed. */
  #pulse(board: string, audience: Audience): Pulse | null {
    const { feed, metrics, build } = this.#options;
    const viewers = this.viewers(board);
    metrics.viewers.set({ board }, this.viewersHere(board));
    if (!feed.live) return null;
    const state = feed.state(board, audience);
    return state === null ? null : { board, ...state, viewers, now: new Date().toISOString(), build };
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
