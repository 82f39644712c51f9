import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import type { Audience, ClientToServerEvents, ServerToClientEvents } from '../../shared/feed-protocol.ts';
import type { Feed } from '../feed/feed.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import { MessageBudget } from './message-budget.ts';
import { Pulses } from './pulses.ts';
import { roomOf } from './rooms.ts';
import { SlowReaders } from './slow-readers.ts';
import { subscribeHandler } from './subscribe.ts';

export type BoardSocketData = {
  /** The rooms this socket follows, even while it reads too slowly to be in them. */
  follows: Map<string, { board: string; audience: Audience }>;
  /** Grows with each subscribe; an answer to an older one is no longer wanted. */
  asked: number;
};
export type BoardServer = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, BoardSocketData>;
export type BoardSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, BoardSocketData>;

export type BoardServerOptions = {
  httpServer: HttpServer;
  feed: Feed;
  metrics: FeedMetrics;
  logger: Logger;
  build: string;
  boardExists: (slug: string) => Promise<boolean>;
  mayFollow: (request: IncomingMessage, board: string, audience: Audience) => Promise<boolean>;
  /** Whether a handshake with this `Origin` (on either transport) may open a socket. */
  originAllowed: (request: IncomingMessage) => boolean;
};

/** A client has nothing large to say. */
const maxMessageBytes = 10_000;

/**
 * The sockets: each board and audience is a room, each frame of the feed goes to its room, encoded once.
 * Answers the function that closes all sockets.
 */
export function serveBoards(options: BoardServerOptions): () => Promise<void> {
  const { httpServer, feed, metrics, logger, build, originAllowed } = options;
  const io: BoardServer = new Server(httpServer, {
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    // Frames are small and many; compressing each for each socket would cost far more than it saves.
    perMessageDeflate: false,
    httpCompression: false,
    // A dead connection is found within 20 s, before the client's own patience with a silent server ends.
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: (request, decide) => decide(null, originAllowed(request)),
  });
  const pulses = new Pulses({ io, feed, metrics, build });
  const slowReaders = new SlowReaders({ io, metrics, pulseTo: (socket, follow) => pulses.sendTo(socket, follow.board, follow.audience) });

  const stopListening = feed.listen({
    frame: (board, audience, frame) => { io.to(roomOf(board, audience)).emit('changes', frame); },
    reset: (board, audience) => {
      // Out of the room at once: no frame may reach a client that has yet to hear of the reset.
      pulses.send(board, audience);
      io.socketsLeave(roomOf(board, audience));
    },
  });

  io.on('connection', (socket) => {
    socket.data.follows = new Map();
    socket.data.asked = 0;
    const budget = new MessageBudget();
    socket.use((_packet, next) => {
      if (budget.spend()) return next();
      // What it had sent before it was closed still comes.
      if (!socket.connected) return;
      logger.warn({ address: socket.handshake.address }, 'a socket sent too many messages and was closed');
      socket.disconnect(true);
    });
    const subscribe = subscribeHandler(socket, { ...options, pulses });
    socket.on('subscribe', (message, answer) => {
      subscribe(message, answer).catch((error: unknown) => logger.error({ err: error }, 'subscribe failed'));
    });
    socket.on('mismatch', () => { metrics.checksumMismatches.inc(); });
    socket.on('disconnect', () => pulses.viewersChanged([...socket.data.follows.values()].map(({ board }) => board)));
  });

  return async () => {
    stopListening();
    slowReaders.stop();
    pulses.stop();
    await io.close();
  };
}
