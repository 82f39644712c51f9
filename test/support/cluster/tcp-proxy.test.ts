import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

describe('the proxy', () => {
  let proxy: TcpProxy;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  const sockets: Socket[] = [];
  beforeEach(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    proxy = await startTcpProxy((server.address() as AddressInfo).port);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await proxy.close();
    await new Promise((resolve) => server.close(resolve));
  });

  /** A client that sends something and hears its echo. */
  function caller(): { socket: Socket; heard: () => string; closed: () => boolean } {
    const socket = connect(proxy.port, '127.0.0.1');
    sockets.push(socket);
    let heard = '';
    let closed = false;
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      closed = true;
    });
    return { socket, heard: () => heard, closed: () => closed };
  }

  it('passes data on', async () => {
    const one = caller();
    one.socket.write('hello');
    await until('the echo', () => one.heard() === 'hello');
    expect(proxy.connections).toBe(1);
  });

  it('cuts open connections and accepts new ones', async () => {
    const one = caller();
    one.socket.write('a');
    await until('the echo', () => one.heard() === 'a');
    proxy.cut();
    await until('it is cut off', () => one.closed());
    const other = caller();
    other.socket.write('b');
    await until('the echo', () => other.heard() === 'b');
  });

  it('as a black hole stays silent, and later passes on what it held back', async () => {
    const one = caller();
    one.socket.write('a');
    await until('the echo', () => one.heard() === 'a');
    proxy.blackHole();
    const late = caller();
    await once(late.socket, 'connect');
    one.socket.write('b');
    late.socket.write('c');
    // A turn through another connection shows that time has passed.
    expect([one.heard(), late.heard(), one.closed(), late.closed()]).toEqual(['a', '', false, false]);
    proxy.restore();
    await until('both are heard', () => one.heard() === 'ab' && late.heard() === 'c');
  });

  it('refuses connections until it is told to stop', async () => {
    proxy.refuse();
    const one = caller();
    await until('it is refused', () => one.closed());
    proxy.restore();
    const other = caller();
    other.socket.write('b');
    await until('the echo', () => other.heard() === 'b');
  });
});
