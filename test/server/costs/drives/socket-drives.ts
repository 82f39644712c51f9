import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents } from '../../../../shared/feed-protocol.ts';
import { until } from '../../../support/until.ts';
import { flood, openRaw, type Drive, type Scene } from '../scene.ts';

async function openSockets({ url }: Scene, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () =>
    io(url, { forceNew: true, reconnection: false, transports: ['websocket'] }),
  );
  await until('the sockets', () => sockets.every((socket) => socket.connected));
  return sockets;
}

const closing = (sockets: Socket[]) => (): void => {
  for (const socket of sockets) socket.disconnect();
};

/** The messages of sockets, and what comes before them. */
export const socketDrives: Record<`message ${keyof ClientToServerEvents}` | 'a socket' | 'an unknown message', Drive> =
  {
    'a socket': async (scene) => closing(await openSockets(scene, 300)),
    'message subscribe': async (scene) => {
      const { position } = (await (await fetch(`${scene.url}/api/boards/main/snapshot`)).json()) as {
        position: string;
      };
      // Something to replay: each socket asks for it from a place of its own, and reads nothing.
      await scene.owner.call('POST', '/api/boards/main/events', {
        body: { name: 'Again', start: '2027-01-01', details: 'ß'.repeat(2_000), repeat: { every: 'week', count: 50 } },
      });
      const sockets = await openSockets(scene, 40);
      await flood(
        sockets.length,
        async (n) => {
          const socket = sockets[n]!;
          for (let m = 0; m < 20; m += 1)
            socket.emit('subscribe', {
              board: 'main',
              position: `${position.slice(0, -4)}${String(n * 20 + m).padStart(4, '0')}`,
            });
          await socket.timeout(10_000).emitWithAck('subscribe', { board: 'main', position });
          (socket.io.engine.transport as unknown as { ws: { _socket?: { pause(): void } } }).ws._socket?.pause();
        },
        40,
      );
      return closing(sockets);
    },
    'message mismatch': async (scene) => {
      const sockets = await openSockets(scene, 20);
      for (const socket of sockets)
        for (let n = 0; n < 200; n += 1) socket.emit('mismatch', { board: 'x'.repeat(9_000) });
      await until('the sockets to be closed', () => sockets.every((socket) => !socket.connected));
    },
    'an unknown message': async (scene) => {
      const sockets = await openSockets(scene, 20);
      const deep = JSON.stringify(['x', ...Array<string>(200).fill('['.repeat(20) + ']'.repeat(20))]);
      for (const socket of sockets) {
        const { ws } = socket.io.engine.transport as unknown as { ws: { send(packet: string): void } };
        for (let n = 0; n < 25; n += 1) ws.send(`42${deep}`);
      }
      const handshake = [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        'Host: x',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        '',
        '',
      ].join('\r\n');
      const { close } = await openRaw(scene, 300, () => handshake);
      return () => {
        close();
        closing(sockets)();
      };
    },
  };
