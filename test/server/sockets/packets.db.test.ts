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

const repeated = (part: Buffer, times: number): Buffer => Buffer.concat(Array<Buffer>(times).fill(part));

describe('what the sockets receive below their messages', () => {
  let board: TestBoard;
  const opened: Socket[] = [];

  beforeEach(async () => {
    board = await startBoard();
  });

  afterEach(async () => {
    for (const socket of opened.splice(0)) socket.destroy();
    await board.close();
  });

  async function open(head: string[]): Promise<{ socket: Socket; received: () => string }> {
    const socket = connect(Number(new URL(board.localUrl).port), '127.0.0.1');
    opened.push(socket);
    let text = '';
    socket.on('data', (data) => (text += data.toString('latin1'))).on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write([...head, '', ''].join('\r\n'));
    return { socket, received: () => text };
  }

  /** A WebSocket of Socket.IO that has joined. */
  async function join(query = ''): Promise<Socket> {
    const { socket, received } = await open([
      `GET /socket.io/?EIO=4&transport=websocket${query} HTTP/1.1`,
      'Host: x',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]);
    await until('the upgrade', () => received().includes('101 Switching'));
    if (query !== '') return socket;
    socket.write(frame(opcodes.text, '40'));
    await until('the namespace', () => received().includes('40{'));
    return socket;
  }

  async function session(): Promise<string> {
    const opened = await (await fetch(`${board.url}/socket.io/?EIO=4&transport=polling`)).text();
    return (JSON.parse(opened.slice(1)) as { sid: string }).sid;
  }

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

  it('[DOOR-14] a WebSocket that floods before it takes the place of long polling is cut off', async () => {
    const socket = await join(`&sid=${await session()}`);
    socket.write(repeated(frame(opcodes.text, '2probe'), 200));
    await until('the end', () => socket.closed, 5_000);
  });

  it('[DOOR-14] long polling that floods with packets is closed', async () => {
    const url = `${board.url}/socket.io/?EIO=4&transport=polling&sid=${await session()}`;
    await fetch(url, { method: 'POST', body: '40' });
    await fetch(url, { method: 'POST', body: Array<string>(200).fill('3').join('\u001e') }).catch(() => 'closed');
    expect((await fetch(url)).status).toBe(400);
  });

  it('[DOOR-14] a client that sends what clients send stays', async () => {
    const socket = await join();
    socket.write(repeated(frame(opcodes.text, '3'), 10));
    socket.write(repeated(frame(opcodes.ping, ''), 10));
    for (const transports of [['websocket'], ['polling', 'websocket'], ['polling']]) {
      const client = io(board.url, { forceNew: true, reconnection: false, transports });
      await until('the client', () => client.connected);
      for (let n = 0; n < 20; n += 1) client.emit('mismatch', { board: 'main' });
      const asked = { board: 'main', position: 'none' };
      expect(await client.timeout(5_000).emitWithAck('subscribe', asked)).toMatchObject({ ok: false });
      expect(client.connected).toBe(true);
      client.disconnect();
    }
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

  it('[DOOR-16] a body of long polling of unknown length, or longer than a message, is refused with its connection', async () => {
    const sid = await session();
    for (const [method, header, status] of [
      ['POST', 'Transfer-Encoding: chunked', 411],
      ['GET', 'Transfer-Encoding: chunked', 411],
      ['POST', 'Content-Length: 10001', 413],
      ['GET', 'Content-Length: 10', 400],
    ] as const) {
      const head = `${method} /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1`;
      const { socket, received } = await open([head, 'Host: x', header]);
      await until('the end', () => socket.closed, 5_000);
      expect([method, header, received().split(' ')[1]]).toEqual([method, header, String(status)]);
    }
    expect(
      (await fetch(`${board.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', body: '40' }))
        .status,
    ).toBe(200);
  });
});
