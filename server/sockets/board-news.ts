import type { Logger } from 'pino';
import type { StoredBoard } from '../boards/read-board.ts';
import type { BoardService } from '../boards/board-service.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';
import { roomsOf } from './rooms.ts';

type Options = {
  io: BoardServer;
  boards: Pick<BoardService, 'find' | 'onChange'>;
  logger: Logger;
  /** The board that this socket follows may have other moderators now. */
  onRights: (socket: BoardSocket) => void;
  /** Others follow this board now. */
  viewersChanged: (boards: readonly string[]) => void;
};

/** Sends a board's title and rules to everyone who follows it, whenever they change. */
export class BoardNews {
  readonly #options: Options;
  readonly stop: () => void;

  constructor(options: Options) {
    this.#options = options;
    this.stop = options.boards.onChange((slug) => {
      for (const board of slug === null ? this.#followed() : [slug]) {
        this.#send(board).catch((error: unknown) =>
          options.logger.warn({ err: error, board }, 'a board could not be read; its viewers hear of its rules later'),
        );
      }
    });
  }

  async #send(board: string): Promise<void> {
    const { io, onRights, viewersChanged } = this.#options;
    if (!this.#followed().has(board)) return;
    const found = await this.#latest(board);
    for (const socket of this.#sockets()) leaveDeleted(socket, board, found);
    viewersChanged([board]);
    if (found === null) return;
    // Sent first, so that a socket that has to leave its room learns why.
    io.to(roomsOf(board)).emit('board', { board, is: found.board });
    for (const socket of this.#sockets()) {
      const follows = [...socket.data.follows.values()].filter((followed) => followed.board === board);
      for (const followed of follows) followed.rights = found.rights;
      if (follows.length > 0) onRights(socket);
    }
  }

  /** Reads the board. If a newer read has started meanwhile, its result wins. */
  async #latest(board: string): Promise<StoredBoard | null> {
    const { boards } = this.#options;
    for (;;) {
      const reading = boards.find(board);
      const found = await reading;
      if (boards.find(board) === reading) return found;
    }
  }

  #followed(): Set<string> {
    return new Set(this.#sockets().flatMap(({ data }) => [...data.follows.values()].map(({ board }) => board)));
  }

  /** A socket that is connecting at this moment has no data yet. */
  #sockets(): BoardSocket[] {
    return [...this.#options.io.of('/').sockets.values()].filter(({ data }) => data.follows !== undefined);
  }
}

/** Those who follow a board that was deleted hear of that, and nothing of another one that has its slug already. */
function leaveDeleted(socket: BoardSocket, board: string, found: StoredBoard | null): void {
  for (const [room, followed] of socket.data.follows) {
    if (followed.board !== board || followed.identity === found?.identity) continue;
    socket.emit('board', { board, is: null });
    void socket.leave(room);
    socket.data.follows.delete(room);
  }
}
