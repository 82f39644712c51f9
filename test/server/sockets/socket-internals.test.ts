import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Server } from 'socket.io';
import { io as connect, type Socket as Client } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardServer, BoardSocket } from '../../../server/sockets/board-socket.ts';
import { shareEncoding } from '../../../server/sockets/shared-encoding.ts';
import { forgetHandshake, waitingFor } from '../../../server/sockets/socket-internals.ts';
import type { Subscribe, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import type { Change } from '../../../shared/live-set.ts';
import { boardEvent } from '../../support/board/stored-event.ts';
import { until } from '../../support/until.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

type Frame = readonly Buffer[];
/** Internals of a connection that these tests use, like the code under test. */
type Internals = { transport: { socket: { _sender: { sendFrame(frame: Frame, sent: unknown): void } } } };

/** A list of one change that counts how often it is turned into JSON. */
function countedChanges(): { changes: Change[]; encoded: () => number } {
  let encoded = 0;
  const put = boardEvent();
  const counted = {
    ...put,
    toJSON: () => {
      encoded += 1;
      return put;
    },
  };
  return { changes: [{ put: counted }], encoded: () => encoded };
}

/** What we replace in Socket.IO and Engine.IO, with the versions that are installed. */
describe('the internals of Socket.IO that we rely on', () => {
  let httpServer: HttpServer;
  let io: BoardServer;
  let sockets: BoardSocket[];
  const clients: Client[] = [];

  beforeEach(async () => {
    httpServer = createServer();
    io = new Server(httpServer, {
      serveClient: false,
      perMessageDeflate: false,
    });
    shareEncoding(io);
    sockets = [];
    io.on('connection', (socket) => sockets.push(socket));
    await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.disconnect();
    await io.close();
  });

  function open(): Client {
    const { port } = httpServer.address() as AddressInfo;
    const client = connect(`http://127.0.0.1:${port}`, {
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
    });
    clients.push(client);
    return client;
  }

  async function openMany(count: number): Promise<Client[]> {
    const opened = Array.from({ length: count }, () => open());
    await until('the sockets', () => sockets.length === count && opened.every(({ connected }) => connected));
    return opened;
  }

  it('[FEED-15] a message to a room is encoded once, however many sockets are in it', async () => {
    const opened = await openMany(5);
    const received = opened.map((client) => new Promise((resolve) => client.once('changes', resolve)));
    const { changes, encoded } = countedChanges();
    for (const socket of sockets) await socket.join('room');
    io.to('room').emit('changes', { board: 'main', after: 'a', at: 'b', changes, size: 1, checksum: '' });
    for (const frame of await Promise.all(received)) expect(frame).toMatchObject({ changes: [{ put: boardEvent() }] });
    expect(encoded()).toBe(1);
  });

  it('[FEED-15] answers with the same list of changes are encoded once, and share the bytes of the list', async () => {
    const opened = await openMany(5);
    const { changes, encoded } = countedChanges();
    const frames: Frame[] = [];
    for (const socket of sockets) {
      const { _sender: sender } = (socket.conn as unknown as Internals).transport.socket;
      const sendFrame = sender.sendFrame.bind(sender);
      sender.sendFrame = (frame, sent) => {
        frames.push(frame);
        sendFrame(frame, sent);
      };
      socket.on('subscribe', (_message: Subscribe, answer: (answer: SubscribeAnswer) => void) =>
        answer({
          ok: true,
          protocol: 1,
          board: 'main',
          audience: 'public',
          after: 'a',
          at: 'b',
          changes,
          size: 1,
          checksum: '',
          viewers: 5,
          build: 'none',
        }),
      );
    }
    const answers = [];
    for (const client of opened) answers.push(await client.timeout(5_000).emitWithAck('subscribe', {}));
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, changes: [{ put: boardEvent() }] });
    expect(encoded()).toBe(1);
    expect([frames.length, new Set(frames.map(([, end]) => end)).size]).toEqual([5, 1]);
  });

  it('the request of a WebSocket is released after its handshake, and the socket goes on', async () => {
    const [client] = await openMany(1);
    const socket = sockets[0]!;
    const headers = new WeakRef(socket.request.headers);
    forgetHandshake(socket);
    await until('the headers to be collected', () => {
      collectGarbage();
      return headers.deref() === undefined;
    });
    const received = new Promise((resolve) => client!.once('session', resolve));
    socket.emit('session', { reason: 'changed' });
    expect(await received).toEqual({ reason: 'changed' });
  });

  it('[FEED-6] what a client has not read yet is counted', async () => {
    const [client] = await openMany(1);
    const socket = sockets[0]!;
    expect(waitingFor(socket)).toEqual({ packets: 0, bytes: 0 });
    const stream = (client!.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }).ws
      ._socket;
    stream.pause();
    const changes: Change[] = [{ remove: 'x'.repeat(1_000_000) }];
    await until('bytes to wait', () => {
      socket.emit('changes', { board: 'main', after: 'a', at: 'b', changes, size: 0, checksum: '' });
      return waitingFor(socket).bytes > 1_000_000;
    });
    stream.resume();
    await until('everything to be read', () => waitingFor(socket).bytes === 0 && waitingFor(socket).packets === 0);
  });
});
