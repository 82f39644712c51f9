import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { every, type Clock } from '../../shared/clock.ts';

/**
 * Connections of one address without a request under way: new, kept open for the next one, or with one half-sent. Each
 * holds up to 16 kB. More than a school's browsers keep, and they open another one when they need it.
 */
const usualMaxWaiting = 1_000;
/** A new connection sends its request at once, but a busy server reads it a moment later. */
const graceMs = 1_000;
/**
 * Requests that wait for their answers on one connection. Browsers and proxies send the next one after the answer. All that
 * have arrived are answered in one turn, so many of them would stop everybody else.
 */
const maxPipelined = 4;

type Options = {
  clock: Clock;
  /** All connections of one address, sockets among them. */
  maxPerAddress: number;
  maxWaiting?: number;
  /** Null for a proxy, whose connections are everybody's. */
  addressOf: (socket: Socket) => string | null;
};

type Connection = { address: string; underWay: number; isUpgraded: boolean };

/** Bounds the connections of one address where Node accepts them. Returns a function that stops it. */
export function limitConnections(
  server: Server,
  { clock, maxPerAddress, maxWaiting = usualMaxWaiting, addressOf }: Options,
): () => void {
  const connections = new Map<Socket, Connection>();
  const counts = new Map<string, number>();
  /** By address, the ones that wait for a request, the longest first, and since when. */
  const waiting = new Map<string, Map<Socket, number>>();

  function wait(socket: Socket, { address }: Connection): void {
    const ofAddress = waiting.get(address) ?? new Map<Socket, number>();
    waiting.set(address, ofAddress.set(socket, clock.monotonic()));
  }

  function stopWaiting(socket: Socket, { address }: Connection): void {
    const ofAddress = waiting.get(address);
    ofAddress?.delete(socket);
    if (ofAddress?.size === 0) waiting.delete(address);
  }

  function accept(socket: Socket): void {
    const address = addressOf(socket);
    if (address === null) return;
    const count = (counts.get(address) ?? 0) + 1;
    if (count > maxPerAddress) return void socket.destroy();
    counts.set(address, count);
    const connection = { address, underWay: 0, isUpgraded: false };
    connections.set(socket, connection);
    wait(socket, connection);
    socket.once('close', () => {
      connections.delete(socket);
      stopWaiting(socket, connection);
      const left = (counts.get(address) ?? 1) - 1;
      if (left > 0) counts.set(address, left);
      else counts.delete(address);
    });
  }

  function serve({ socket }: IncomingMessage, response: ServerResponse): void {
    const connection = connections.get(socket);
    if (connection === undefined) return;
    connection.underWay += 1;
    if (connection.underWay > maxPipelined) return void socket.destroy();
    stopWaiting(socket, connection);
    response.once('close', () => {
      connection.underWay -= 1;
      if (connection.underWay === 0 && !connection.isUpgraded && !socket.destroyed) wait(socket, connection);
    });
  }

  function upgrade({ socket }: IncomingMessage): void {
    const connection = connections.get(socket);
    if (connection === undefined) return;
    connection.isUpgraded = true;
    stopWaiting(socket, connection);
  }

  function cutOldest(): void {
    const until = clock.monotonic() - graceMs;
    for (const ofAddress of waiting.values()) {
      let tooMany = ofAddress.size - maxWaiting;
      for (const [socket, since] of ofAddress) {
        if (tooMany <= 0 || since > until) break;
        socket.destroy();
        tooMany -= 1;
      }
    }
  }

  // Before the listener that answers.
  server.on('connection', accept).prependListener('request', serve).on('upgrade', upgrade);
  const stopCutting = every(clock, graceMs, cutOldest);
  return () => {
    stopCutting();
    server.off('connection', accept).off('request', serve).off('upgrade', upgrade);
  };
}
