import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { moveSocket, type BoardSocket } from '../../../client/feed/socket-move.ts';
import type { Frame, Subscribe, SubscribeAnswer } from '../../../shared/feed-protocol.ts';

type Answer = (error: Error | null, answer?: SubscribeAnswer) => void;

/** A socket without a server: the test says what it hears. */
class FakeSocket extends EventEmitter {
  connected = false;
  readonly asked: { message: Subscribe; answer: Answer }[] = [];
  isLeft = false;
  retries = 0;
  readonly #delays = {
    reconnectionDelay: (_ms?: number) => this.#delays,
    reconnectionDelayMax: (_ms?: number) => this.#delays,
  };
  readonly io = { ...this.#delays, opts: { query: {} }, engine: { close: () => void (this.retries += 1) } };

  connect(): void {}
  disconnect(): void {
    this.connected = false;
    this.isLeft = true;
  }
  timeout() {
    return {
      emit: (_event: string, message: Subscribe, answer: Answer) => void this.asked.push({ message, answer }),
    };
  }
  opens(): void {
    this.connected = true;
    this.emit('connect');
  }
  isRefused(): void {
    this.emit('connect_error');
  }
}

describe('a screen that moves', () => {
  let from: FakeSocket;
  let to: FakeSocket;
  let held: Subscribe | null;
  let frames: Frame[];
  let adopted: BoardSocket[];
  let connects: number;

  beforeEach(() => {
    [from, to] = [new FakeSocket(), new FakeSocket()];
    from.connected = true;
    held = { board: 'main', position: 'p1' };
    [frames, adopted, connects] = [[], [], 0];
    moveSocket(
      from as unknown as BoardSocket,
      (query) => {
        expect(query).toEqual({ moving: 1 });
        return to as unknown as BoardSocket;
      },
      { connected: () => void (connects += 1), frame: (frame) => void frames.push(frame), held: () => held },
      (socket) => void adopted.push(socket),
    );
  });

  const answerFrom = (after: string, at: string): SubscribeAnswer => ({
    ...{ ok: true, protocol: 2, board: 'main', audience: 'public', viewers: 1, build: 'b' },
    ...{ after, at, changes: [], size: 0, checksum: 'c' },
  });

  it('[FEED-30] follows there before it leaves here, and takes the answer as a frame', () => {
    to.opens();
    expect([from.isLeft, to.asked.map(({ message }) => message.position)]).toEqual([false, ['p1']]);
    to.asked[0]!.answer(null, answerFrom('p1', 'p2'));
    expect([from.isLeft, adopted, connects]).toEqual([true, [to], 0]);
    expect(frames).toEqual([{ board: 'main', after: 'p1', at: 'p2', changes: [], size: 0, checksum: 'c' }]);
    expect(to.eventNames()).toEqual([]);
  });

  const frameFrom = (after: string, at: string): Frame => ({
    ...{ board: 'main', changes: [], size: 0, checksum: 'c' },
    ...{ after, at },
  });

  it('[FEED-30] however much the old connection brings meanwhile, one answer is enough, and brings it', () => {
    const [heard, pulses] = [[] as Frame[], [] as unknown[]];
    from.on('changes', (frame: Frame) => heard.push(frame)).on('pulse', (pulse) => pulses.push(pulse));
    to.opens();
    from.emit('changes', frameFrom('p1', 'p2'));
    from.emit('pulse', {});
    from.emit('changes', frameFrom('p2', 'p3'));
    to.asked[0]!.answer(null, answerFrom('p1', 'p3'));
    expect([heard, pulses, to.asked.length, from.isLeft]).toEqual([[], [], 1, true]);
    expect(frames).toEqual([frameFrom('p1', 'p3')]);
  });

  it('[FEED-30] without an answer, what the old connection has brought meanwhile counts after all', () => {
    const heard: Frame[] = [];
    from.on('changes', (frame: Frame) => heard.push(frame));
    to.opens();
    from.emit('changes', frameFrom('p1', 'p2'));
    to.asked[0]!.answer(new Error('timeout'));
    expect([frames, from.isLeft]).toEqual([[frameFrom('p1', 'p2')], false]);
    from.emit('changes', frameFrom('p2', 'p3'));
    expect(heard).toEqual([frameFrom('p2', 'p3')]);
  });

  it('[FEED-30] stays where it is while the other refuses or does not answer, and tries again', () => {
    to.isRefused();
    to.opens();
    to.asked[0]!.answer(null, { ok: false, code: 'unavailable' });
    to.opens();
    to.asked[1]!.answer(new Error('timeout'));
    expect([from.isLeft, to.isLeft, to.retries, adopted]).toEqual([false, false, 2, []]);
  });

  it('[FEED-30] leaves a refusal that trying again does not change to the feed', () => {
    to.opens();
    to.asked[0]!.answer(null, { ok: false, code: 'position_unknown' });
    expect([from.isLeft, adopted, connects, frames]).toEqual([true, [to], 1, []]);
  });

  it('[FEED-30] a feed that is asking already asks again by the new connection', () => {
    held = null;
    to.opens();
    expect([from.isLeft, adopted, connects, to.asked]).toEqual([true, [to], 1, []]);
  });

  it('[FEED-30] gives up where the old connection breaks or is closed first', () => {
    to.opens();
    from.connected = false;
    to.asked[0]!.answer(null, answerFrom('p1', 'p2'));
    expect([to.isLeft, adopted, frames]).toEqual([true, [], []]);
  });
});
