import type { Logger } from 'pino';
import { Audience } from '../../shared/feed-protocol.ts';
import type { StoredBoard } from '../boards/board-repository.ts';
import type { BoardService } from '../boards/board-service.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';
import { roomOf } from './rooms.ts';

type Options = {
  io: BoardServer;
  boards: Pick<BoardService, 'find' | 'onChange'>;
  logger: Logger;
  /** Who moderates what this socket follows may be others now. */
  onRights: (socket: BoardSocket) => void;
};

/** Tells those who follow a board that its title or its rules are others now. */
export class BoardNews {
  readonly #options: Options;
  readonly stop: () => void;

  constructor(options: Options) {
    this.#options = options;
    this.stop = options.boards.onChange((slug) => {
      for (const board of slug === null ? this.#followed() : [slug]) {
        this.#tell(board).catch((error: unknown) =>
          options.logger.warn({ err: error, board }, 'a board could not be read; its viewers hear of its rules later'),
        );
      }
    });
  }

  async #tell(board: string): Promise<void> {
    const { io, onRights } = this.#options;
    const sockets = this.#sockets().filter(({ data }) =>
      [...data.follows.values()].some((followed) => followed.board === board),
    );
    if (sockets.length === 0) return;
    const found = await this.#latest(board);
    // First, so that who is sent out of a room learns why.
    for (const audience of Audience.options)
      io.to(roomOf(board, audience)).emit('board', { board, is: found?.board ?? null });
    for (const socket of sockets) {
      for (const followed of socket.data.follows.values())
        if (followed.board === board && found !== null) followed.rights = found.rights;
      onRights(socket);
    }
  }

  /** Where it is read anew meanwhile, what that reads: who asked for it need not be one who tells. */
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
