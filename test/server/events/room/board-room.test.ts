import { describe, expect, it } from 'vitest';
import type { BoardSize } from '../../../../shared/board-size.ts';
import { uncounted } from '../../../../server/events/event-access.ts';
import { BoardRoom } from '../../../../server/events/room/board-room.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const full = { code: 'board_full' };

/** A board in a database, and the room on it as one of its servers knows it. */
function setUp(most = { events: 10, bytes: 10_000 }) {
  const clock = new FakeClock();
  const stored = { events: 0, bytes: 0 };
  const near: BoardSize[] = [];
  let counts = 0;
  let whileCounting = (): void => {};
  const server = (): BoardRoom =>
    new BoardRoom({
      bounds: most,
      clock,
      onNearlyFull: (_, size) => near.push(size),
      async measure() {
        counts += 1;
        const found = { ...stored };
        await Promise.resolve();
        whileCounting();
        return found;
      },
    });
  async function post(room: BoardRoom, events = 1, bytes = events * 100): Promise<void> {
    await room.admission(uncounted)('main', { events, bytes });
    stored.events += events;
    stored.bytes += bytes;
  }
  return {
    clock,
    stored,
    near,
    server,
    post,
    counts: () => counts,
    during(work: () => void) {
      whileCounting = work;
    },
  };
}

describe('the room on a board', () => {
  it('[BOARD-18] is taken by those who ask at the same moment as if they asked one after the other', async () => {
    const { server, post, stored } = setUp();
    const room = server();
    const all = await Promise.allSettled(Array.from({ length: 30 }, () => post(room)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(stored.events).toBe(10);
  });

  it('[BOARD-18] is bounded in bytes, too, also for what adds no event', async () => {
    const { server, post } = setUp({ events: 10, bytes: 1_000 });
    const room = server();
    await post(room, 1, 600);
    await expect(post(room, 1, 500)).rejects.toMatchObject(full);
    await expect(post(room, 0, 500)).rejects.toMatchObject(full);
    await post(room, 0, 400);
  });

  it('[BOARD-18] is there again at once when the same server has deleted something', async () => {
    const { server, post } = setUp();
    const room = server();
    await post(room, 10);
    await expect(post(room)).rejects.toMatchObject(full);
    room.note('main', { events: -1, bytes: -100 });
    await post(room);
    await expect(post(room)).rejects.toMatchObject(full);
  });

  it('[BOARD-18] is there again within seconds when somebody else has deleted something', async () => {
    const { server, post, stored, clock } = setUp();
    const room = server();
    await post(room, 10);
    await expect(post(room)).rejects.toMatchObject(full);
    stored.events -= 5;
    clock.work(1_000);
    await post(room);
  });

  it('[BOARD-18] is not counted for each post, nor for each refusal', async () => {
    const { server, post, counts } = setUp();
    const room = server();
    for (let n = 0; n < 10; n += 1) await post(room);
    expect(counts()).toBe(1);
    for (let n = 0; n < 10; n += 1) await expect(post(room)).rejects.toMatchObject(full);
    expect(counts()).toBe(1);
  });

  it('[BOARD-18] is exceeded by several servers only by what they write in some seconds', async () => {
    const { server, post, stored, clock } = setUp({ events: 1_000, bytes: 1_000_000 });
    const servers = [server(), server(), server()];
    for (let second = 0; second < 400; second += 1) {
      for (const room of servers) await post(room).catch(() => undefined);
      clock.work(1_000);
    }
    expect(stored.events).toBeGreaterThanOrEqual(1_000);
    expect(stored.events).toBeLessThanOrEqual(1_000 + 2 * 12);
  });

  it('[BOARD-18] what is written while the board is counted is not missed', async () => {
    const { server, post, during, stored } = setUp();
    const room = server();
    during(() => room.note('main', { events: 6, bytes: 600 }));
    await post(room, 1);
    stored.events += 6;
    await expect(post(room, 4)).rejects.toMatchObject(full);
    await post(room, 3);
  });

  it('[BOARD-19] at four fifths of a bound the log says so, once until there is room again', async () => {
    const { server, post, near } = setUp();
    const room = server();
    await post(room, 7);
    expect(near).toEqual([]);
    await post(room);
    await post(room);
    expect(near).toEqual([{ events: 8, bytes: 800, most: { events: 10, bytes: 10_000 } }]);
    room.note('main', { events: -5, bytes: -500 });
    await post(room, 5);
    expect(near).toHaveLength(2);
  });
});
