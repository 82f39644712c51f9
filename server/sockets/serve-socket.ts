import { currentSender, nameSender, servingSender, type SecurityLog } from '../base/security-log.ts';
import { SteadyBudget } from '../base/steady-budget.ts';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Clock } from '../../shared/clock.ts';
import type { FeedMetrics } from '../feed/feed-metrics.ts';
import type { BoardSocket } from './board-socket.ts';
import type { Pulses } from './pulses.ts';
import { forgetHandshake, isHandshakeForgotten } from './socket-internals.ts';
import type { SocketSessions } from './socket-sessions.ts';

/** A client that comes back from a bad network asks a few times in a row; no client has a reason to ask more. */
const messages = { burst: 30, perSecond: 5 };

type Options = {
  pulses: Pulses;
  socketSessions: SocketSessions;
  metrics: FeedMetrics;
  clock: Clock;
  logger: Logger;
  log: SecurityLog;
  addressOf: (request: IncomingMessage) => string;
  subscribe: (socket: BoardSocket, message: unknown, acknowledge: unknown) => Promise<void>;
};

/** Handles the messages of one socket, from its connection on. */
export function serveSocket(socket: BoardSocket, options: Options): void {
  const { pulses, socketSessions, metrics, clock, logger, log, addressOf, subscribe } = options;
  socket.data.follows = new Map();
  socket.data.asked = 0;
  // The socket left the namespace and rejoined on a connection whose handshake was discarded. Our client never does.
  if (isHandshakeForgotten(socket)) return void socket.disconnect(true);
  // Every socket gets a room of its own, for messages to its id. We send none, and thousands of rooms take memory.
  void socket.leave(socket.id);
  const address = addressOf(socket.request);
  const serving = (serve: () => void): void =>
    servingSender(address, () => {
      nameSender(socketSessions.person(socket)?.id ?? null);
      serve();
    });
  void socketSessions.identify(socket).then(() => forgetHandshake(socket));

  const budget = new SteadyBudget(messages, clock);
  socket.use((_packet, next) => {
    if (budget.spend()) return next();
    // Messages sent before the socket was closed still arrive.
    if (!socket.connected) return;
    serving(() => log.record('excess_rate_limit_exceeded', { what: 'messages' }));
    socket.disconnect(true);
  });
  socket.on('subscribe', (message, answer) => {
    serving(() => {
      subscribe(socket, message, answer).catch((error: unknown) =>
        logger.error({ err: error, ...currentSender() }, 'subscribe failed'),
      );
    });
  });
  socket.on('mismatch', () => {
    metrics.checksumMismatches.inc();
  });
  socket.on('disconnect', () => {
    socketSessions.forget(socket);
    pulses.viewersChanged([...socket.data.follows.values()].map(({ board }) => board));
  });
}
