import { Timestamp } from 'mongodb';
import pino from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { BoardViews } from '../../../server/feed/board-views.ts';
import { ChangeLog, type LogEntry } from '../../../server/feed/change-log.ts';
import { LiveSet } from '../../../shared/live-set.ts';
import { boardEvent } from '../../support/board/stored-event.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const idOf = (n: number): string => n.toString(16).padStart(24, '0');
const bounds = { maxEntries: 10_000, maxBytes: 1e9, maxAgeMs: 1e9 };
/** A change a second after the snapshot. */
const change = (n: number): LogEntry => ({
  at: `8200000002${n.toString(16).padStart(8, '0')}`,
  clusterTime: new Timestamp({ t: 2, i: n }),
  change: { put: boardEvent({ id: idOf(n) }) },
});

describe('the views of a process', () => {
  let clock: FakeClock;
  let log: ChangeLog;
  let told: string[];
  let views: BoardViews;

  beforeEach(() => {
    clock = new FakeClock();
    log = new ChangeLog('', bounds, clock);
    told = [];
    views = new BoardViews({
      log,
      clock,
      logger: pino({ level: 'silent' }),
      readSnapshot: () => Promise.resolve({ set: new LiveSet(), time: new Timestamp({ t: 1, i: 0 }), identity: null }),
      delivered: () => Promise.resolve(),
      settled: () => Promise.resolve(),
      onFrame: (_view, { changes }) => told.push(`frame of ${changes.length}`),
      onLoaded: () => told.push('loaded'),
    });
  });

  it('[FEED-28] followers hear of a view in place of theirs before it sends them a frame, also of many changes', async () => {
    await views.get('main', 'public');
    expect(told.splice(0)).toEqual(['loaded']);
    for (let n = 0; n < 600; n += 1) log.append('main', 'public', change(n));
    views.reset();
    await views.get('main', 'public');
    views.flush();
    expect(told).toEqual(['loaded', 'frame of 500', 'frame of 100']);
  });

  it('[FEED-28] a batch that comes as soon as the view is there finds the followers told', async () => {
    await views.get('main', 'public');
    told.splice(0);
    views.reset();
    const loading = views.get('main', 'public');
    // The turns of promises, of which a batch may take any.
    while (views.loaded('main', 'public') === null) await Promise.resolve();
    views.apply('main', 'public', change(1));
    views.flush();
    await loading;
    expect(told).toEqual(['loaded', 'frame of 1']);
  });

  it('[FEED-28] those who follow a view that was dropped are told when it is loaded again', async () => {
    await views.get('main', 'public');
    clock.work(1_000);
    views.dropIdle(500);
    expect(views.loaded('main', 'public')).toBeNull();
    told.splice(0);
    await views.get('main', 'public');
    expect(told).toEqual(['loaded']);
  });
});
