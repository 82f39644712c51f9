import { beforeEach, describe, expect, it } from 'vitest';
import { moveSocket, type BoardSocket } from '../../../client/feed/socket-move.ts';
import type { Frame, Subscribe, SubscribeAnswer } from '../../../shared/feed-protocol.ts';

type Answer = (error: Error | null, answer?: SubscribeAnswer) => void;

/** A socket without a server: the test says what it hears. */
class FakeSocket {
  connected = false;
  readonly asked: { message: Subscribe; answer: Answer }[] = [];
  isLeft = false;
  retries = 0;
  readonly #listeners = new Map<string, () => void>();
  readonly io = {
    opts: { query: {} },
    engine: { close: () => void (this.retries += 1) },
    reconnectionDelayMax: (): number => 1_500,
  };

  on(event: string, listener: () => void): this {
    this.#listeners.set(event, listener);
    return this;
  }
  removeListener(event: string): this {
    this.#listeners.delete(event);
    return this;
  }
  removeAllListeners(): void {
    this.#listeners.clear();
  }
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
    this.#listeners.get('connect')?.();
  }
  isRefused(): void {
    this.#listeners.get('connect_error')?.();
  }
  get listening(): string[] {
    return [...this.#listeners.keys()];
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
    expect(to.listening).toEqual([]);
  });

  it('[FEED-30] asks again where the old connection has brought more meanwhile', () => {
    to.opens();
    held = { board: 'main', position: 'p2' };
    to.asked[0]!.answer(null, answerFrom('p1', 'p2'));
    expect([from.isLeft, frames, to.asked.length]).toEqual([false, [], 2]);
    to.asked[1]!.answer(null, answerFrom('p2', 'p2'));
    expect([from.isLeft, frames.length]).toEqual([true, 1]);
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
