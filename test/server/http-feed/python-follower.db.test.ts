import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../../shared/live-set.ts';
import { LiveSet } from '../../../shared/live-set.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import { Visitor } from '../../support/board/http-client.ts';
import { startBoard, type TestBoard } from '../../support/board/start-board.ts';
import { startPython, socketio } from '../../support/python/python.ts';
import { until } from '../../support/until.ts';

const program = join(import.meta.dirname, '../../../examples/python/follow.py');

type Line =
  | { kind: 'snapshot'; position: string; size: number; checksum: string; events: BoardEvent[] }
  | { kind: 'step'; after: string; at: string; size: number; checksum: string; changes: Change[] }
  | { kind: 'live' }
  | { kind: 'stale' }
  | { kind: 'mismatch'; position: string };

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
    const python = await startPython([program, board.url, 'main', '--way', way], way === 'socket' ? socketio : null);
    stop = () => void python.kill('SIGTERM');
    const set = new LiveSet();
    const wrong: unknown[] = [];
    let position = '';
    let isLive = false;
    createInterface({ input: python.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      if (line.kind === 'live' || line.kind === 'stale') return void (isLive = line.kind === 'live');
      if (line.kind === 'mismatch') return void wrong.push(line);
      if (line.kind === 'snapshot') set.reset(line.events);
      else {
        if (line.after !== position) wrong.push(line);
        for (const change of line.changes) set.apply(change);
      }
      position = line.kind === 'snapshot' ? line.position : line.at;
      if (set.size !== line.size || set.checksum !== line.checksum) wrong.push(line);
    });
    await until('it to be live', () => isLive);
    for (let n = 0; n < 20; n += 1) {
      const { id, version } = await visitor.post({ name: `Choir ${n}` });
      if (n % 2 === 0) await visitor.call('PATCH', `/api/events/${id}`, { version, body: { place: 'Hall' } });
      if (n % 3 === 0) await visitor.call('DELETE', `/api/events/${id}`, { version: version + (n % 2 === 0 ? 1 : 0) });
    }
    const events = board.database.db.collection('events');
    await until('it to show all', async () => {
      const { body } = await visitor.get('/api/boards/main/snapshot');
      const { size, checksum } = body as unknown as { size: number; checksum: string };
      return isLive && size === (await events.countDocuments({ status: 'live' })) && set.checksum === checksum;
    });
    expect(wrong).toEqual([]);
  });
});
