import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const socketCount = 40;
const asksPerSocket = 20;
const maxGrowthBytes = 50 * 1024 * 1024;

function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('replays for clients that do not read', () => {
  let board: TestBoard;
  /** Before the first change, and after each one. */
  let positions: string[];
  const sockets: Socket[] = [];

  beforeEach(async () => {
    board = await startBoard();
    const events = board.database.db.collection('events');
    const { position } = (await (await fetch(`${board.url}/api/boards/main/snapshot`)).json()) as Snapshot;
    const [epoch] = position.split('.');
    positions = [position];
    const stream = events.watch();
    stream.on('change', ({ _id }) => positions.push(`${epoch}.${(_id as { _data: string })._data}`));
    await until('the stream', async () => {
      await events.insertOne({ name: 'Choir', board: 'main', start: '2026-12-01' });
      return positions.length > 1;
    });
    const many = Array.from({ length: 600 }, () => ({
      board: 'main',
      name: 'Many',
      start: '2026-12-01',
      details: 'x'.repeat(2_000),
    }));
    await events.insertMany(many);
    await until('the changes', () => positions.length > many.length);
    await stream.close();
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await board.close();
  });

  async function connected(): Promise<Socket> {
    const socket = io(board.url, { forceNew: true, reconnection: false, transports: ['websocket'] });
    sockets.push(socket);
    await until('a socket', () => socket.connected);
    return socket;
  }

  async function answers(): Promise<number> {
    const text = await (await fetch(`${board.url}/metrics`)).text();
    return [...text.matchAll(/^board_feed_subscriptions_total\{.*\} (\d+)$/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
  }

  for (const [what, positionOf] of [
    ['one place', (n: number) => `${positions[0]!}${n.toString(16).toUpperCase().padStart(6, '0')}`],
    ['many places', (n: number) => positions[n % 400]!],
  ] as const) {
    it(`[FEED-22] memory stays bounded while ${socketCount} sockets ask from ${what} and read nothing`, async () => {
      for (let n = 0; n < socketCount; n += 1) await connected();
      const [witness] = sockets;
      await until('the answer to be known', async () => {
        const answer = (await witness!
          .timeout(5_000)
          .emitWithAck('subscribe', { board: 'main', position: positions[0] })) as SubscribeAnswer;
        return answer.ok && answer.changes.length > 600;
      });
      const [before, answeredBefore] = [heldBytes(), await answers()];
      for (const { io: manager } of sockets)
        (manager.engine.transport as unknown as { ws: { _socket: { pause(): void } } }).ws._socket.pause();
      for (let ask = 0; ask < asksPerSocket; ask += 1) {
        for (const [index, socket] of sockets.entries()) {
          const position = positionOf(index * asksPerSocket + ask);
          socket.emit('subscribe', { board: 'main', position }, () => undefined);
        }
        // Of questions that a socket asks at once, only the latest is answered.
        await until('the answers', async () => (await answers()) - answeredBefore === (ask + 1) * socketCount);
      }
      expect(heldBytes() - before).toBeLessThan(maxGrowthBytes);
      for (const socket of sockets.splice(0)) socket.disconnect();
      const after = await connected();
      await until('room for other clients', async () => {
        const answer = (await after
          .timeout(5_000)
          .emitWithAck('subscribe', { board: 'main', position: positions[0] })) as SubscribeAnswer;
        return answer.ok && answer.changes.length > 600;
      });
    });
  }
});
