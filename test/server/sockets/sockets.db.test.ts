import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { io, type Socket } from 'socket.io-client';
import type { Pulse, Snapshot, SubscribeAnswer } from '../../../shared/feed-protocol.ts';
import { protocolVersion } from '../../../shared/protocol-version.ts';
import { feedClient } from '../../support/board/feed-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { until } from '../../support/until.ts';

describe('the sockets', () => {
  let board: TestBoard;
  const closers: (() => void)[] = [];

  beforeEach(async () => {
    board = await startBoard();
  });

  afterEach(async () => {
    for (const close of closers.splice(0)) close();
    await board.close();
  });

  function client(options: Parameters<typeof feedClient>[1] = {}) {
    const started = feedClient(board.url, options);
    closers.push(started.stop);
    return started.feed;
  }

  function socket(options: Parameters<typeof io>[1] = {}): Socket {
    const opened = io(board.url, { forceNew: true, reconnection: false, transports: ['websocket'], ...options });
    closers.push(() => opened.disconnect());
    return opened;
  }

  const ask = (on: Socket, message: unknown): Promise<SubscribeAnswer> =>
    on.timeout(5_000).emitWithAck('subscribe', message) as Promise<SubscribeAnswer>;

  async function post(fields: object = {}): Promise<string> {
    const response = await fetch(`${board.url}/api/boards/main/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'Choir', start: '2026-12-01', guestName: 'Lena', ...fields }),
    });
    expect(response.status).toBe(201);
    return ((await response.json()) as { event: { id: string } }).event.id;
  }

  it('[FEED-1] a post reaches everyone who follows the board', async () => {
    const feeds = [client(), client()];
    for (const feed of feeds) await until('to be live', () => feed.status.state === 'live');
    const id = await post();
    for (const feed of feeds) await until('the event', () => feed.events.get(id));
  });

  it('[FEED-1] a client that was away gets what it missed, without a snapshot', async () => {
    let snapshots = 0;
    const feed = client({
      observer: {
        snapshot: () => {
          snapshots += 1;
        },
      },
    });
    await until('to be live', () => feed.status.state === 'live');
    const raw = socket();
    await until('a socket', () => raw.connected);
    const position = feed.position!;
    const id = await post();
    await until('the event', () => feed.events.get(id));
    const answer = await ask(raw, { board: 'main', position });
    expect(answer).toMatchObject({
      ok: true,
      after: position,
      at: feed.position,
      changes: [{ put: { id } }],
      size: 1,
      checksum: feed.events.checksum,
    });
    expect(snapshots).toBe(1);
  });

  it.for([1, 12, 150])(
    '[FEED-15] clients that reconnect together all get the same answer, with all of %i changes',
    async (count) => {
      const feed = client();
      await until('to be live', () => feed.status.state === 'live');
      const position = feed.position!;
      // Sizes for the three forms of a WebSocket frame's header, with characters of more than one byte.
      await board.database.db.collection('events').insertMany(
        Array.from({ length: count }, (_, n) => ({
          board: 'main',
          name: `Chör ${n} 合唱団 🎶`,
          start: '2026-12-01',
          details: 'ü'.repeat(count > 100 ? 500 : 1),
        })),
      );
      await until('all events', () => feed.events.size === count);
      const crowd = Array.from({ length: 60 }, () => socket());
      const answers = await Promise.all(
        crowd.map(async (one) => {
          await until('a socket', () => one.connected);
          const frames: { after: string }[] = [];
          one.on('changes', (frame: { after: string }) => frames.push(frame));
          return {
            frames,
            answer: (await ask(one, { board: 'main', position })) as Extract<SubscribeAnswer, { ok: true }>,
          };
        }),
      );
      for (const { answer } of answers) {
        expect({ ...answer, viewers: 0 }).toEqual({ ...answers[0]!.answer, viewers: 0 });
        expect([answer.after, answer.at, answer.size, answer.checksum]).toEqual([
          position,
          feed.position,
          count,
          feed.events.checksum,
        ]);
        expect(
          answer.changes.map((change) => 'put' in change && feed.events.get(change.put.id)?.name === change.put.name),
        ).toEqual(Array.from({ length: count }, () => true));
      }
      await until('the number of viewers', () => feed.viewers === 61);
      await post();
      for (const { answer, frames } of answers) await until('the next frame', () => frames[0]?.after === answer.at);
    },
  );

  it('[FEED-18] sends the number of viewers, also when one leaves', async () => {
    const feed = client();
    const [second, third] = [socket(), socket()];
    await until('to be live', () => feed.status.state === 'live');
    for (const other of [second, third]) {
      await until('a socket', () => other.connected);
      await ask(other, { board: 'main', position: feed.position });
    }
    await until('three viewers', () => feed.viewers === 3);
    second!.disconnect();
    await until('two viewers', () => feed.viewers === 2);
  });

  it('[FEED-12] sends pulses with the state of the board', async () => {
    const feed = client();
    await until('to be live', () => feed.status.state === 'live');
    await post();
    const raw = socket();
    await until('a socket', () => raw.connected);
    const pulses: Pulse[] = [];
    raw.on('pulse', (pulse: Pulse) => pulses.push(pulse));
    await ask(raw, { board: 'main', position: feed.position });
    await until('a pulse', () => pulses.length > 0);
    await until(
      'the client to have the same state',
      () => pulses[0]!.checksum === feed.events.checksum && pulses[0]!.at === feed.position,
    );
  });

  it('[FEED-21] tells a client with an older protocol that it is too old, whatever else is in its message', async () => {
    const raw = socket();
    await until('a socket', () => raw.connected);
    const { position } = (await (await fetch(`${board.url}/api/boards/main/snapshot`)).json()) as Snapshot;
    const message = { board: 'main', position };
    const codeOf = async (protocol: number, more: object = {}) => {
      const answer = await ask(raw, { ...message, protocol, ...more });
      return answer.ok ? answer.protocol : answer.code;
    };
    expect(await codeOf(0)).toBe('client_too_old');
    expect(await codeOf(0, { unknown: true })).toBe('client_too_old');
    expect(await codeOf(99)).toBe('unavailable');
    expect(await codeOf(1)).toBe(protocolVersion);
    expect(await ask(raw, message)).toMatchObject({ ok: true, protocol: protocolVersion });
  });

  it('[DOOR-6] refuses a message that is not a subscription with a code, and goes on', async () => {
    const raw = socket();
    await until('a socket', () => raw.connected);
    const snapshot = (await (await fetch(`${board.url}/api/boards/main/snapshot`)).json()) as Snapshot;
    const refusals: [unknown, string][] = [
      [null, 'invalid_request'],
      ['main', 'invalid_request'],
      [[], 'invalid_request'],
      [{ board: { $gt: '' }, position: 'x' }, 'invalid_request'],
      [{ board: 'main', position: 7 }, 'invalid_request'],
      [{ board: 'main', position: snapshot.position, more: 1 }, 'invalid_request'],
      [{ board: 'nowhere', position: snapshot.position }, 'board_not_found'],
      [{ board: 'main', position: 'x' }, 'position_unknown'],
      [{ board: 'main', position: snapshot.position, audience: 'moderators' }, 'forbidden'],
    ];
    for (const [message, code] of refusals) expect(await ask(raw, message)).toEqual({ ok: false, code });
    raw.emit('subscribe');
    raw.emit('subscribe', {}, 'not a function');
    raw.emit('unknown', { $where: '1' });
    expect(await ask(raw, { board: 'main', position: snapshot.position })).toMatchObject({ ok: true });
  });

  it('[DOOR-6] closes a socket that floods', async () => {
    const raw = socket();
    await until('a socket', () => raw.connected);
    for (let n = 0; n < 500; n += 1) raw.emit('mismatch', { board: 'main' });
    await until('the server to close it', () => raw.disconnected);
  });

  it('[DOOR-6] closes a socket that sends a large message', async () => {
    const raw = socket();
    await until('a socket', () => raw.connected);
    raw.emit('subscribe', { board: 'x'.repeat(100_000), position: 'x' }, () => undefined);
    await until('the server to close it', () => raw.disconnected);
  });

  it('[DOOR-1] refuses a handshake from another site, and accepts one from its own', async () => {
    const foreign = socket({ extraHeaders: { Origin: 'https://evil.example' } });
    const own = socket({ extraHeaders: { Origin: board.url } });
    let refused = false;
    foreign.on('connect_error', () => {
      refused = true;
    });
    await until('the refusal', () => refused);
    await until('a socket', () => own.connected);
    expect(foreign.connected).toBe(false);
  });

  it('[FEED-6] sends no more frames to a client that does not read, and brings it back when it reads', async () => {
    const feed = client();
    await until('to be live', () => feed.status.state === 'live');
    const reader = client();
    await until('to be live', () => reader.status.state === 'live');
    const raw = socket();
    await until('a socket', () => raw.connected);
    await ask(raw, { board: 'main', position: feed.position });
    // Stop reading from the TCP socket.
    const stream = (raw.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }).ws
      ._socket;
    stream.pause();
    const details = 'x'.repeat(2_000);
    const events = board.database.db.collection('events');
    const slow = async (): Promise<boolean> =>
      /board_feed_slow_readers_total [1-9]/.test(await (await fetch(`${board.url}/metrics`)).text());
    await until(
      'the reader to be found slow',
      async () => {
        await events.insertMany(
          Array.from({ length: 400 }, () => ({ board: 'main', name: 'Many', start: '2026-12-01', details })),
          { ordered: false },
        );
        return slow();
      },
      20_000,
    );
    let caughtUp: Pulse | null = null;
    raw.on('pulse', (pulse: Pulse) => {
      caughtUp = pulse;
    });
    stream.resume();
    await until('a pulse for the slow client', () => caughtUp);
    const count = await events.countDocuments();
    await until(
      'the other clients to have all events',
      () => reader.events.size === count && feed.events.size === count,
    );
  });
});
