import { describe, expect, it } from 'vitest';
import type { BoardServer, BoardSocket } from '../../../server/sockets/board-socket.ts';
import { Moves } from '../../../server/sockets/moves.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** A server with screens that leave this long after they were told to move; null: never. */
function crowd(count: number, leaveMs: number | null) {
  const clock = new FakeClock();
  const sockets = new Map<number, BoardSocket>();
  const seen = { told: 0, mostUnderWay: 0 };
  let underWay = 0;
  for (let n = 0; n < count; n += 1) {
    let onLeave = (_reason: string): void => undefined;
    const socket = {
      once: (_event: string, listener: typeof onLeave) => (onLeave = listener),
      emit() {
        seen.told += 1;
        seen.mostUnderWay = Math.max(seen.mostUnderWay, (underWay += 1));
        if (leaveMs === null) return;
        clock.after(leaveMs, () => {
          underWay -= 1;
          sockets.delete(n);
          onLeave('client namespace disconnect');
        });
      },
    };
    sockets.set(n, socket as unknown as BoardSocket);
  }
  const io = { of: () => ({ sockets }) } as unknown as BoardServer;
  return { clock, sockets, seen, moves: new Moves(io, clock) };
}

/** Moves time on until the work is done. Returns how long that took. */
async function msOf(clock: FakeClock, work: Promise<unknown>): Promise<number> {
  const begunAt = clock.monotonic();
  let isDone = false;
  void work.then(() => (isDone = true));
  while (!isDone) await clock.advanceAsync(25);
  return clock.monotonic() - begunAt;
}

describe('the move of a server’s screens', () => {
  it('[FEED-30] a few find out whether there is another server, and then some fifty at a time are on their way', async () => {
    const { clock, sockets, seen, moves } = crowd(2_000, 50);
    const begins = moves.begin();
    expect(seen.told).toBe(10);
    await msOf(clock, begins);
    expect(await begins).toBe(true);
    expect(await msOf(clock, moves.moveAll())).toBeLessThan(4_000);
    expect([sockets.size, seen.told]).toEqual([0, 2_000]);
    expect(seen.mostUnderWay).toBeLessThanOrEqual(75);
  });

  it('[FEED-30] slow ones have seven seconds, and all are told early enough', async () => {
    const { clock, sockets, seen, moves } = crowd(2_000, 1_500);
    const ms = (await msOf(clock, moves.begin())) + (await msOf(clock, moves.moveAll()));
    expect(ms).toBeLessThanOrEqual(7_100);
    expect([sockets.size, seen.told]).toEqual([0, 2_000]);
  });

  it('[FEED-30] without another server it ends when the few have tried often enough, or after four seconds', async () => {
    const silent = crowd(30, null);
    const gaveUp = silent.moves.begin();
    expect(await msOf(silent.clock, gaveUp)).toBeLessThanOrEqual(4_025);
    expect([await gaveUp, silent.seen.told]).toEqual([false, 10]);

    const { clock, moves } = crowd(2, null);
    const request = { url: '/socket.io/?EIO=4&transport=websocket&moving=1' } as Parameters<Moves['refuses']>[0];
    const other = { url: '/socket.io/?EIO=4&transport=websocket' } as typeof request;
    expect(moves.refuses(request)).toBe(false);
    const begins = moves.begin();
    for (let tries = 0; tries < 12; tries += 1)
      expect([moves.refuses(request), moves.refuses(other)]).toEqual([true, false]);
    expect(await msOf(clock, begins)).toBeLessThan(100);
    expect(await begins).toBe(false);
  });

  it('[FEED-30] programs that do not leave do not hold it up for long', async () => {
    const { clock, moves, seen } = crowd(20, null);
    await msOf(clock, moves.begin());
    expect(await msOf(clock, moves.moveAll())).toBeLessThanOrEqual(1_600);
    expect(seen.told).toBe(20);
  });
});
