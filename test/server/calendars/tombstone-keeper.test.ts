import pino from 'pino';
import { describe, expect, it } from 'vitest';
import type { EventStep } from '../../../server/events/stored-event.ts';
import type { TombstoneStep } from '../../../server/calendars/tombstone-repository.ts';
import { stepOf, TombstoneKeeper } from '../../../server/calendars/tombstone-keeper.ts';
import { storedEvent } from '../../support/board/stored-event.ts';
import { until } from '../../support/until.ts';

const logger = pino({ level: 'silent' });
const time = new Date('2026-12-01T12:00:00Z');
const live = storedEvent({ version: 3 });

function step(n: number, change: Partial<EventStep> = {}): EventStep {
  return { at: `82${String(n).padStart(20, '0')}`, time, before: live, after: null, ...change };
}

describe('what a change means for the tombstones', () => {
  it('[CAL-3] [CAL-4] a public event that is removed leaves one, with a SEQUENCE higher than any that was published', () => {
    const { id, board, start, end, timeZone } = live.event;
    const removed = {
      kind: 'removed',
      at: step(1).at,
      tombstone: { id, board, start, end, timeZone, sequence: 3, removedAt: time.toISOString() },
    };
    expect(stepOf(step(1))).toEqual(removed);
    expect(stepOf(step(1, { after: storedEvent({ status: 'hidden', version: 4 }) }))).toEqual(removed);
    expect(stepOf(step(1, { after: storedEvent({ status: 'pending', version: 9 }) }))).toMatchObject({
      tombstone: { sequence: 8 },
    });
    // Another program moves it to another board, and does not raise the version.
    expect(stepOf(step(1, { after: storedEvent({ board: 'other', version: 3 }) }))).toEqual(removed);
  });

  it('[CAL-4] an event that was never public, stays public or is archived leaves none', () => {
    expect(stepOf(step(1, { before: null, after: live }))).toBeNull();
    expect(stepOf(step(1, { before: storedEvent({ status: 'pending' }) }))).toBeNull();
    expect(stepOf(step(1, { before: { ...live, archived: true } }))).toBeNull();
    expect(stepOf(step(1, { after: storedEvent({ version: 4 }) }))).toBeNull();
    expect(stepOf(step(1, { after: { ...live, archived: true } }))).toEqual({
      kind: 'archived',
      at: step(1).at,
      id: live.event.id,
    });
    expect(stepOf(step(1, { before: storedEvent({ board: 'No board has Such a name' }) }))).toBeNull();
  });
});

describe('the keeper of tombstones', () => {
  it('[CAL-5] writes in the stream’s order, in batches, one at a time', async () => {
    const written: TombstoneStep[] = [];
    let [writing, most, largest] = [0, 0, 0];
    const keeper = new TombstoneKeeper({
      logger,
      tombstones: {
        async write(steps) {
          writing += 1;
          most = Math.max(most, writing);
          largest = Math.max(largest, steps.length);
          await new Promise(setImmediate);
          written.push(...steps);
          writing -= 1;
        },
      },
    });
    for (let n = 0; n < 10_000; n += 1) keeper.enqueue(step(n));
    keeper.enqueueBoardDeletion('main', step(10_000).at);
    await until('all steps to be written', () => written.length === 10_001);
    expect([most, largest]).toEqual([1, 500]);
    expect(written.map(({ at }) => at)).toEqual(written.map(({ at }) => at).sort());
    expect(written.at(-1)!.kind).toBe('board-deleted');
    await keeper.stop();
  });

  it('[CAL-5] waits for a database that is away, within bounds', async () => {
    const written: TombstoneStep[] = [];
    let away = true;
    const keeper = new TombstoneKeeper({
      logger,
      tombstones: {
        write(steps) {
          if (away) return Promise.reject(new Error('away'));
          written.push(...steps);
          return Promise.resolve();
        },
      },
    });
    for (let n = 0; n < 60_000; n += 1) keeper.enqueue(step(n));
    away = false;
    await until('the kept steps to be written', () => written.length === 50_000);
    expect(written[0]!.at).toBe(step(0).at);
    await keeper.stop();
  });

  it('[CAL-5] a stopping server writes what is waiting, and does not wait for a database that is away', async () => {
    const written: TombstoneStep[] = [];
    const stopping = new TombstoneKeeper({
      logger,
      tombstones: { write: (steps) => Promise.resolve(void written.push(...steps)) },
    });
    stopping.enqueue(step(1));
    await stopping.stop();
    expect(written).toHaveLength(1);
    stopping.enqueue(step(2));
    const lost = new TombstoneKeeper({ logger, tombstones: { write: () => Promise.reject(new Error('away')) } });
    lost.enqueue(step(1));
    await lost.stop();
    expect(written).toHaveLength(1);
  });
});
