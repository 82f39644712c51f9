import type { Server, Socket } from 'socket.io';
import type { Audience, ClientToServerEvents, ServerToClientEvents } from '../../shared/feed-protocol.ts';
import type { BoardRights } from '../../shared/policies.ts';

/** A board that a socket follows, what tells it from a later one of its slug, and who moderates it now. */
export type Followed = { board: string; audience: Audience; identity: string | null; rights: BoardRights };

export type BoardSocketData = {
  /** The rooms this socket follows, even while it reads too slowly to be in them. */
  follows: Map<string, Followed>;
  /** Counts the socket's `subscribe` calls: only the latest one is answered. */
  asked: number;
};
export type BoardServer = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, BoardSocketData>;
export type BoardSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, BoardSocketData>;
