import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { PythonFollower } from '../../support/python/python-follower.ts';
import { until } from '../../support/until.ts';

describe('a follower that was written from docs/protocol.md alone', () => {
  let board: TestBoard;
  let stop = (): void => undefined;
  beforeAll(async () => {
    board = await startBoard();
  });
  afterEach(() => stop());
  afterAll(() => board.close());

  it.each(['http', 'socket'] as const)('[FOLLOW-11] shows what the database holds, by %s', async (way) => {
    const visitor = new Visitor(board.url);
    await visitor.post({ name: 'Before' });
    const wrong: unknown[] = [];
    let position: string | null = null;
    const follower = await PythonFollower.start({
      url: board.url,
      way,
      observer: {
        snapshot: (taken) => (position = taken.position),
        frame(frame) {
          const { size, checksum } = follower.feed.events;
          if (frame.after !== position || frame.size !== size || frame.checksum !== checksum) wrong.push(frame);
          position = frame.at;
        },
        mismatch: (at) => wrong.push(at),
      },
    });
    stop = () => follower.close();
    const isLive = (): boolean => follower.feed.status.state === 'live';
    await until('it to be live', isLive);
    for (let n = 0; n < 20; n += 1) {
      const { id, version } = await visitor.post({ name: `Choir ${n}` });
      if (n % 2 === 0) await visitor.call('PATCH', `/api/events/${id}`, { version, body: { place: 'Hall' } });
      if (n % 3 === 0) await visitor.call('DELETE', `/api/events/${id}`, { version: version + (n % 2 === 0 ? 1 : 0) });
    }
    const events = board.database.db.collection('events');
    await until('it to show all', async () => {
      const { body } = await visitor.get('/api/boards/main/snapshot');
      const { size, checksum } = body as unknown as { size: number; checksum: string };
      return (
        isLive() &&
        size === (await events.countDocuments({ status: 'live' })) &&
        follower.feed.events.checksum === checksum
      );
    });
    expect(wrong).toEqual([]);
  });
});
