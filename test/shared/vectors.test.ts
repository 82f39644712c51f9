import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BoardFeed } from '../../client/feed/board-feed.ts';
import type { ConnectionHandlers } from '../../client/feed/feed-connection.ts';
import type { Frame, Snapshot } from '../../shared/feed-protocol.ts';
import { SetChecksum } from '../../shared/checksum.ts';
import { LiveSet, type Change } from '../../shared/live-set.ts';
import { boardEvent } from '../support/board/stored-event.ts';
import { FakeClock } from '../support/fake-clock.ts';

/**
 * The vectors that other programs test themselves with, made by the real code: `npx vitest run --project unit
 * test/shared/vectors.test.ts -u` writes them again.
 */
const file = (name: string): string => join(import.meta.dirname, '../vectors', name);
const asText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const id = (n: number): string => n.toString(16).padStart(24, '0');

function checksumOf(members: readonly (readonly [string, number])[]): string {
  const checksum = new SetChecksum();
  for (const [of, version] of members) checksum.toggle(of, version);
  return checksum.toString();
}

describe('the vectors of docs/protocol.md', () => {
  it('[FOLLOW-9] checksums of sets', async () => {
    const sets: (readonly [string, number])[][] = [
      [],
      [['5f5f5f5f5f5f5f5f5f5f5f5f', 1]],
      [['5f5f5f5f5f5f5f5f5f5f5f5f', 2]],
      [['ffffffffffffffffffffffff', 2_147_483_647]],
      Array.from({ length: 3 }, (_, n) => [id(n + 1), n + 1]),
      Array.from({ length: 3 }, (_, n) => [id(3 - n), 3 - n]),
      Array.from({ length: 1_000 }, (_, n) => [id(n * 7_919), 1 + (n % 13)]),
    ];
    const vectors = sets.map((events) => ({ events, size: events.length, checksum: checksumOf(events) }));
    await expect(asText(vectors)).toMatchFileSnapshot(file('checksum.json'));
  });

  /** What the pages' own client makes of a frame. */
  async function whatToDo(
    snapshot: Snapshot,
    frames: readonly Frame[],
  ): Promise<('apply' | 'ask-again' | 'start-again')[]> {
    let handlers: ConnectionHandlers | undefined;
    let told = '';
    const clock = new FakeClock();
    const feed = new BoardFeed({
      board: 'main',
      clock,
      fetchSnapshot: async () => snapshot,
      connection: {
        connected: true,
        open(given) {
          handlers = given;
          return () => undefined;
        },
        async subscribe({ position }, take) {
          // Once a frame has been refused, only what was asked for counts.
          if (told !== '') return;
          const { size, checksum } = feed.events;
          take({
            ok: true,
            protocol: 2,
            board: 'main',
            audience: 'public',
            after: position,
            at: position,
            changes: [],
            size,
            checksum,
            viewers: 1,
            build: 'b',
          });
        },
        reportMismatch: () => {
          told = 'start-again';
        },
        reconnect: () => undefined,
        renew: () => undefined,
      },
    });
    const stop = feed.start();
    await clock.advanceAsync(1);
    const done: ('apply' | 'ask-again' | 'start-again')[] = [];
    for (const frame of frames) {
      told = '';
      const before = feed.position;
      handlers!.frame(frame);
      if (told === 'start-again') done.push('start-again');
      else done.push(feed.position === before ? 'ask-again' : 'apply');
      if (done.at(-1) !== 'apply') break;
    }
    stop();
    return done;
  }

  it('[FOLLOW-9] frames, and what a client does with them', async () => {
    const set = new LiveSet();
    const event = (n: number, version: number) => boardEvent({ id: id(n), version, name: `Event ${n}` });
    const first: Change[] = [{ put: event(1, 1) }, { put: event(2, 1) }];
    for (const change of first) set.apply(change);
    const state = () => ({ size: set.size, checksum: set.checksum });
    const snapshot: Snapshot = {
      board: 'main',
      audience: 'public',
      position: 'p1',
      ...state(),
      events: [...set.values()],
    };
    const frame = (after: string, at: string, changes: Change[]): Frame => {
      for (const change of changes) set.apply(change);
      return { board: 'main', after, at, changes, ...state() };
    };
    const right = [
      frame('p1', 'p2', [{ put: event(3, 1) }]),
      frame('p2', 'p3', [{ put: event(1, 2) }, { remove: id(2) }]),
      frame('p3', 'p4', [{ remove: id(9) }]),
      frame('p4', 'p5', [{ put: event(2, 3) }, { put: event(1, 5) }]),
    ];
    const wrong = { ...right[0]!, checksum: '0123456789abcdef' };
    const cases = await Promise.all(
      [
        { what: 'a chain of frames', frames: right },
        { what: 'a frame is missing', frames: [right[0]!, right[2]!] },
        { what: 'a frame comes twice', frames: [right[0]!, right[0]!] },
        { what: 'the checksum is wrong', frames: [wrong] },
        { what: 'the size is wrong', frames: [{ ...right[0]!, size: 7 }] },
      ].map(async ({ what, frames }) => {
        const outcome = await whatToDo(snapshot, frames);
        return { what, steps: frames.map((one, n) => ({ frame: one, then: outcome[n] })) };
      }),
    );
    await expect(asText({ snapshot, cases })).toMatchFileSnapshot(file('frames.json'));
  });
});
