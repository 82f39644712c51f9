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
    const { io, onRights } = this.#options;
    const sockets = this.#sockets().filter(({ data }) =>
      [...data.follows.values()].some((followed) => followed.board === board),
    );
    if (sockets.length === 0) return;
    const found = await this.#latest(board);
    // Sent first, so that a socket that has to leave its room learns why.
    io.to(roomsOf(board)).emit('board', { board, is: found?.board ?? null });
    for (const socket of sockets) {
      for (const followed of socket.data.follows.values())
        if (followed.board === board && found !== null) followed.rights = found.rights;
      onRights(socket);
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
