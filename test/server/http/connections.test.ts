import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { currentSender, type SecurityLog } from '../../../server/base/security-log.ts';
import { limitConnections } from '../../../server/http/connections.ts';
import { descriptorLimit } from '../../../server/http/descriptor-limit.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { until } from '../../support/until.ts';

type Opened = { socket: Socket; isClosed: () => boolean };

const stops: (() => void)[] = [];
const opened: Socket[] = [];

afterEach(() => {
  for (const socket of opened.splice(0)) socket.destroy();
  for (const stop of stops.splice(0)) stop();
});

type Line = { event: string; address: string | null; [field: string]: unknown };

type Options = Partial<Pick<Parameters<typeof limitConnections>[1], 'maxPerAddress' | 'descriptors' | 'addressOf'>>;

async function start(options: Options = {}) {
  const clock = new FakeClock();
  const lines: Line[] = [];
  const record: SecurityLog['record'] = (event, details) =>
    lines.push({ event, address: currentSender().address, ...details });
  const answers: ServerResponse[] = [];
  const server: Server = createServer((_request, response) => void answers.push(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = limitConnections(server, {
    clock,
    log: { record },
    descriptors: 1_000,
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
  async function open(text = '', localAddress = '127.0.0.1'): Promise<Opened> {
    const before = accepted;
    const { port } = server.address() as AddressInfo;
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    let closed = false;
    socket.on('close', () => (closed = true)).on('error', () => {});
    opened.push(socket);
    socket.write(text);
    await until('the connection', () => accepted > before);
    return { socket, isClosed: () => closed };
  }
  return { clock, open, answers, lines, server };
}

it('[DOOR-10] connections of one address are counted where Node accepts them', async () => {
  const { open, answers, lines } = await start({ maxPerAddress: 3 });
  const inside = [await open(), await open(), await open()];
  const outside = await open();
  await until('the fourth to be closed', outside.isClosed);
  expect(inside.map(({ isClosed }) => isClosed())).toEqual([false, false, false]);
  expect(lines).toEqual([{ event: 'excess_rate_limit_exceeded', address: '127.0.0.1', what: 'connections' }]);
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

describe('all addresses together', () => {
  const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
  const upgrade = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
  const closed = (all: Opened[]): number[] => all.flatMap(({ isClosed }, n) => (isClosed() ? [n] : []));

  it('[DOOR-17] at four fifths of the descriptors those give way that wait longest, of the address with most', async () => {
    const { clock, open, answers, lines } = await start({ descriptors: 25, maxPerAddress: 100 });
    const served = [await open(request, '127.0.0.4'), await open(request, '127.0.0.4')];
    await until('the requests', () => answers.length === 2);
    const few: Opened[] = [];
    for (let n = 0; n < 4; n += 1) few.push(await open('', '127.0.0.3'));
    const many: Opened[] = [];
    for (let n = 0; n < 14; n += 1) many.push(await open('', '127.0.0.2'));
    expect([...served, ...few, ...many].some(({ isClosed }) => isClosed())).toBe(false);
    for (let n = 0; n < 3; n += 1) few.push(await open('', '127.0.0.3'));
    many.push(await open('', '127.0.0.2'));
    await until('four to be cut off', () => closed(many).length === 4);
    expect([closed(many), closed(few), closed(served)]).toEqual([[0, 1, 2, 3], [], []]);
    expect(lines).toEqual([
      {
        event: 'excess_rate_limit_exceeded',
        address: '127.0.0.2',
        what: 'all connections',
        open: 21,
        of_address: 14,
        cut: 1,
      },
    ]);
    // Logged once a minute.
    clock.advance(60_000);
    many.push(await open('', '127.0.0.2'));
    expect(lines[1]).toMatchObject({ of_address: 12, cut: 4 });
    for (const answer of answers) answer.end('served');
    await until('the answers', () => served.every(({ socket }) => socket.bytesRead > 0));
  });

  it('[DOOR-17] where sockets take the room, the newest of the address with most gives way', async () => {
    const { open, server } = await start({ descriptors: 25, maxPerAddress: 100 });
    let upgraded = 0;
    server.on('upgrade', () => (upgraded += 1));
    const few = [await open(upgrade, '127.0.0.3')];
    const many: Opened[] = [];
    for (let n = 0; n < 19; n += 1) many.push(await open(upgrade, '127.0.0.2'));
    await until('all upgrades', () => upgraded === 20);
    const another = await open(request, '127.0.0.4');
    await until('one to be cut off', () => closed(many).length > 0);
    expect([closed(many), closed(few), another.isClosed()]).toEqual([[18], [], false]);
  });

  it('[DOOR-17] a proxy’s connections count, and none of them gives way', async () => {
    const fromProxy = ({ remoteAddress }: Socket): string | null =>
      remoteAddress === '127.0.0.9' ? null : (remoteAddress ?? '');
    const { open } = await start({ descriptors: 10, addressOf: fromProxy });
    const own = [await open(), await open()];
    const proxys: Opened[] = [];
    for (let n = 0; n < 9; n += 1) proxys.push(await open('', '127.0.0.9'));
    await until('the others to be cut off', () => closed(own).length === 2);
    expect(closed(proxys)).toEqual([]);
  });

  it('[DOOR-17] the limit is the soft one of the process, where the system says it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'limits-'));
    const path = join(folder, 'limits');
    const line = (soft: string): string =>
      `Limit                     Soft Limit           Hard Limit           Units\nMax open files            ${soft.padEnd(20)} 524288               files\n`;
    await writeFile(path, line('1024'));
    expect(await descriptorLimit(path)).toBe(1_024);
    await writeFile(path, line('unlimited'));
    expect(await descriptorLimit(path)).toBe(Infinity);
    await rm(folder, { recursive: true });
    expect(await descriptorLimit(path)).toBe(10_000);
  });
});
