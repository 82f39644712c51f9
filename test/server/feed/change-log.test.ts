import { Timestamp } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { ChangeLog } from '../../../server/feed/change-log.ts';
import type { BoardChange } from '../../../server/feed/board-change.ts';

const unbounded = { maxEntries: 1e6, maxBytes: 1e9, maxAgeMs: 1e9 };
const time = new Timestamp({ t: 1, i: 1 });

function removal(board: string, id: string): BoardChange {
  return { board, forAudience: { public: { remove: id }, moderators: null } };
}

function idsAfter(log: ChangeLog, point: string, board = 'main'): string[] | null {
  return (
    log.after(point, board, 'public')?.map(({ change }) => ('remove' in change ? change.remove : change.put.id)) ?? null
  );
}

describe('the change log', () => {
  it('[FEED-1] answers everything after a point, in order, and nothing of other boards', () => {
    const log = new ChangeLog('A0', unbounded);
    log.append('A1', time, removal('main', 'one'));
    log.append('A2', time, removal('other', 'two'));
    log.append('A3', time, removal('main', 'three'));
    expect(idsAfter(log, 'A0')).toEqual(['one', 'three']);
    expect(idsAfter(log, 'A1')).toEqual(['three']);
    expect(idsAfter(log, 'A3')).toEqual([]);
  });

  it('[FEED-4] says that history is gone for a point before its beginning', () => {
    const log = new ChangeLog('A5', unbounded);
    expect(idsAfter(log, 'A4')).toBeNull();
    expect(idsAfter(log, 'A5')).toEqual([]);
  });

  it('[FEED-4] says that history is gone for a point before what it dropped, never answers a part', () => {
    const log = new ChangeLog('A0', { ...unbounded, maxEntries: 2 });
    for (const n of [1, 2, 3, 4]) log.append(`A${n}`, time, removal('main', String(n)));
    expect(log.size).toBe(2);
    expect(idsAfter(log, 'A1')).toBeNull();
    expect(idsAfter(log, 'A2')).toEqual(['3', '4']);
  });

  it('[FEED-11] stays complete for a board that was quiet while others filled the log', () => {
    const log = new ChangeLog('A0', { ...unbounded, maxEntries: 2 });
    log.append('A1', time, removal('quiet', 'last'));
    for (const n of [2, 3, 4]) log.append(`A${n}`, time, removal('busy', String(n)));
    expect(idsAfter(log, 'A1', 'quiet')).toEqual([]);
    expect(log.lastChangeUpTo('A9', 'quiet', 'public')).toBe('A1');
    expect(idsAfter(log, 'A0', 'quiet')).toBeNull();
  });

  it('drops by bytes and by age', () => {
    let now = 0;
    const log = new ChangeLog('A0', { maxEntries: 1e6, maxBytes: 500, maxAgeMs: 1_000 }, () => now);
    for (const n of [1, 2, 3]) log.append(`A${n}`, time, removal('main', String(n)));
    expect(log.bytes).toBeLessThanOrEqual(500);
    now = 2_000;
    log.trim();
    expect([log.size, log.bytes]).toEqual([0, 0]);
    expect(idsAfter(log, 'A3')).toEqual([]);
  });

  it('[FEED-9] knows nothing of before a restart', () => {
    const log = new ChangeLog('A0', unbounded);
    log.append('A1', time, removal('main', '1'));
    log.restart('A5');
    expect(idsAfter(log, 'A1')).toBeNull();
    expect(idsAfter(log, 'A5')).toEqual([]);
  });
});
