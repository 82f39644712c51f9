import { request } from 'node:http';
import { Writable } from 'node:stream';
import fc from 'fast-check';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
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
    const socket = io(board.url, { forceNew: true, reconnection: false, transports: ['websocket'], ...options });
    sockets.push(socket);
    return socket;
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
    for (const body of ['', 'x', '4', '42["subscribe"]', '\u001e'.repeat(100), '4'.repeat(5_000)]) {
      const answer = await fetch(`${board.url}/socket.io/?EIO=4&transport=polling`, { method: 'POST', body });
      expect(answer.status).toBe(400);
    }
    for (const query of [
      '',
      'EIO=4',
      'EIO=4&transport=websocket',
      'EIO=4&transport=__proto__',
      'EIO=4&transport=polling&sid=x',
      'EIO=4&transport=polling&sid=__proto__',
    ]) {
      expect([query, (await fetch(`${board.url}/socket.io/?${query}`)).status]).toEqual([query, 400]);
    }
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

  for (const packet of ['40', '40/admin,']) {
    it(`[DOOR-7] a thousand packets “${packet}” in one message get one answer at most, and close the connection`, async () => {
      const url = `${board.url}/socket.io/?EIO=4&transport=polling`;
      const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1)) as { sid: string };
      const body = Array<string>(1_000).fill(packet).join('\u001e');
      await fetch(`${url}&sid=${sid}`, { method: 'POST', body }).catch(() => 'closed');
      const answers = await (await fetch(`${url}&sid=${sid}`)).text();
      expect(answers.split('\u001e').filter((answer) => /^4[04]/.test(answer)).length).toBeLessThanOrEqual(1);
      await until('the connection to be closed', async () => (await fetch(`${url}&sid=${sid}`)).status === 400);
      await expectUnharmed();
    });
  }

  it('[DOOR-6] a large message over long polling is refused as well', async () => {
    const opened = await (await fetch(`${board.url}/socket.io/?EIO=4&transport=polling`)).text();
    const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
    const answer = await fetch(`${board.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, {
      method: 'POST',
      body: `4${'x'.repeat(1_000_000)}`,
    }).then(
      ({ status }) => status,
      () => 'closed',
    );
    expect(['closed', 413]).toContain(answer);
    await expectUnharmed();
  });

  for (const transport of ['websocket', 'polling'] as const) {
    it(`[DOOR-6] one address has a limited number of connections over ${transport}, and gets them back`, async () => {
      await board.close();
      await start({ SOCKETS_PER_ADDRESS: '5' });
      const opened = Array.from({ length: 12 }, () => open({ transports: [transport] }));
      const refused = new Set<Socket>();
      for (const socket of opened) {
        socket.on('connect_error', () => refused.add(socket));
        socket.io.on('close', () => refused.add(socket));
      }
      await until('all connections to be accepted or refused', () =>
        opened.every((socket) => socket.connected || refused.has(socket)),
      );
      const inside = opened.filter((socket) => socket.connected);
      expect(inside).toHaveLength(5);
      for (const socket of inside) socket.disconnect();
      await until('a place to be free again', async () => {
        const another = open({ transports: [transport] });
        return new Promise<boolean>((resolve) => {
          another.once('connect', () => resolve(true)).once('connect_error', () => resolve(false));
        });
      });
    });
  }

  it('[DOOR-8] a /64 of IPv6 is one address, and `&sid=` is no way around the limit', async () => {
    await board.close();
    await start({ SOCKETS_PER_ADDRESS: '5', TRUST_PROXY: 'loopback' });
    const statuses: Record<string, number[]> = {};
    for (const network of ['2001:db8:0:1', '2001:db8:0:2']) {
      for (let n = 1; n <= 8; n += 1) {
        const answer = await fetch(`${board.url}/socket.io/?EIO=4&transport=polling&sid=`, {
          headers: { 'X-Forwarded-For': `${network}::${n}` },
        });
        (statuses[network] ??= []).push(answer.status);
      }
    }
    const expected = [200, 200, 200, 200, 200, 403, 403, 403];
    expect(statuses).toEqual({ '2001:db8:0:1': expected, '2001:db8:0:2': expected });
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
    for (const [headers, call, handshake] of [
      [{ host: 'evil.example', origin: 'http://evil.example' }, 403, 403],
      [{ host: 'board.example', origin: 'https://board.example' }, 204, 200],
    ] as const) {
      expect(await statusOf('POST', '/api/logout', headers)).toBe(call);
      expect(await statusOf('GET', '/socket.io/?EIO=4&transport=polling', headers)).toBe(handshake);
    }
  });

  it('[DOOR-6] a connection that never sends its first packet is closed', async () => {
    const answer = await fetch(`${board.url}/socket.io/?EIO=4&transport=polling`);
    expect(answer.status).toBe(200);
    const { sid } = JSON.parse((await answer.text()).slice(1)) as { sid: string };
    await until(
      'the connection to be closed',
      async () => (await fetch(`${board.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`)).status === 400,
      18_000,
    );
  });
});
