import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { limitConnections } from '../../../server/http/connections.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { until } from '../../support/until.ts';

type Opened = { socket: Socket; isClosed: () => boolean };

const stops: (() => void)[] = [];
const opened: Socket[] = [];

afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy();
  for (const stop of stops.splice(0)) stop();
});

async function start(options: { maxPerAddress?: number; addressOf?: (socket: Socket) => string | null } = {}) {
  const clock = new FakeClock();
  const answers: ServerResponse[] = [];
  const server: Server = createServer((_request, response) => void answers.push(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = limitConnections(server, {
    clock,
    maxPerAddress: 100,
    maxWaiting: 5,
    addressOf: ({ remoteAddress }) => remoteAddress ?? '',
    ...options,
  });
  stops.push(() => {
    stop();
    server.close();
    server.closeAllConnections();
  });
  let accepted = 0;
  server.on('connection', () => (accepted += 1));
  /** Resolves when the server has accepted it. */
  async function open(text = ''): Promise<Opened> {
    const before = accepted;
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let closed = false;
    socket.on('close', () => (closed = true)).on('error', () => {});
    opened.push(socket);
    socket.write(text);
    await until('the connection', () => accepted > before);
    return { socket, isClosed: () => closed };
  }
  return { clock, open, answers };
}

it('[DOOR-10] connections of one address are counted where Node accepts them', async () => {
  const { open, answers } = await start({ maxPerAddress: 3 });
  const inside = [await open(), await open(), await open()];
  const outside = await open();
  await until('the fourth to be closed', outside.isClosed);
  expect(inside.map(({ isClosed }) => isClosed())).toEqual([false, false, false]);
  inside[0]!.socket.destroy();
  await until('a place to be free again', async () => {
    const another = await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await until('it to be served or closed', () => answers.length > 0 || another.isClosed());
    return answers.length > 0;
  });
});

it('[DOOR-10] a trusted proxy’s connections are not limited', async () => {
  const { clock, open } = await start({ maxPerAddress: 3, addressOf: () => null });
  const all: Opened[] = [];
  for (let n = 0; n < 10; n += 1) all.push(await open());
  clock.advance(10_000);
  const last = await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  expect([...all, last].some(({ isClosed }) => isClosed())).toBe(false);
});

it('[DOOR-10] of many half-sent requests the oldest are cut off; requests under way are not', async () => {
  const { clock, open, answers } = await start();
  const served = await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await until('the request', () => answers.length === 1);
  const halves: Opened[] = [];
  for (let n = 0; n < 8; n += 1) halves.push(await open('GET / HTTP/1.1\r\nX-Half: '));
  // A busy server reads a request a moment after it accepted the connection.
  clock.advance(500);
  expect(halves.some(({ isClosed }) => isClosed())).toBe(false);
  clock.advance(1_500);
  await until('three to be cut off', () => halves.filter(({ isClosed }) => isClosed()).length === 3);
  expect(halves.slice(0, 3).every(({ isClosed }) => isClosed())).toBe(true);
  expect(served.isClosed()).toBe(false);
  answers[0]!.end('served');
  await until('the answer', () => served.socket.bytesRead > 0);
});

it('[DOOR-13] a connection with more than four requests at once is cut off', async () => {
  const { open, answers } = await start();
  const few = await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(4));
  await until('all of them', () => answers.length === 4);
  const many = await open('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(5));
  await until('it to be cut off', many.isClosed);
  expect(few.isClosed()).toBe(false);
});
