import { io, type Socket } from 'socket.io-client';
import type {
  BoardNotice,
  ClientToServerEvents,
  Frame,
  Pulse,
  ServerToClientEvents,
  SessionNotice,
  Subscribe,
  SubscribeAnswer,
  WaitingNotice,
} from '../../shared/feed-protocol.ts';

export type ConnectionHandlers = {
  connected(): void;
  /** The connection was lost or could not be made. */
  disconnected(): void;
  frame(frame: Frame): void;
  pulse(pulse: Pulse): void;
};

/** The socket as the feed sees it. */
export type FeedConnection = {
  /** Connects, and keeps trying. Returns a function that closes the connection for good. */
  open(handlers: ConnectionHandlers): () => void;
  readonly connected: boolean;
  /**
   * Hands the answer to `take` in the turn in which it arrives, because a frame that continues it can arrive in the same
   * turn. Rejects without an answer before the deadline, and drops the connection, which is then probably dead.
   */
  subscribe(message: Subscribe, take: (answer: SubscribeAnswer) => void): Promise<void>;
  reportMismatch(board: string): void;
  /** Tries now instead of at the next turn. */
  reconnect(): void;
  /** Opens a new connection: a socket belongs to the session it was opened with. */
  renew(): void;
};

/** A server can wait until it has caught up with the position (FEED-5). After this time the client tries another. */
const answerDeadlineMs = 8_000;

/** What a socket brings beside the feed. */
export type SocketNews = {
  onSession?: (notice: SessionNotice) => void;
  onBoard?: (notice: BoardNotice) => void;
  onPosts?: () => void;
  onWaiting?: (notice: WaitingNotice) => void;
};

type ConnectionOptions = SocketNews & {
  /** The server's address; the page's own by default. */
  url?: string;
};

/** The connection over Socket.IO. */
export function socketConnection({
  url,
  onSession,
  onBoard,
  onPosts,
  onWaiting,
}: ConnectionOptions = {}): FeedConnection {
  const options = {
    autoConnect: false,
    transports: ['websocket'],
    reconnectionDelay: 300,
    // A server that restarts is away for seconds; nobody should wait much longer.
    reconnectionDelayMax: 1_500,
    // Full jitter: thirty phones that lost their server come back spread out.
    randomizationFactor: 1,
  };
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> =
    url === undefined ? io(options) : io(url, { ...options, forceNew: true });
  if (onSession !== undefined) socket.on('session', onSession);
  if (onBoard !== undefined) socket.on('board', onBoard);
  if (onPosts !== undefined) socket.on('posts', onPosts);
  if (onWaiting !== undefined) socket.on('waiting', onWaiting);

  return {
    open(handlers) {
      socket.on('connect', () => handlers.connected());
      socket.on('disconnect', (reason) => {
        handlers.disconnected();
        // After the server closed the socket, Socket.IO does not reconnect by itself. A restarting server closes sockets.
        if (reason === 'io server disconnect') socket.connect();
      });
      socket.on('connect_error', () => handlers.disconnected());
      socket.on('changes', (frame) => handlers.frame(frame));
      socket.on('pulse', (pulse) => handlers.pulse(pulse));
      socket.connect();
      return () => {
        socket.removeAllListeners();
        socket.disconnect();
      };
    },
    get connected() {
      return socket.connected;
    },
    subscribe(message, take) {
      return new Promise((resolve, reject) => {
        socket.timeout(answerDeadlineMs).emit('subscribe', message, (error, answer) => {
          if (error === null) {
            take(answer);
            return resolve();
          }
          if (socket.connected) socket.disconnect().connect();
          reject(error);
        });
      });
    },
    reportMismatch(board) {
      if (socket.connected) socket.emit('mismatch', { board });
    },
    reconnect() {
      if (!socket.connected) socket.disconnect().connect();
    },
    renew() {
      socket.disconnect().connect();
    },
  };
}
