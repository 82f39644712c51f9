import { Timestamp } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { ChangeLog, type ChangeLogBounds } from '../../../server/feed/change-log.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const unbounded = { maxEntries: 1e6, maxBytes: 1e9, maxAgeMs: 1e9 };
const time = new Timestamp({ t: 1, i: 1 });

function newLog(completeAfter: string, bounds: Partial<ChangeLogBounds> = {}, clock = new FakeClock()): ChangeLog {
  return new ChangeLog(completeAfter, { ...unbounded, ...bounds }, clock);
}

function appendRemoval(log: ChangeLog, at: string, board: string, id: string): void {
  log.append(board, 'public', { at, clusterTime: time, change: { remove: id } });
}

function idsAfter(log: ChangeLog, point: string, board = 'main'): string[] | null {
  return (
    log.after(point, board, 'public')?.map(({ change }) => ('remove' in change ? change.remove : change.put.id)) ?? null
  );
}

describe('the change log', () => {
  it('[FEED-1] returns everything after a position, in order, and nothing of other boards', () => {
    const log = newLog('A0');
    appendRemoval(log, 'A1', 'main', 'one');
    appendRemoval(log, 'A2', 'other', 'two');
    appendRemoval(log, 'A3', 'main', 'three');
    expect(idsAfter(log, 'A0')).toEqual(['one', 'three']);
    expect(idsAfter(log, 'A1')).toEqual(['three']);
    expect(idsAfter(log, 'A3')).toEqual([]);
  });

  it('[FEED-4] says that history is gone for a position before its beginning', () => {
    const log = newLog('A5');
    expect(idsAfter(log, 'A4')).toBeNull();
    expect(idsAfter(log, 'A5')).toEqual([]);
  });

  it('[FEED-4] says that history is gone for a position before entries it dropped, and never returns a part', () => {
    const log = newLog('A0', { maxEntries: 2 });
    for (const n of [1, 2, 3, 4]) appendRemoval(log, `A${n}`, 'main', String(n));
    expect(log.size).toBe(2);
    expect(idsAfter(log, 'A1')).toBeNull();
    expect(idsAfter(log, 'A2')).toEqual(['3', '4']);
  });

  it('[FEED-11] stays complete for a board that was quiet while others filled the log', () => {
    const log = newLog('A0', { maxEntries: 2 });
    appendRemoval(log, 'A1', 'quiet', 'last');
    for (const n of [2, 3, 4]) appendRemoval(log, `A${n}`, 'busy', String(n));
    expect(idsAfter(log, 'A1', 'quiet')).toEqual([]);
    expect(log.lastChangeUpTo('A9', 'quiet', 'public')).toBe('A1');
    expect(idsAfter(log, 'A0', 'quiet')).toBeNull();
  });

  it('drops by bytes and by age', () => {
    const clock = new FakeClock();
    const log = newLog('A0', { maxBytes: 500, maxAgeMs: 1_000 }, clock);
    for (const n of [1, 2, 3]) appendRemoval(log, `A${n}`, 'main', String(n));
    expect(log.bytes).toBeLessThanOrEqual(500);
    clock.advance(2_000);
    log.trim();
    expect([log.size, log.bytes]).toEqual([0, 0]);
    expect(idsAfter(log, 'A3')).toEqual([]);
  });

  it('[FEED-26] knows nothing of a board from before it was created, and all of the others', () => {
    const log = newLog('A0', { maxEntries: 3 });
    for (const n of [1, 2]) appendRemoval(log, `A${n}`, 'class7', String(n));
    appendRemoval(log, 'A3', 'main', '3');
    log.forget('class7', 'A4');
    expect([idsAfter(log, 'A0', 'class7'), idsAfter(log, 'A3', 'class7')]).toEqual([null, null]);
    expect([idsAfter(log, 'A4', 'class7'), log.lastChangeUpTo('A9', 'class7', 'public')]).toEqual([[], 'A4']);
    expect(idsAfter(log, 'A0')).toEqual(['3']);
    // What was forgotten is dropped like everything else.
    for (const n of [5, 6, 7]) appendRemoval(log, `A${n}`, 'class7', String(n));
    expect([log.size, idsAfter(log, 'A4', 'class7')]).toEqual([3, ['5', '6', '7']]);
  });

  it('[FEED-9] knows nothing from before a restart', () => {
    const log = newLog('A0');
    appendRemoval(log, 'A1', 'main', '1');
    log.restart('A5');
    expect(idsAfter(log, 'A1')).toBeNull();
    expect(idsAfter(log, 'A5')).toEqual([]);
  });
});
