import { io } from 'socket.io-client';
import type {
  BoardNotice,
  Frame,
  Pulse,
  SessionNotice,
  Subscribe,
  SubscribeAnswer,
  WaitingNotice,
} from '../../shared/feed-protocol.ts';
import { answerDeadlineMs } from '../../shared/feed-timing.ts';
import type { BoardSocket } from './socket-move.ts';

export type ConnectionHandlers = {
  connected(): void;
  /** The connection was lost or could not be made. */
  disconnected(): void;
  frame(frame: Frame): void;
  pulse(pulse: Pulse): void;
  /** What the feed follows, from the position that it holds; null while it does not follow. */
  held(): Subscribe | null;
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

const loadMove = () => import('./socket-move.ts').catch(() => null);

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
  const openSocket = (query = {}): BoardSocket => {
    const opened: BoardSocket = io(url!, {
      query,
      forceNew: true,
      autoConnect: false,
      transports: ['websocket'],
      reconnectionDelay: 300,
      // A server that restarts is away for seconds; nobody should wait much longer.
      reconnectionDelayMax: 1_500,
      // Full jitter: thirty phones that lost their server come back spread out.
      randomizationFactor: 1,
    });
    if (onSession !== undefined) opened.on('session', onSession);
    if (onBoard !== undefined) opened.on('board', onBoard);
    if (onPosts !== undefined) opened.on('posts', onPosts);
    if (onWaiting !== undefined) opened.on('waiting', onWaiting);
    return opened;
  };
  let socket = openSocket();

  return {
    open(handlers) {
      const listen = (): void => {
        const current = socket;
        current.on('connect', () => handlers.connected());
        current.on('disconnect', (reason) => {
          handlers.disconnected();
          // After the server closed the socket, Socket.IO does not reconnect by itself. A restarting server closes sockets.
          if (reason === 'io server disconnect') current.connect();
        });
        current.on('connect_error', () => handlers.disconnected());
        current.on('changes', (frame) => handlers.frame(frame));
        current.on('pulse', (pulse) => handlers.pulse(pulse));
        // When it is needed, the server that has this build's code stops.
        current.once('pulse', loadMove);
        current.on('move', () => {
          void loadMove().then((code) =>
            code?.moveSocket(current, openSocket, handlers, (to) => {
              socket = to;
              listen();
            }),
          );
        });
      };
      listen();
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
        const asked = socket;
        asked.timeout(answerDeadlineMs).emit('subscribe', message, (error, answer) => {
          if (error === null) {
            take(answer);
            return resolve();
          }
          if (asked.connected) asked.disconnect().connect();
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
