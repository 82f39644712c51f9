import { Timestamp, type Db } from 'mongodb';
import { ObjectId } from 'mongodb';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { servingSender } from '../../../server/base/security-log.ts';
import { EncodedSnapshots } from '../../../server/feed/encoded-snapshots.ts';
import { createFeedMetrics } from '../../../server/feed/feed-metrics.ts';
import { readSnapshot } from '../../../server/feed/snapshot-reader.ts';
import type { BoardEvent } from '../../../shared/event.ts';
import type { Audience, Snapshot } from '../../../shared/feed-protocol.ts';
import { boardEvent } from '../../support/board/stored-event.ts';
import { recordedTurns } from '../../support/board/turns.ts';

const idOf = (n: number): string => n.toString(16).padStart(24, '0');

/** Boards in memory, as a feed has them. */
function boards(work: (what: string, ms: number) => void) {
  const events = new Map<string, BoardEvent[]>();
  const positions = new Map<string, number>();
  const put = (board: string, ...more: BoardEvent[]): void => {
    events.set(board, [...(events.get(board) ?? []), ...more]);
    positions.set(board, (positions.get(board) ?? 0) + 1);
  };
  const snapshotUnless = (
    board: string,
    audience: Audience,
    _identity: string | null,
    known: string | null,
  ): Promise<Snapshot | null> => {
    const position = `p${positions.get(board)}`;
    const all = events.get(board)!;
    const snapshot = { board, audience, position, size: all.length, checksum: '', events: [...all] };
    return Promise.resolve(position === known ? null : snapshot);
  };
  /** An event that takes a tenth of a millisecond to encode. */
  const event = (board: string, n: number): BoardEvent => {
    const plain = boardEvent({ id: idOf(n), board });
    return Object.defineProperty({ ...plain }, 'toJSON', {
      value: () => {
        work(board, 0.1);
        return plain;
      },
    });
  };
  return { put, snapshotUnless, event };
}

async function jsonOf(snapshots: EncodedSnapshots, board: string, slices = recordedTurns().slices): Promise<Snapshot> {
  const { json } = await snapshots.get(board, 'public');
  const parts: Buffer[] = [];
  for await (const part of json.unpacked(slices).parts) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString()) as Snapshot;
}

describe('encoded snapshots', () => {
  const { snapshots: counter } = createFeedMetrics(new Registry());

  it('[FEED-23] large boards are encoded in slices, one in a turn, and each is exactly the board at its position', async () => {
    const { slices, turns, work } = recordedTurns();
    const feed = boards(work);
    const snapshots = new EncodedSnapshots(feed, { snapshots: counter }, slices);
    for (const board of ['a', 'b']) feed.put(board, ...Array.from({ length: 2_000 }, (_, n) => feed.event(board, n)));
    const first = [snapshots.get('a', 'public'), snapshots.get('b', 'public'), snapshots.get('a', 'public')] as const;
    while (turns.length < 5) await new Promise((resolve) => setImmediate(resolve));
    feed.put('a', feed.event('a', 9_999));
    const under = snapshots.get('a', 'public');
    const [a, b, again] = await Promise.all(first);
    expect(a).toBe(again);
    expect(await under).toBe(a);
    expect([a.etag, b.etag]).toEqual(['"p1"', '"p1"']);
    expect(turns.filter((turn) => turn.length > 81 || new Set(turn).size > 1)).toEqual([]);

    const parts: Buffer[] = [];
    for await (const part of a.json.unpacked(recordedTurns().slices).parts) parts.push(part);
    const read = JSON.parse(Buffer.concat(parts).toString()) as Snapshot;
    expect([read.position, read.size]).toEqual(['p1', 2_000]);
    expect(read.events.map(({ id }) => id)).toEqual(Array.from({ length: 2_000 }, (_, n) => idOf(n)));

    // What was posted meanwhile is in the next one, for which only that event is encoded.
    const encoded = turns.flat().length;
    const next = await jsonOf(snapshots, 'a');
    expect([next.position, next.events.at(-1)!.id]).toEqual(['p2', idOf(9_999)]);
    expect(turns.flat().length - encoded).toBe(1);
    expect(await snapshots.get('a', 'public')).toBe(await snapshots.get('a', 'public'));
  });

  it('[LIMIT-16] a snapshot belongs to everybody, not to the address that asked for it first', async () => {
    const { slices, turns, work } = recordedTurns();
    const feed = boards(work);
    const snapshots = new EncodedSnapshots(feed, { snapshots: counter }, slices);
    // Two slices, and so short that nothing waits for its compression in between.
    feed.put('a', ...Array.from({ length: 150 }, (_, n) => feed.event('a', n)));
    let all: Promise<unknown>[] = [];
    servingSender('192.0.2.1', () => {
      const others = Array.from({ length: 20 }, () => slices.map(Array.from({ length: 20 }), () => work('other', 5)));
      all = [...others, snapshots.get('a', 'public')];
    });
    await Promise.all(all);
    const names = turns.flatMap(([name]) => name ?? []);
    const lastOfBoard = names.lastIndexOf('a');
    // In turn with the address, not with each of its works.
    expect(names.slice(names.indexOf('a'), lastOfBoard).filter((name) => name === 'other').length).toBeLessThan(5);
  });

  it('[BOARD-20] a snapshot that was begun of a deleted board is nobody’s who asks for the next one of its address', async () => {
    const { slices, work } = recordedTurns();
    const feed = boards(work);
    const snapshots = new EncodedSnapshots(feed, { snapshots: counter }, slices);
    feed.put('a', feed.event('a', 1));
    const before = snapshots.get('a', 'moderators', 'old');
    // It has begun.
    await Promise.resolve();
    feed.put('a', feed.event('a', 2));
    const [old, next] = await Promise.all([before, snapshots.get('a', 'moderators', 'new')]);
    expect([old.etag, next.etag]).toEqual(['"p1"', '"p2"']);
  });

  it('[FEED-23] a snapshot that could not be made is made again', async () => {
    const { slices } = recordedTurns();
    const feed = boards(() => undefined);
    const snapshots = new EncodedSnapshots(feed, { snapshots: counter }, slices);
    let isBroken = true;
    const event = Object.defineProperty(boardEvent(), 'toJSON', {
      value: () => {
        if (isBroken) throw new Error('no');
        return boardEvent();
      },
    });
    feed.put('a', event);
    await expect(snapshots.get('a', 'public')).rejects.toThrow('no');
    isBroken = false;
    expect((await jsonOf(snapshots, 'a')).events).toEqual([boardEvent()]);
  });
});

describe('reading a board', () => {
  it('[FEED-23] a large board is read in slices', async () => {
    const { slices, turns, work } = recordedTurns();
    const ts = new Timestamp({ t: 1, i: 1 });
    const documents = function* () {
      for (let n = 0; n < 1_000; n += 1) {
        work('read', 0.1);
        yield { _id: new ObjectId(idOf(n)), board: 'main', name: 'Choir', start: '2026-12-01', version: 1 };
      }
    };
    const db = {
      admin: () => ({
        command: () => Promise.resolve({ lastWrite: { opTime: { ts }, majorityOpTime: { ts } } }),
      }),
      runCursorCommand: () => ({ setBatchSize: () => undefined, [Symbol.iterator]: documents }),
    } as unknown as Db;
    const options = { board: 'main', audience: 'public', timeZone: 'Europe/Berlin', slices } as const;
    const { set, time } = await readSnapshot(db, options);
    expect([set.size, time]).toEqual([1_000, ts]);
    expect(turns.filter((turn) => turn.length > 81)).toEqual([]);
  });
});
