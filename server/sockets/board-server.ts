import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import type { Feed } from '../feed/feed.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import type { BoardService } from '../boards/board-service.ts';
import type { Presence, Visitor } from '../moderation/presence.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { BoardNews } from './board-news.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';
import { ConnectionLimit } from './connection-limit.ts';
import { MessageBudget } from './message-budget.ts';
import { Pulses } from './pulses.ts';
import { roomOf } from './rooms.ts';
import { shareEncoding } from './shared-encoding.ts';
import { SlowReaders } from './slow-readers.ts';
import { SocketSessions } from './socket-sessions.ts';
import { subscribeHandler } from './subscribe.ts';
import { whoIsHere } from './who-is-here.ts';

export type BoardServerOptions = {
  httpServer: HttpServer;
  feed: Feed;
  metrics: FeedMetrics;
  logger: Logger;
  build: string;
  boards: Pick<BoardService, 'find' | 'onChange'>;
  presence: Presence;
  sessions: Sessions;
  /** Who a handshake says it is by its cookies. */
  visitorIn: (request: IncomingMessage) => Promise<Visitor>;
  addressOf: (request: IncomingMessage) => string;
  maxSocketsPerAddress: number;
  /** Whether a handshake with this `Origin` (on either transport) may open a socket. */
  originAllowed: (request: IncomingMessage) => boolean;
};

/** A client that has opened a connection says so much sooner. */
const connectTimeoutMs = 10_000;
/** A client has nothing large to say. */
const maxMessageBytes = 10_000;

/**
 * The sockets: each board and audience is a room, each frame of the feed goes to its room, encoded once.
 * Answers the function that closes all sockets.
 */
export function serveBoards(options: BoardServerOptions): () => Promise<void> {
  const { httpServer, feed, boards, presence, metrics, logger, build, originAllowed, addressOf } = options;
  const connections = new ConnectionLimit(options.maxSocketsPerAddress, addressOf);
  const io: BoardServer = new Server(httpServer, {
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    // Frames are small and many; compressing each for each socket would cost far more than it saves.
    perMessageDeflate: false,
    httpCompression: false,
    // A dead connection is found within 20 s, before the client's own patience with a silent server ends.
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: connectTimeoutMs,
    allowRequest: (request, decide) =>
      decide(null, originAllowed(request) && (!isHandshake(request) || connections.hasRoom(request))),
  });
  shareEncoding(io);
  io.engine.on('connection', (connection: EngineSocket) => {
    connection.once('close', connections.count(connection.request));
  });
  const pulses = new Pulses({
    io,
    feed,
    metrics,
    build,
    viewersElsewhere: (board) => presence.viewersElsewhere(board),
  });
  const slowReaders = new SlowReaders({
    io,
    metrics,
    pulseTo: (socket, follow) => pulses.sendTo(socket, follow.board, follow.audience),
  });

  const socketSessions = new SocketSessions({ ...options, expel: (socket) => leaveForbidden(socket, socketSessions) });

  presence.attach(
    () => whoIsHere(io, socketSessions),
    (changed) => pulses.viewersChanged(changed),
  );

  const boardNews = new BoardNews({ io, boards, logger, onRights: (socket) => leaveForbidden(socket, socketSessions) });
  const stopListening = feed.listen({
    frame: (board, audience, frame) => {
      io.to(roomOf(board, audience)).emit('changes', frame);
    },
    reset: (board, audience) => {
      // Out of the room at once: no frame may reach a client that has yet to hear of the reset.
      pulses.send(board, audience);
      io.socketsLeave(roomOf(board, audience));
    },
  });

  const subscribe = subscribeHandler({ feed, boards, metrics, build, pulses, socketSessions });
  io.on('connection', (socket) => {
    socket.data.follows = new Map();
    socket.data.asked = 0;
    // It left and came back on the same connection, of which nothing is known any more. No client of ours does.
    if (socket.conn.request === null) return void socket.disconnect(true);
    // Each socket's own room, for those who send to one by its id; here nobody does, and thousands are not for nothing.
    void socket.leave(socket.id);
    const address = addressOf(socket.request);
    void socketSessions.identify(socket).then(() => forgetHandshake(socket));
    const budget = new MessageBudget();
    socket.use((_packet, next) => {
      if (budget.spend()) return next();
      // What it had sent before it was closed still comes.
      if (!socket.connected) return;
      logger.warn({ address }, 'a socket sent too many messages and was closed');
      socket.disconnect(true);
    });
    socket.on('subscribe', (message, answer) => {
      subscribe(socket, message, answer).catch((error: unknown) => logger.error({ err: error }, 'subscribe failed'));
    });
    socket.on('mismatch', () => {
      metrics.checksumMismatches.inc();
    });
    socket.on('disconnect', () => {
      socketSessions.forget(socket);
      pulses.viewersChanged([...socket.data.follows.values()].map(({ board }) => board));
    });
  });

  return async () => {
    stopListening();
    boardNews.stop();
    socketSessions.stop();
    slowReaders.stop();
    pulses.stop();
    await io.close();
  };
}

type EngineSocket = { request: IncomingMessage; once(event: 'close', listener: () => void): void };

/** The first request of a connection; those of a poll or an upgrade name the one they belong to. */
function isHandshake({ url = '' }: IncomingMessage): boolean {
  return !/[?&]sid=/.test(url);
}

/**
 * Everything that was asked of the request has been: with its headers it would be a third of what a client costs.
 * Engine.IO's answer to an upgrade listens for the end of the connection, and so holds the request until then: hence it is
 * emptied. (One that polls is still being answered.)
 */
function forgetHandshake(socket: BoardSocket): void {
  const { request } = socket.conn;
  Object.assign(socket.conn, { request: null });
  Object.assign(socket, { handshake: null });
  if (request?.headers.upgrade === undefined) return;
  // Not deleted: an object that loses its fields one by one becomes a larger one.
  for (const key of Reflect.ownKeys(request)) Reflect.set(request, key, undefined);
}

/** Takes a socket out of the rooms that it may no longer be in, also while it reads too slowly to be in them. */
function leaveForbidden(socket: BoardSocket, socketSessions: SocketSessions): void {
  for (const [room, { rights, audience }] of socket.data.follows) {
    if (socketSessions.mayFollow(socket, rights, audience)) continue;
    void socket.leave(room);
    socket.data.follows.delete(room);
  }
}
