import type { IncomingMessage } from 'node:http';
import type { BoardSocket } from './board-socket.ts';

/*
 * What we use of Socket.IO and Engine.IO that is not their public interface: here, and in shared-encoding.ts. For this
 * reason package.json names exact versions of both, and socket-internals.test.ts fails when a new version no longer
 * works this way.
 */

type EngineTransport = { socket?: { bufferedAmount?: number } };

/** What the server holds for a client that has not read it yet. */
export function waitingFor(socket: BoardSocket): { packets: number; bytes: number } {
  const { writeBuffer, transport } = socket.conn as unknown as { writeBuffer: unknown[]; transport: EngineTransport };
  return { packets: writeBuffer.length, bytes: transport.socket?.bufferedAmount ?? 0 };
}

/** A connection as Engine.IO announces it. */
export type EngineConnection = {
  request: IncomingMessage;
  once(event: 'close', listener: () => void): void;
  on(event: 'packet', listener: (packet: { type: string; data?: unknown }) => void): void;
  /** `discard`: without a wait for the client to read what was sent to it. */
  close(discard?: boolean): void;
};

/** The first character of a packet by which a client joins a namespace. */
const connectPrefix = '0';

/**
 * Closes a connection at its second CONNECT. Socket.IO would open a socket for each one that is in the same message, and
 * answer each one that names another namespace. Our clients send one; after it the namespace is `/` or was refused.
 */
export function allowOneConnect(connection: EngineConnection): void {
  let hasConnected = false;
  connection.on('packet', ({ type, data }) => {
    if (type !== 'message' || typeof data !== 'string' || !data.startsWith(connectPrefix)) return;
    if (hasConnected) connection.close();
    hasConnected = true;
  });
}

/** Whether `forgetHandshake` was called for this socket's connection. */
export function isHandshakeForgotten(socket: BoardSocket): boolean {
  return socket.conn.request === null;
}

/**
 * Frees the request that opened the connection, once nobody needs it: with its headers it is a third of the memory that
 * a client takes. Engine.IO's response to an upgrade listens for the end of the connection and so keeps the request
 * object alive; therefore the object is emptied too.
 */
export function forgetHandshake(socket: BoardSocket): void {
  const { request } = socket.conn;
  Object.assign(socket.conn, { request: null });
  Object.assign(socket, { handshake: null });
  if (request === null) return;
  // Not deleted: an object that loses its fields one by one becomes a larger one.
  for (const key of Reflect.ownKeys(request)) Reflect.set(request, key, undefined);
}
