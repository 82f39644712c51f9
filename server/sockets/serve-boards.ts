import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import type { Clock } from '../../shared/clock.ts';
import type { SecurityLog } from '../base/security-log.ts';
import type { EventStep } from '../events/stored-event.ts';
import type { Feed } from '../feed/feed.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import type { BoardService } from '../boards/board-service.ts';
import type { Presence, Visitor } from '../moderation/presence.ts';
import type { Sessions } from '../accounts/sessions.ts';
import { BoardNews } from './board-news.ts';
import type { BoardServer, BoardSocket } from './board-socket.ts';
import { ConnectionLimit } from './connection-limit.ts';
import { createHandshakeLog } from './handshake-log.ts';
import { Moves } from './moves.ts';
import { Pulses } from './pulses.ts';
import { ReviewNews } from './review-news.ts';
import { roomOf } from './rooms.ts';
import { serveSocket } from './serve-socket.ts';
import { shareEncoding } from './shared-encoding.ts';
import { SlowReaders } from './slow-readers.ts';
import { allowOneConnect, type EngineConnection } from './socket-internals.ts';
import { SocketSessions } from './socket-sessions.ts';
import { subscribeHandler } from './subscribe.ts';
import { UnreadReplays } from './unread-replays.ts';
import { boundedWebSockets, webSocketsOnly } from './web-sockets.ts';
import { whoIsHere } from './who-is-here.ts';

export type ServeBoardsOptions = {
  httpServer: HttpServer;
  feed: Feed;
  metrics: FeedMetrics;
  logger: Logger;
  log: SecurityLog;
  clock: Clock;
  build: string;
  boards: Pick<BoardService, 'find' | 'onChange'>;
  presence: Presence;
  sessions: Sessions;
  /** Calls the listener with each change of an event. Returns a function that stops it. */
  onEventStep: (listener: (step: EventStep) => void) => () => void;
  countWaiting: (board: string) => Promise<number>;
  /** The session and the guest that the cookies of a handshake name. */
  visitorIn: (request: IncomingMessage) => Promise<Visitor>;
  addressOf: (request: IncomingMessage) => string;
  /** The address by which connections are counted: a /64 of IPv6 is one. */
  addressGroupOf: (request: IncomingMessage) => string;
  maxSocketsPerAddress: number;
  /** Whether a handshake with this `Origin` can open a socket. */
  originPolicy: { allows(request: IncomingMessage): boolean };
};

/** A client sends its first packet within moments of opening a connection. */
const connectTimeoutMs = 10_000;
/** Messages of a client are small. */
const maxMessageBytes = 10_000;

/**
 * The sockets: each board and audience is a room, and each frame of the feed goes to its room, encoded once.
 * `viewers` counts those who follow a board, on all servers.
 */
export function serveBoards(options: ServeBoardsOptions): {
  viewers: (board: string) => number;
  moves: Moves;
  close: () => Promise<void>;
} {
  const { httpServer, feed, boards, presence, metrics, logger, log, clock, build, originPolicy, addressOf } = options;
  const connections = new ConnectionLimit(options.maxSocketsPerAddress, options.addressGroupOf);
  const recordOf = createHandshakeLog(options);
  const mayOpen = (request: IncomingMessage): boolean => {
    if (moves.refuses(request)) return false;
    const isOurs = originPolicy.allows(request);
    if (isOurs && connections.hasRoom(request)) return true;
    const record = recordOf(request);
    if (isOurs) record('excess_rate_limit_exceeded', { what: 'sockets' });
    else record('malicious_cross_site', { path: '/socket.io' });
    return false;
  };
  const prepareReport = (request: IncomingMessage): (() => void) => {
    const record = recordOf(request);
    return () => record('excess_rate_limit_exceeded', { what: 'packets' });
  };
  const io: BoardServer = new Server(httpServer, {
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: maxMessageBytes,
    // Frames are small and many: compressing each one for each socket would cost far more than it saves.
    perMessageDeflate: false,
    httpCompression: false,
    // A dead connection is found within 20 s, before the client stops waiting for a silent server.
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: connectTimeoutMs,
    allowRequest: (request, decide) => decide(null, mayOpen(request)),
    wsEngine: boundedWebSockets({ clock, prepareReport }),
  });
  const moves = new Moves(io, clock);
  shareEncoding(io);
  io.engine.use(webSocketsOnly);
  io.engine.on('connection', (connection: EngineConnection) => {
    allowOneConnect(connection);
    connection.once('close', connections.count(connection.request));
    // Several handshakes at one moment have all found room.
    if (connections.isOver(connection.request)) connection.close();
  });

  const viewersElsewhere = (board: string): number => presence.viewersElsewhere(board);
  const pulses = new Pulses({ io, feed, metrics, clock, build, viewersElsewhere });
  const slowReaders = new SlowReaders({
    io,
    metrics,
    clock,
    pulseTo: (socket, follow) => pulses.sendTo(socket, follow.board, follow.audience),
  });
  const expel = (socket: BoardSocket): void => leaveForbidden(socket, socketSessions);
  const socketSessions = new SocketSessions({ ...options, expel });
  const reviewNews = new ReviewNews({ ...options, io, socketSessions });
  const onRights = (socket: BoardSocket): void => {
    expel(socket);
    reviewNews.greet(socket);
  };
  const viewersChanged = (changed: readonly string[]): void => pulses.viewersChanged(changed);
  const boardNews = new BoardNews({ io, boards, logger, onRights, viewersChanged });
  presence.attach(() => whoIsHere(io, socketSessions), viewersChanged);
  const stopListening = feed.listen({
    frame: (board, audience, frame) => {
      io.to(roomOf(board, audience)).emit('changes', frame);
    },
    reset: (board, audience) => {
      // Out of the room at once: no frame may reach a client that has not heard of the reset yet.
      pulses.send(board, audience);
      io.socketsLeave(roomOf(board, audience));
    },
  });
  const unreadReplays = new UnreadReplays(clock);
  const subscribe = subscribeHandler({
    feed,
    boards,
    metrics,
    log,
    build,
    pulses,
    socketSessions,
    unreadReplays,
    reviewNews,
  });
  io.on('connection', (socket) =>
    serveSocket(socket, { pulses, socketSessions, metrics, clock, logger, log, addressOf, subscribe }),
  );

  const close = async (): Promise<void> => {
    stopListening();
    boardNews.stop();
    reviewNews.stop();
    socketSessions.stop();
    slowReaders.stop();
    unreadReplays.stop();
    pulses.stop();
    await io.close();
  };
  return { viewers: (board) => pulses.viewers(board), moves, close };
}

/** Takes a socket out of the rooms that it is no longer allowed in, even while it reads too slowly to be in them. */
function leaveForbidden(socket: BoardSocket, socketSessions: SocketSessions): void {
  for (const [room, { rights, audience }] of socket.data.follows) {
    if (socketSessions.mayFollow(socket, rights, audience)) continue;
    void socket.leave(room);
    socket.data.follows.delete(room);
  }
}
