import { createServer, ServerResponse, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { StartError } from '../base/start-error.ts';
import type { SetHeaders } from './security-headers.ts';

/** Grace period at shutdown, for open requests and for sockets that say goodbye. */
const closeGraceMs = 1_500;

/** A request's head comes at once, also from a phone with a bad connection. */
const headersTimeoutMs = 15_000;
/** The whole request. The longest is a file, which pages send for as long; other bodies have a deadline of their own. */
const requestTimeoutMs = 180_000;
/**
 * Longer than proxies and clients keep an idle connection (Caddy two minutes): the side that sends the next request has to
 * be the one that closes it, or that request can be lost.
 */
const keepAliveMs = 125_000;
/** How often head and request are looked at. */
const checkIntervalMs = 5_000;

export type HttpServer = {
  server: Server;
  /** Where this process listens. Behind a proxy, people use another address. */
  localUrl: string;
  /** Until this call every request is told that the board is starting. */
  serve(listener: RequestListener): void;
  /** Runs `stop`, and cuts all connections that are still open when the grace period is over. */
  closeAfter(stop: () => Promise<void>): Promise<void>;
  /** Takes no new connections; those that are open go on. */
  stopListening(): void;
  close(): Promise<void>;
};

type ServerOptions = { host: string | null; port: number; setHeaders: SetHeaders };

/** Listens on the port. Throws a `StartError` that names the setting to change where that is not possible. */
export async function openHttpServer({ host, port, setHeaders }: ServerOptions): Promise<HttpServer> {
  // Not in a listener: Socket.IO answers its own requests before any of them.
  class Response extends ServerResponse {
    // Node gives it more than its types say.
    constructor(...given: ConstructorParameters<typeof ServerResponse>) {
      super(...given);
      setHeaders(this.req, this);
    }
  }
  const server = createServer(
    {
      ServerResponse: Response as typeof ServerResponse,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: checkIntervalMs,
    },
    answerNotYet,
  );
  server.on('request', dropRest);
  const cutConnections = trackConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, port, host)));
    server.listen({ port, ...(host === null ? {} : { host }) }, resolve);
  });
  return {
    server,
    localUrl: `http://${host ?? 'localhost'}:${(server.address() as AddressInfo).port}`,
    serve(listener) {
      server.off('request', answerNotYet).on('request', listener);
    },
    async closeAfter(stop) {
      const timer = setTimeout(cutConnections, closeGraceMs);
      await stop();
      clearTimeout(timer);
    },
    stopListening: () => void server.close(),
    close: () => closeServer(server),
  };
}

/**
 * Closes the connection when a request was answered before its chunked body has come: Node would read the rest, however
 * long, and byte by byte that takes all the time there is. The rest of a body whose length is known is read.
 */
function dropRest(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers['transfer-encoding'] === undefined) return;
  response.once('finish', () => {
    if (!request.complete) request.socket.destroySoon();
  });
}

/** With this a load balancer tries again, and so does a browser, even without a person in front of it. */
function answerNotYet(_request: IncomingMessage, response: ServerResponse): void {
  response
    .writeHead(503, {
      'Retry-After': '1',
      Refresh: '2',
      'Content-Type': 'text/plain; charset=utf-8',
      Connection: 'close',
    })
    .end('The board is starting. This page will be there in a moment.\n');
}

function explainListenError(error: NodeJS.ErrnoException, port: number, host: string | null): Error {
  const options = { cause: error };
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} is taken by another program. Stop that one, or set PORT to another number.`,
        options,
      );
    case 'EACCES':
      return new StartError(`This user may not listen on port ${port}. Set PORT to a number from 1024 up.`, options);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `This machine has no address “${host}”. Correct HOST, or leave it out to listen on all.`,
        options,
      );
    default:
      return error;
  }
}

/** Returns a function that cuts all connections at once, even upgraded ones, which the server itself no longer knows. */
function trackConnections(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // The callback also comes if Socket.IO has closed the server already.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
