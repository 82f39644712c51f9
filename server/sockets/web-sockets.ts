import { ServerResponse, type IncomingMessage } from 'node:http';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type { Clock } from '../../shared/clock.ts';
import { SteadyBudget, type BudgetRule } from '../base/steady-budget.ts';

/**
 * What one connection can send of everything: messages, acknowledgements, heartbeats, frames. Wider than the budget for
 * messages, so that a client that sends too many is told why it is closed.
 */
const packetRule: BudgetRule = { burst: 60, perSecond: 6 };
/** Clients send each message as one frame, and a proxy would not cut one of 10 kB into more than this. */
const maxFragments = 8;
/** A message of 10 kB comes in twenty packets of TCP where they are small. Each one that waits takes 100 bytes more than it has. */
const maxBufferedChunks = 100;
/** A client answers the end at once; one that does not is cut off. It would be read for half a minute otherwise. */
const closeTimeout = 1_000;
/** Not in the call of `super`: the types of ws do not know the last one. */
const bounds = { maxFragments, maxBufferedChunks, closeTimeout };

type Options = {
  clock: Pick<Clock, 'monotonic'>;
  /** Returns what to call when the connection that this request opens sends too much. */
  prepareReport: (request: IncomingMessage) => () => void;
};

/**
 * A middleware for Engine.IO that passes on only what opens a WebSocket: pages that cannot have one follow by HTTP
 * (`server/http-feed/`). Anything else is refused with its connection, so that nothing of a body is received. A `sid`
 * would attach a WebSocket to a connection that is open, past its limits.
 */
export function webSocketsOnly(request: IncomingMessage, response: object, next: (error?: Error) => void): void {
  if (!(response instanceof ServerResponse)) {
    const hasSession = new URLSearchParams(request.url?.split('?')[1]).has('sid');
    return next(hasSession ? new Error('A connection has one WebSocket.') : undefined);
  }
  response.writeHead(426, { Connection: 'upgrade, close', Upgrade: 'websocket', 'Content-Type': 'text/plain' });
  response.end('Only WebSockets are served here. In Socket.IO, set transports to ["websocket"].\n');
}

/**
 * The WebSockets for Engine.IO (`wsEngine`). Each one has a budget for all that it sends: also frames that Engine.IO does
 * not see.
 */
export function boundedWebSockets({ clock, prepareReport }: Options): new (options: ServerOptions) => WebSocketServer {
  return class BoundedWebSockets extends WebSocketServer {
    constructor(options: ServerOptions) {
      super({ ...options, ...bounds });
    }

    override handleUpgrade(...[request, socket, head, done]: Parameters<WebSocketServer['handleUpgrade']>): void {
      super.handleUpgrade(request, socket, head, (webSocket, sameRequest) => {
        countFrames(webSocket, new SteadyBudget(packetRule, clock), prepareReport(request));
        done(webSocket, sameRequest);
      });
    }
  };
}

function countFrames(webSocket: WebSocket, budget: SteadyBudget, report: () => void): void {
  let isOver = false;
  const count = (): void => {
    // What came in the same packet of TCP still arrives after the end.
    if (isOver || budget.spend()) return;
    isOver = true;
    report();
    // Not `close`, which reads on until the client closes too.
    webSocket.terminate();
  };
  webSocket.on('message', count).on('ping', count).on('pong', count);
}
