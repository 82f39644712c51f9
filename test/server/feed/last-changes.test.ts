import fc from 'fast-check';
import { Timestamp } from 'mongodb';
import { expect, it } from 'vitest';
import { BoardView, type ViewFrame } from '../../../server/feed/board-view.ts';
import { ChangeLog } from '../../../server/feed/change-log.ts';
import { Replays } from '../../../server/feed/replays.ts';
import { LiveSet, type Change } from '../../../shared/live-set.ts';
import { boardEvent } from '../../support/board/stored-event.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const bounds = { maxEntries: 1e6, maxBytes: 1e9, maxAgeMs: 1e9 };
const id = fc.constantFrom(...'abc').map((digit) => digit.repeat(24));
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ put: fc.record({ id, version: fc.integer({ min: 1, max: 5 }) }).map((fields) => boardEvent(fields)) }),
  fc.record({ remove: id }),
);

const idOf = (one: Change): string => ('put' in one ? one.put.id : one.remove);

/** Of each event the last of these changes, in their order. */
function lastOfEach(changes: readonly Change[]): Change[] {
  return changes.filter((one, index) => !changes.slice(index + 1).some((later) => idOf(later) === idOf(one)));
}

/** Lets these changes happen on a board, with a frame after each of these numbers of changes. */
function play(changes: readonly Change[], frameAfter: readonly number[]) {
  const log = new ChangeLog(pointOf(0), bounds, new FakeClock());
  const frames: ViewFrame[] = [];
  const view = new BoardView('main', 'public', (_view, frame) => frames.push(frame));
  view.load({ set: new LiveSet(), time: new Timestamp({ t: 1, i: 0 }), identity: null }, pointOf(0));
  for (const [index, one] of changes.entries()) {
    const entry = { at: pointOf(index + 1), clusterTime: new Timestamp({ t: 2, i: index }), change: one };
    log.append('main', 'public', entry);
    view.apply(entry);
    if (frameAfter.includes(index + 1)) view.flush();
  }
  view.flush();
  return { view, frames, replays: new Replays(log) };
}

function pointOf(count: number): string {
  return `82${count.toString(16).toUpperCase().padStart(16, '0')}`;
}

it('[FEED-25] a replay and a frame have the last change of each event only, in their order, and lead to the same set', () => {
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 30 }),
      fc.array(fc.nat(30), { maxLength: 5 }),
      fc.nat(29),
      (changes, frameAfter, since) => {
        const { view, frames, replays } = play(changes, frameAfter);
        const from = Math.min(since, changes.length - 1);
        expect(replays.since(pointOf(from), view)!.changes).toEqual(lastOfEach(changes.slice(from)));

        const set = new LiveSet();
        let done = 0;
        for (const frame of frames) {
          const upTo = Number.parseInt(frame.at.slice(2), 16);
          expect([frame.after, frame.changes]).toEqual([pointOf(done), lastOfEach(changes.slice(done, upTo))]);
          for (const one of frame.changes) set.apply(one);
          expect([set.size, set.checksum]).toEqual([frame.size, frame.checksum]);
          done = upTo;
        }
        expect(done).toBe(changes.length);
      },
    ),
  );
});

it('[FEED-22] the bytes of a replay are those of what it brings', () => {
  const details = 'x'.repeat(5_000);
  const changes = Array.from({ length: 900 }, (_, n): Change => ({ put: boardEvent({ version: n + 1, details }) }));
  const { view, replays } = play(changes, [changes.length]);
  const replay = replays.since(pointOf(0), view)!;
  expect(replay.changes).toEqual(changes.slice(-1));
  expect(replay.bytes).toBeLessThan(20_000);
});
