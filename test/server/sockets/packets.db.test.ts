import { connect, type Socket } from 'node:net';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

const opcodes = { continuation: 0, text: 1, ping: 9, pong: 10 };

/** A frame of WebSocket as clients send it, with a mask of zeros. */
function frame(opcode: number, text: string, isLast = true): Buffer {
  const data = Buffer.from(text);
  const length = data.length < 126 ? [0x80 | data.length] : [0x80 | 126, data.length >> 8, data.length & 255];
  return Buffer.concat([Buffer.from([(isLast ? 0x80 : 0) | opcode, ...length, 0, 0, 0, 0]), data]);
}

type Opened = { socket: Socket; received: () => string };

const repeated = (part: Buffer, times: number): Buffer => Buffer.concat(Array<Buffer>(times).fill(part));

describe('what the sockets receive below their messages', () => {
  let board: TestBoard;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    board = await startBoard();
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await board.close();
  });

  async function open(head: string[]): Promise<Opened> {
    const socket = connect(Number(new URL(board.localUrl).port), '127.0.0.1');
    sockets.push(socket);
    let text = '';
    socket.on('data', (data) => (text += data.toString('latin1'))).on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write([...head, '', ''].join('\r\n'));
    return { socket, received: () => text };
  }

  const upgrade = (query: string): string[] => [
    `GET /socket.io/?EIO=4&transport=websocket${query} HTTP/1.1`,
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];

  /** A WebSocket of Socket.IO that has joined. */
  async function opened(): Promise<Opened> {
    const webSocket = await open(upgrade(''));
    await until('the upgrade', () => webSocket.received().includes('101 Switching'));
    webSocket.socket.write(frame(opcodes.text, '40'));
    await until('the namespace', () => webSocket.received().includes('40{'));
    return webSocket;
  }

  const join = async (): Promise<Socket> => (await opened()).socket;

  const floods = {
    pongs: frame(opcodes.text, '3'),
    acknowledgements: frame(opcodes.text, '431[]'),
    'packets without a meaning': frame(opcodes.text, '6'),
    'pings of WebSocket': frame(opcodes.ping, ''),
    'pongs of WebSocket': frame(opcodes.pong, ''),
  };
  for (const [name, packet] of Object.entries(floods)) {
    it(`[DOOR-14] a WebSocket that floods with ${name} is cut off at once`, async () => {
      const socket = await join();
      socket.write(repeated(packet, 200));
      // The client does not close: the server does not wait for it.
      await until('the end', () => socket.closed, 5_000);
    });
  }

  it('[DOOR-6] a WebSocket that sends too many messages is cut off soon, also when its client does not close', async () => {
    const socket = await join();
    socket.write(repeated(frame(opcodes.text, '42["mismatch",{}]'), 40));
    await until('the end', () => socket.closed, 5_000);
  });

  it('[DOOR-14] a client that sends what clients send stays', async () => {
    const socket = await join();
    socket.write(repeated(frame(opcodes.text, '3'), 10));
    socket.write(repeated(frame(opcodes.ping, ''), 10));
    const client = io(board.url, { forceNew: true, reconnection: false, transports: ['websocket'] });
    await until('the client', () => client.connected);
    for (let n = 0; n < 20; n += 1) client.emit('mismatch', { board: 'main' });
    const asked = { board: 'main', position: 'none' };
    expect(await client.timeout(30_000).emitWithAck('subscribe', asked)).toMatchObject({ ok: false });
    expect(client.connected).toBe(true);
    client.disconnect();
    expect(socket.closed).toBe(false);
  });

  it('[DOOR-15] an unfinished message of many fragments ends its connection', async () => {
    const socket = await join();
    socket.write(frame(opcodes.text, '4', false));
    socket.write(repeated(frame(opcodes.continuation, '2', false), 50));
    // The close frame and the answer to it: 1008, “Policy Violation”.
    const closed = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString('hex'))));
    expect(await closed).toContain('03f0');
    await until('the end', () => socket.closed, 5_000);
  });

  for (const packet of ['40', '40/admin,']) {
    it(`[DOOR-7] a thousand packets “${packet}” at once get one answer at most, and close the connection`, async () => {
      const { socket, received } = await opened();
      const before = received().length;
      socket.write(repeated(frame(opcodes.text, packet), 1_000));
      await until('the end', () => socket.closed);
      expect(
        received()
          .slice(before)
          .match(/4[04][{/]/g) ?? [],
      ).toHaveLength(0);
    });
  }

  it('[DOOR-16] what opens no WebSocket is refused with its connection, whatever it brings', async () => {
    for (const method of ['GET', 'POST', 'OPTIONS'])
      for (const transport of ['polling', 'websocket', 'none', '__proto__'])
        for (const [header, more] of [
          ['Accept: */*', ''],
          ['Transfer-Encoding: chunked', '1\r\n4\r\n'],
          ['Content-Length: 1000000000', '40'],
          ['Upgrade: websocket', ''],
        ] as const) {
          const head = `${method} /socket.io/?EIO=4&transport=${transport} HTTP/1.1`;
          const { socket, received } = await open([head, 'Host: x', header]);
          socket.write(more);
          await until('the end', () => socket.closed);
          expect([head, header, received().split(' ')[1]]).toEqual([head, header, '426']);
        }
  });

  it('[DOOR-16] a WebSocket for a connection that is open already is refused', async () => {
    const { received } = await opened();
    const [, sid] = /"sid":"([^"]+)"/.exec(received()) ?? [];
    const second = await open(upgrade(`&sid=${sid}`));
    await until('the end', () => second.socket.closed);
    expect(second.received()).toMatch(/^HTTP\/1.1 400/);
  });
});
