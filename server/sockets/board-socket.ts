import type { Server, Socket } from 'socket.io';
import type { Audience, ClientToServerEvents, ServerToClientEvents } from '../../shared/feed-protocol.ts';
import type { BoardRights } from '../../shared/policies.ts';

/** What a socket follows, and who moderates it as of now. */
export type Followed = { board: string; audience: Audience; rights: BoardRights };

export type BoardSocketData = {
  /** The rooms this socket follows, even while it reads too slowly to be in them. */
  follows: Map<string, Followed>;
  /** Grows with each subscribe; an answer to an older one is no longer wanted. */
  asked: number;
};
export type BoardServer = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, BoardSocketData>;
export type BoardSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, BoardSocketData>;
