import type { Logger } from 'pino';
import type { Clock } from '../../shared/clock.ts';
import { waitsForModerator } from '../../shared/review-alike.ts';
import { withReview, type EventStep, type StoredEvent } from '../events/stored-event.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';
import type { SocketSessions } from './socket-sessions.ts';

type Options = {
  io: BoardServer;
  socketSessions: Pick<SocketSessions, 'keysOf' | 'mayFollow'>;
  onEventStep: (listener: (step: EventStep) => void) => () => void;
  countWaiting: (board: string) => Promise<number>;
  clock: Clock;
  logger: Logger;
};

/** News within this time is told at once: a moderator decides about all dates of a series together. */
const gatherMs = 200;

/**
 * Tells what the public feed does not say. An author hears that one of their posts waits or was decided, and asks the
 * server for it. Moderators hear how many posts wait on the board that they have open.
 */
export class ReviewNews {
  readonly #options: Options;
  readonly #stopListening: () => void;
  #owners = new Set<string>();
  #boards = new Set<string>();
  readonly #counting = new Set<string>();
  #cancel: (() => void) | null = null;
  #isStopped = false;

  constructor(options: Options) {
    this.#options = options;
    this.#stopListening = options.onEventStep((step) => this.#take(step));
  }

  /** Tells this socket how many posts wait, if it moderates the board that it follows. */
  greet(socket: BoardSocket): void {
    for (const board of this.#moderatedBy(socket)) this.#boards.add(board);
    if (this.#boards.size > 0) this.#tellSoon();
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopListening();
    this.#cancel?.();
  }

  #take({ before, after }: EventStep): void {
    const sides = [before, after].filter((side) => side !== null);
    if (sides.some(({ event }) => event.status !== 'live') || reviewOf(before) !== reviewOf(after))
      for (const { owner } of sides) if (owner !== null) this.#owners.add(owner);
    if (waits(before) !== waits(after)) for (const { event } of sides) this.#boards.add(event.board);
    if (this.#owners.size + this.#boards.size > 0) this.#tellSoon();
  }

  #tellSoon(): void {
    if (!this.#isStopped) this.#cancel ??= this.#options.clock.after(gatherMs, () => this.#tell());
  }

  #tell(): void {
    const owners = this.#owners;
    // A count that is under way may have begun before the change: the board is counted again when that is done.
    const boards = new Set([...this.#boards].filter((board) => !this.#counting.has(board)));
    for (const board of boards) this.#boards.delete(board);
    this.#owners = new Set();
    this.#cancel = null;
    const { io, socketSessions, logger } = this.#options;
    const moderators = new Map<string, BoardSocket[]>();
    for (const socket of io.of('/').sockets.values()) {
      if (socketSessions.keysOf(socket).some((key) => owners.has(key))) socket.emit('posts');
      for (const board of this.#moderatedBy(socket))
        if (boards.has(board)) moderators.set(board, [...(moderators.get(board) ?? []), socket]);
    }
    for (const [board, sockets] of moderators)
      this.#tellModerators(board, sockets).catch((error: unknown) =>
        logger.warn({ err: error, board }, 'the posts that wait could not be counted; moderators hear of them later'),
      );
  }

  async #tellModerators(board: string, sockets: BoardSocket[]): Promise<void> {
    this.#counting.add(board);
    try {
      const posts = await this.#options.countWaiting(board);
      // Only those who still moderate it.
      for (const socket of sockets)
        if (this.#moderatedBy(socket).includes(board)) socket.emit('waiting', { board, posts });
    } finally {
      this.#counting.delete(board);
      if (this.#boards.has(board)) this.#tellSoon();
    }
  }

  /** The boards that this socket follows and moderates. A socket that is connecting has no data yet. */
  #moderatedBy(socket: BoardSocket): string[] {
    return [...(socket.data.follows?.values() ?? [])]
      .filter(({ rights }) => this.#options.socketSessions.mayFollow(socket, rights, 'moderators'))
      .map(({ board }) => board);
  }
}

function reviewOf(stored: StoredEvent | null): string {
  return JSON.stringify(stored?.review ?? null);
}

function waits(stored: StoredEvent | null): string | null {
  return stored === null || stored.archived ? null : waitsForModerator(withReview(stored));
}
