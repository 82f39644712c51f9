import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoardFeed } from '../../../client/feed/board-feed.ts';
import type { Frame, Snapshot, Subscribed } from '../../../shared/feed-protocol.ts';
import { LiveSet, type Change } from '../../../shared/live-set.ts';
import { boardEvent } from '../board/stored-event.ts';
import { fnv1a64 } from './board-history.ts';
import { Checker, type Report, type ViolationKind } from './checker.ts';
import { SimulatedFeed, type Message } from './simulated-feed.ts';

const [a, b, c, d, f] = ['a', 'b', 'c', 'd', 'f'].map((digit) => digit.repeat(24)) as [
  string,
  string,
  string,
  string,
  string,
];
const put = (id: string, version = 1, fields = {}): Change => ({ put: boardEvent({ id, version, ...fields }) });

/** Event a is posted, b is posted and removed, f is posted, a is changed twice, c waits for approval, d is posted. */
function story(): SimulatedFeed {
  const feed = new SimulatedFeed();
  feed.happen(put(a));
  feed.happen(put(b));
  feed.happen({ remove: b });
  feed.happen(put(f));
  feed.happen(put(a, 2));
  feed.happen(put(c, 1, { status: 'pending' }), null);
  feed.happen(put(a, 3));
  feed.happen(put(d));
  return feed;
}

/** Shows the messages to a client and returns what the checker finds. `settled` is what the client shows in the end. */
async function check(
  feed: SimulatedFeed,
  messages: readonly Message[],
  settled?: Partial<Pick<BoardFeed, 'status'>> & { events?: LiveSet },
): Promise<Report> {
  const checker = new Checker({ oracle: feed, stallMs: 50 });
  const observer = checker.observe('lena');
  const set = new LiveSet();
  for (const message of messages) {
    if ('snapshot' in message) {
      observer.snapshot!(message.snapshot);
      set.reset(message.snapshot.events);
    } else {
      const step = 'frame' in message ? message.frame : message.subscribed;
      if ('frame' in message) observer.frame!(message.frame, true);
      else observer.subscribed!(message.subscribed);
      for (const change of step.changes) set.apply(change);
    }
  }
  const client = { status: { state: 'live' }, events: set, position: 'x', ...settled } as unknown as BoardFeed;
  return checker.settle(settled === undefined ? [] : [{ name: 'lena', feed: client }]);
}

type Told = { messages: Message[]; snapshot: Snapshot; replay: Subscribed; frames: Frame[] };

/** The same changes as a snapshot of the first, a replay of the second to fourth, and frames of the rest. */
function told(feed: SimulatedFeed): Told {
  const messages = feed.tell(1, 4, [5, 6, 7]);
  const [first, second, ...rest] = messages;
  return {
    messages,
    snapshot: (first as { snapshot: Snapshot }).snapshot,
    replay: (second as { subscribed: Subscribed }).subscribed,
    frames: rest.map((message) => (message as { frame: Frame }).frame),
  };
}

describe('the checker', () => {
  it('finds nothing wrong with a faithful feed, and counts its deliveries', async () => {
    const feed = story();
    const report = await check(feed, feed.tell(1, 4, [5, 7]), {});
    expect(report).toEqual({ deliveries: 5, frames: 2, replays: 1, snapshots: 1, writes: 0, violations: [] });
  });

  type Seed = (story: Told) => void;
  const faults: [name: string, kinds: ViolationKind[], seed: Seed][] = [
    [
      'a change dropped from a frame',
      ['lost'],
      ({ frames }) => {
        frames[0]!.changes.pop();
      },
    ],
    [
      'a replay one short',
      ['lost'],
      ({ replay }) => {
        replay.changes.pop();
      },
    ],
    [
      'a replay one too many',
      ['duplicate'],
      ({ replay }) => {
        replay.changes.unshift(put(a));
      },
    ],
    [
      'the same change twice in one frame',
      ['duplicate'],
      ({ frames }) => {
        frames[0]!.changes.push(frames[0]!.changes[0]!);
      },
    ],
    [
      'a pair swapped',
      ['reordered'],
      ({ replay }) => {
        replay.changes.reverse();
      },
    ],
    [
      'a stale update',
      ['stale'],
      ({ frames }) => {
        frames[2]!.changes.push(put(a, 2));
      },
    ],
    [
      'a removed event brought back',
      ['resurrected'],
      ({ frames }) => {
        frames[0]!.changes.push(put(b));
      },
    ],
    [
      'a text that was removed before the replay',
      ['withdrawn'],
      ({ replay }) => {
        replay.changes.unshift(put(b));
      },
    ],
    [
      'a pending event leaked in a frame',
      ['leaked'],
      ({ frames }) => {
        frames[0]!.changes.push(put(c, 1, { status: 'pending' }));
      },
    ],
    [
      'a pending event leaked in a snapshot',
      ['leaked'],
      ({ snapshot }) => {
        snapshot.events.push(boardEvent({ id: c, status: 'pending' }));
      },
    ],
    [
      'a change that nobody wrote, or that was rolled back',
      ['unwritten'],
      ({ frames }) => {
        frames[0]!.changes.push(put('e'.repeat(24)));
      },
    ],
    [
      'an event with other fields than it has',
      ['altered'],
      ({ frames }) => {
        frames[2]!.changes[0] = put(d, 1, { place: 'Nowhere' });
      },
    ],
    [
      'an event with another series than it has',
      ['altered'],
      ({ frames }) => {
        const series = { id: d, rule: '', occurrence: '2026-12-01' };
        frames[2]!.changes[0] = put(d, 1, { series });
      },
    ],
    [
      'a frame with the wrong `after`',
      ['gap-applied'],
      ({ messages }) => {
        messages.splice(2, 1);
      },
    ],
    [
      'a snapshot without one of its events',
      ['wrong-snapshot'],
      ({ snapshot }) => {
        snapshot.events.pop();
      },
    ],
    [
      'a wrong checksum',
      ['wrong-checksum'],
      ({ frames }) => {
        frames[1]!.checksum = '0123456789abcdef';
      },
    ],
    [
      'a wrong size',
      ['wrong-checksum'],
      ({ replay }) => {
        replay.size += 1;
      },
    ],
    [
      'a position at which nothing happened',
      ['unknown-position'],
      ({ frames }) => {
        frames[2]!.at += 'FF';
      },
    ],
  ];
  it.each(faults)('catches %s by name', async (_name, kinds, seed) => {
    const feed = story();
    const tampered = told(feed);
    seed(tampered);
    const { violations } = await check(feed, tampered.messages);
    expect(violations.map(({ kind, client }) => [kind, client])).toEqual(kinds.map((kind) => [kind, 'lena']));
  });

  it('catches a client that claims to be live and shows something else', async () => {
    const feed = story();
    const { violations } = await check(feed, feed.tell(1, 4, [5]), {});
    expect(violations.map(({ kind }) => kind)).toEqual(['diverged']);
  });

  it('catches a client that never becomes current', async () => {
    const feed = story();
    const { violations } = await check(feed, feed.tell(1, 4, [5]), { status: { state: 'stale', asOf: new Date() } });
    expect(violations.map(({ kind }) => kind)).toEqual(['stalled']);
  });

  it('catches a client whose set was corrupted although its checksum is right', async () => {
    const feed = story();
    const set = new LiveSet();
    for (const { change } of feed.publicHistory.entries) set.apply(change);
    Object.defineProperty(set, 'values', { value: () => [boardEvent({ id: a, version: 9 })].values() });
    const { violations } = await check(feed, feed.tell(1, 4, [5, 6, 7]), { events: set });
    expect(violations.map(({ kind }) => kind)).toEqual(['diverged']);
  });

  it('catches an acknowledged write that is missing; accepts a missing write whose outcome was unknown', async () => {
    const feed = story();
    const checker = new Checker({ oracle: feed, stallMs: 50 });
    checker.wrote({ writer: 'kofi', id: a, version: 3, outcome: 'acknowledged' });
    checker.wrote({ writer: 'kofi', id: b, version: null, outcome: 'acknowledged' });
    checker.wrote({ writer: 'kofi', id: a, version: 4, outcome: 'acknowledged' });
    checker.wrote({ writer: 'kofi', id: a, version: 5, outcome: 'unknown' });
    const { violations, writes } = await checker.settle([]);
    expect([writes, violations.map(({ kind }) => kind)]).toEqual([4, ['lost-write']]);
  });

  it('reports what a client itself found', async () => {
    const checker = new Checker({ oracle: story(), stallMs: 50 });
    checker.observe('lena').mismatch!('x.82');
    expect(checker.violations.map(({ kind }) => kind)).toEqual(['mismatch']);
  });

  it('finds nothing wrong with a faithful feed, in whatever frames it comes', async () => {
    const id = fc.constantFrom(a, b, c);
    await fc.assert(
      fc.asyncProperty(
        fc.array(id, { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat(30), { minLength: 2, maxLength: 8 }),
        async (ids, cuts) => {
          const feed = new SimulatedFeed();
          const versions = new Map<string, number>();
          for (const [index, one] of ids.entries()) {
            const version = versions.get(one) ?? 0;
            if (version > 0 && index % 3 === 2) {
              feed.happen({ remove: one });
              versions.delete(one);
            } else {
              feed.happen(put(one, version + 1));
              versions.set(one, version + 1);
            }
          }
          const count = feed.publicHistory.entries.length;
          const ends = [...cuts.map((cut) => cut % (count + 1)), count].sort((x, y) => x - y);
          const [snapshotAt, joinAt, ...frames] = ends as [number, number, ...number[]];
          const report = await check(
            feed,
            feed.tell(
              snapshotAt,
              joinAt,
              frames.filter((end, index) => end > (index === 0 ? joinAt : frames[index - 1]!)),
            ),
            {},
          );
          expect(report.violations).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('computes FNV-1a of the published test vectors', () => {
    expect(fnv1a64('').toString(16)).toBe('cbf29ce484222325');
    expect(fnv1a64('foobar').toString(16)).toBe('85944171f73967e8');
  });
});
