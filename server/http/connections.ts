import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { every, type Clock } from '../../shared/clock.ts';
import { servingSender, type SecurityLog } from '../base/security-log.ts';
import { OpenConnections } from './open-connections.ts';
import { TokenBucket } from './visitor/token-bucket.ts';

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
/** Of the descriptors that the process may have. The database, files and what arrives meanwhile need the others. */
const usablePart = 0.8;

type Options = {
  clock: Clock;
  log: SecurityLog;
  /** How many files and connections the process may have open. */
  descriptors: number;
  /** All connections of one address, sockets among them. */
  maxPerAddress: number;
  maxWaiting?: number;
  /** Null for a proxy, whose connections are everybody's. */
  addressOf: (socket: Socket) => string | null;
};

type Connection = { underWay: number; isUpgraded: boolean };

/** Bounds the connections of one address, and of all together, where Node accepts them. Returns a function that stops it. */
export function limitConnections(
  server: Server,
  { clock, log, descriptors, maxPerAddress, maxWaiting = usualMaxWaiting, addressOf }: Options,
): () => void {
  const maxAll = Math.floor(descriptors * usablePart);
  const open = new OpenConnections();
  const connections = new WeakMap<Socket, Connection>();
  const notes = new TokenBucket({ burst: 1, perMinute: 1 }, { clock: clock.monotonic });
  /** Cut to make room, since it was last logged. */
  let cut = 0;

  function accept(socket: Socket): void {
    const address = addressOf(socket);
    if (address !== null && open.countOf(address) >= maxPerAddress) {
      if (notes.take(address) === 0) report(address, { what: 'connections' });
      return void socket.destroy();
    }
    open.add(socket, address);
    socket.once('close', () => open.delete(socket));
    if (address !== null) {
      connections.set(socket, { underWay: 0, isUpgraded: false });
      open.wait(socket, clock.monotonic());
    }
    if (open.size > maxAll) makeRoom();
  }

  function makeRoom(): void {
    const giving = open.toGiveWay;
    // All of them are a proxy's.
    if (giving === null) return;
    const { socket, holder } = giving;
    cut += 1;
    if (notes.take('all') === 0) {
      report(holder.address, { what: 'all connections', open: open.size, of_address: holder.all.size, cut });
      cut = 0;
    }
    open.delete(socket);
    socket.destroy();
  }

  function report(address: string, details: { what: string } & Record<string, string | number>): void {
    servingSender(address, () => log.record('excess_rate_limit_exceeded', details));
  }

  function serve({ socket }: IncomingMessage, response: ServerResponse): void {
    const connection = connections.get(socket);
    if (connection === undefined) return;
    connection.underWay += 1;
    if (connection.underWay > maxPipelined) return void socket.destroy();
    open.stopWaiting(socket);
    response.once('close', () => {
      connection.underWay -= 1;
      if (connection.underWay === 0 && !connection.isUpgraded && !socket.destroyed)
        open.wait(socket, clock.monotonic());
    });
  }

  function upgrade({ socket }: IncomingMessage): void {
    const connection = connections.get(socket);
    if (connection === undefined) return;
    connection.isUpgraded = true;
    open.stopWaiting(socket);
  }

  function cutOldest(): void {
    const until = clock.monotonic() - graceMs;
    for (const { waiting } of open.holders) {
      let tooMany = waiting.size - maxWaiting;
      for (const [socket, since] of waiting) {
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
