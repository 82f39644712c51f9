import { request } from 'node:http';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { WebSocket } from 'ws';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

describe('the doors of the sockets', () => {
  let board: TestBoard;
  const failures: unknown[] = [];
  const sockets: Socket[] = [];

  const start = async (settings: Record<string, string> = {}): Promise<void> => {
    failures.length = 0;
    const logger = pino(
      { level: 'error' },
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          failures.push(JSON.parse(chunk.toString()));
          done();
        },
      }),
    );
    board = await startBoard({ logger, settings });
  };

  beforeEach(() => start());

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await board.close();
  });

  function open(options: Parameters<typeof io>[1] = {}): Socket {
    const socket = io(board.localUrl, { forceNew: true, reconnection: false, transports: ['websocket'], ...options });
    sockets.push(socket);
    return socket;
  }

  /** Those of the sockets that the server let in. */
  async function accepted(opened: readonly Socket[]): Promise<Socket[]> {
    const refused = new Set<Socket>();
    for (const socket of opened) {
      socket.on('connect_error', () => refused.add(socket));
      socket.io.on('close', () => refused.add(socket));
    }
    await until('all connections to be accepted or refused', () =>
      opened.every((socket) => socket.connected || refused.has(socket)),
    );
    return opened.filter((socket) => socket.connected);
  }

  async function connected(): Promise<Socket> {
    const socket = open();
    await until('a socket', () => socket.connected);
    return socket;
  }

  /** Expects that the board serves everyone else as before. */
  async function expectUnharmed(): Promise<void> {
    const snapshot = (await (await fetch(`${board.url}/api/boards/main/snapshot`)).json()) as Snapshot;
    const answer = (await (
      await connected()
    )
      .timeout(5_000)
      .emitWithAck('subscribe', { board: 'main', position: snapshot.position })) as SubscribeAnswer;
    expect(answer).toMatchObject({ ok: true });
    expect(failures).toEqual([]);
  }

  it('[DOOR-6] no generated message harms anyone, and each request is answered or its socket closed', async () => {
    const { position } = (await (await fetch(`${board.url}/api/boards/main/snapshot`)).json()) as Snapshot;
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(
        { $gt: '' },
        '__proto__',
        { board: { $ne: '' }, position },
        { board: 'main', position: { toString: 'x' } },
        { board: 'main', position: 'x'.repeat(401) },
        { board: 'main', position, audience: '__proto__' },
      ),
      fc.record(
        {
          board: fc.oneof(fc.constant('main'), fc.string()),
          position: fc.oneof(fc.constant(position), fc.string({ unit: 'binary' })),
          audience: fc.oneof(fc.constantFrom('public', 'moderators'), fc.jsonValue()),
        },
        { requiredKeys: [] },
      ),
    );
    const names = fc.oneof(
      fc.constantFrom('subscribe', 'mismatch', 'changes', 'session', 'constructor', '__proto__', ''),
      fc
        .string({ maxLength: 20 })
        .filter(
          (name) =>
            !['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'].includes(
              name,
            ),
        ),
    );
    let socket = await connected();
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(names, fc.array(anything, { maxLength: 3 }), async (name, messages) => {
        // A new socket for every few messages: this test is about messages, not floods.
        if (!socket.connected || (sent += 1) % 20 === 0) {
          socket.disconnect();
          socket = await connected();
        }
        socket.emit(name, ...messages);
        // Only a call with exactly one message has a callback for the answer. It is answered, or the socket is closed.
        if (messages.length !== 1) return void socket.emit('subscribe', ...messages);
        const closed = new Promise<'closed'>((resolve) => socket.once('disconnect', () => resolve('closed')));
        const answer = socket.timeout(5_000).emitWithAck('subscribe', messages[0]) as Promise<SubscribeAnswer>;
        const first = await Promise.race([
          answer.then(
            ({ ok }) => typeof ok,
            (error: Error) => error.message,
          ),
          closed,
        ]);
        expect(['boolean', 'closed']).toContain(first);
      }),
      { numRuns: 300 },
    );
    await expectUnharmed();
  });

  it('[DOOR-6] no generated packet below Socket.IO harms anyone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 200 }),
            fc.constantFrom(
              '4',
              '40',
              '42',
              '42[',
              '42["subscribe"',
              '451-["subscribe",{"_placeholder":true,"num":0}]',
              '459999999999-["x"]',
              '42["subscribe",{"__proto__":{}}]',
              '40/admin,',
              '2probe',
              '5',
              '6',
              '4{"a":1}',
            ),
          ),
          { minLength: 1, maxLength: 5 },
        ),
        async (packets) => {
          const socket = await connected();
          const { ws } = socket.io.engine.transport as unknown as { ws: { send(packet: string): void } };
          for (const packet of packets) ws.send(packet);
          socket.disconnect();
        },
      ),
      { numRuns: 60 },
    );
    await expectUnharmed();
  });

  it('[DOOR-6] a socket that leaves and rejoins on the same connection is closed, and nobody else notices', async () => {
    const socket = await connected();
    const { ws } = socket.io.engine.transport as unknown as {
      ws: { send(packet: string): void; addEventListener(event: 'close', listener: () => void): void };
    };
    const closed = new Promise<void>((resolve) => {
      ws.addEventListener('close', resolve);
    });
    ws.send('41');
    // When another client has been served, the first one has left.
    await connected();
    ws.send('40');
    await closed;
    await expectUnharmed();
  });

  it('[DOOR-6] one address has a limited number of connections, and gets them back', async () => {
    await board.close();
    await start({ SOCKETS_PER_ADDRESS: '5' });
    const opened = Array.from({ length: 12 }, () => open());
    const inside = await accepted(opened);
    expect(inside).toHaveLength(5);
    for (const socket of inside) socket.disconnect();
    await until('a place to be free again', async () => (await accepted([open()])).length === 1);
  });

  it('[DOOR-8] a /64 of IPv6 is one address, and `&sid=` is no way around the limit', async () => {
    await board.close();
    await start({ SOCKETS_PER_ADDRESS: '5', TRUST_PROXY: 'loopback' });
    for (const network of ['2001:db8:0:1', '2001:db8:0:2']) {
      const opened = Array.from({ length: 8 }, (_, n) =>
        open({ query: { sid: '' }, extraHeaders: { 'X-Forwarded-For': `${network}::${n + 1}` } }),
      );
      expect(await accepted(opened)).toHaveLength(0);
      const whole = Array.from({ length: 8 }, (_, n) =>
        open({ extraHeaders: { 'X-Forwarded-For': `${network}::${n + 1}` } }),
      );
      expect(await accepted(whole)).toHaveLength(5);
    }
  });

  it('[DOOR-9] with `PUBLIC_URL`, a page of a foreign name that leads here can neither post nor connect', async () => {
    await board.close();
    await start({ PUBLIC_URL: 'https://board.example' });
    const statusOf = (method: string, path: string, headers: Record<string, string>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request(`${board.localUrl}${path}`, { method, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    for (const [headers, call, sockets] of [
      [{ host: 'evil.example', origin: 'http://evil.example' }, 403, 0],
      [{ host: 'board.example', origin: 'https://board.example' }, 204, 1],
    ] as const) {
      expect(await statusOf('POST', '/api/logout', headers)).toBe(call);
      expect(await accepted([open({ extraHeaders: headers })])).toHaveLength(sockets);
    }
  });

  it('[DOOR-6] a connection that never sends its first packet is closed', async () => {
    const silent = new WebSocket(`${board.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    await new Promise((resolve) => silent.once('open', resolve));
    await until('the connection to be closed', () => silent.readyState === WebSocket.CLOSED);
  });
});
