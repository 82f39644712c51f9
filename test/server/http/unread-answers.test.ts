import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { TextParts } from '../../../server/base/packed-text.ts';
import { UnreadAnswers } from '../../../server/http/unread-answers.ts';

const megabytes = (count: number): Buffer => Buffer.alloc(count * 1024 * 1024);

class Connection extends EventEmitter {
  destroyed = false;

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.emit('close');
  }
}

/**
 * A response that its client does not read. One that waits for others on its connection has no hold on that yet. `late` is
 * called when it has waited too long.
 */
class UnreadResponse extends EventEmitter {
  readonly req: { socket: Connection };
  readonly #waits: boolean;
  ended = false;
  late = (): void => {};

  constructor(socket: Connection, waits: boolean) {
    super();
    this.req = { socket };
    this.#waits = waits;
  }

  get isCut(): boolean {
    return this.req.socket.destroyed;
  }

  setTimeout(_ms: number, callback: () => void): void {
    this.late = callback;
  }

  end(): void {
    this.ended = true;
  }

  destroy(): void {
    if (!this.#waits) this.req.socket.destroy();
  }
}

function unread(socket = new Connection(), { waits = false } = {}) {
  return new UnreadResponse(socket, waits) as UnreadResponse & ServerResponse;
}

it('[DOOR-11] answers that one address does not read hold 32 MB, those of all 64 MB; the oldest are cut off', () => {
  const answers = new UnreadAnswers();
  const send = (size: number, address: string): ReturnType<typeof unread> => {
    const response = unread();
    answers.send(response, megabytes(size), address);
    return response;
  };
  const [first, second, third] = [send(16, '192.0.2.1'), send(16, '192.0.2.1'), send(1, '192.0.2.1')];
  expect([first.isCut, second.isCut, third.isCut]).toEqual([true, false, false]);
  const others = ['192.0.2.2', '192.0.2.3', '192.0.2.4'].map((address) => send(16, address));
  expect([second.isCut, third.isCut, ...others.map(({ isCut }) => isCut)]).toEqual([true, false, false, false, false]);
  // What is read no longer counts.
  for (const response of others) response.emit('close');
  const more = ['192.0.2.5', '192.0.2.6', '192.0.2.7'].map((address) => send(16, address));
  expect([third.isCut, ...more.map(({ isCut }) => isCut)]).toEqual([false, false, false, false]);
});

it('[DOOR-11] beyond the bound for all, the address that holds most gives way, not the slowest reader', () => {
  const answers = new UnreadAnswers();
  const slow = unread();
  answers.send(slow, megabytes(20), '192.0.2.1');
  for (let n = 0; n < 100; n += 1) answers.send(unread(), megabytes(1), `198.51.100.${n % 2}`);
  expect(slow.isCut).toBe(false);
});

it('[DOOR-11] one answer that many read is held once, and the latest is never cut off, however large', () => {
  const answers = new UnreadAnswers();
  const snapshot = megabytes(30);
  const readers = Array.from({ length: 1_000 }, (_, n) => {
    const response = unread();
    answers.send(response, snapshot, `192.0.2.${n % 20}`);
    return response;
  });
  expect(readers.some(({ isCut }) => isCut)).toBe(false);
  const huge = unread();
  answers.send(huge, megabytes(70), '192.0.2.1');
  expect([huge.ended, huge.isCut]).toEqual([true, false]);
});

it('[DOOR-11] a client that takes nothing for a minute is cut off', () => {
  const answers = new UnreadAnswers();
  const response = unread();
  answers.send(response, megabytes(1), '192.0.2.1');
  expect(response.isCut).toBe(false);
  response.late();
  expect(response.isCut).toBe(true);
});

/** A response that takes one part and no more. */
function unreadStream(method = 'GET') {
  const taken: Buffer[] = [];
  const stream = new Writable({ highWaterMark: 1, write: (part: Buffer) => void taken.push(part) });
  const socket = new Connection().once('close', () => stream.destroy());
  const req = Object.assign(new EventEmitter(), { method, socket });
  const response = Object.assign(stream, { taken, req, setTimeout: () => undefined });
  return response as unknown as ServerResponse & { taken: Buffer[] };
}

/** A text without end, and how many of its parts were made. */
function endless(heldBytes: number) {
  const made = { parts: 0 };
  const parts = async function* (): AsyncGenerator<Buffer> {
    for (; ; made.parts += 1) yield await Promise.resolve(Buffer.alloc(1_000));
  };
  return { made, text: new TextParts(parts(), heldBytes) };
}

it('[LIMIT-14] of a text in parts only those are made that are read, and what its readers hold counts for their address', async () => {
  const answers = new UnreadAnswers();
  const texts = Array.from({ length: 32 }, () => endless(1024 * 1024));
  const responses = texts.map(() => unreadStream());
  const sending = responses.map((response, n) => answers.sendParts(response, texts[n]!.text, '192.0.2.1'));
  await expect.poll(() => responses.slice(1).every(({ taken }) => taken.length === 1)).toBe(true);
  expect(Math.max(...texts.map(({ made }) => made.parts))).toBeLessThan(5);
  // The 32nd was too much, with what each takes besides: the oldest is cut off.
  expect(responses.map(({ destroyed }) => destroyed)).toEqual(responses.map((_, n) => n === 0));
  await sending[0];
  for (const response of responses) response.destroy();
  await Promise.all(sending);
  const head = unreadStream('HEAD');
  await answers.sendParts(head, endless(0).text, '192.0.2.1');
  expect([head.writableEnded, head.taken]).toEqual([true, []]);
});

it('[DOOR-11] what waits for others on a connection that closes is free', () => {
  const answers = new UnreadAnswers();
  const socket = new Connection();
  const send = (size: number, response: ReturnType<typeof unread>): typeof response => {
    answers.send(response, megabytes(size), '192.0.2.1');
    return response;
  };
  for (const response of [unread(socket), unread(socket)]) send(10, response);
  expect(socket.listenerCount('close')).toBe(1);
  socket.destroy();
  const others = [unread(), unread(), unread()].map((response) => send(10, response));
  expect(others.some(({ isCut }) => isCut)).toBe(false);
});

it('[DOOR-11] an answer that is ready after its connection closed is not held', async () => {
  const answers = new UnreadAnswers();
  const closed = new Connection();
  closed.destroy();
  for (let n = 0; n < 10; n += 1) answers.send(unread(closed), megabytes(10), '192.0.2.1');
  const late = unreadStream();
  late.req.socket.destroy();
  await answers.sendParts(late, endless(40 * 1024 * 1024).text, '192.0.2.1');
  expect([closed.listenerCount('close'), late.taken]).toEqual([0, []]);
  const others = [unread(), unread(), unread()];
  for (const response of others) answers.send(response, megabytes(10), '192.0.2.1');
  expect(others.some(({ isCut }) => isCut)).toBe(false);
});

it('[DOOR-11] where an answer waits for another one on its connection, the connection is cut off with all that waits', () => {
  const answers = new UnreadAnswers();
  const socket = new Connection();
  const send = (size: number, response: ReturnType<typeof unread>): typeof response => {
    answers.send(response, megabytes(size), '192.0.2.1');
    return response;
  };
  // The first on the connection has no answer yet, so these have not begun to be sent.
  for (let n = 0; n < 3; n += 1) send(8, unread(socket, { waits: true }));
  const other = send(4, unread());
  const last = send(10, unread());
  expect([socket.destroyed, other.isCut, last.isCut]).toEqual([true, false, false]);
  const more = send(17, unread());
  expect([other.isCut, last.isCut, more.isCut]).toEqual([false, false, false]);
});
