import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshMs } from '../../../client/board/fresh-events.ts';
import { ProjectorRotation } from '../../../client/projector/projector-rotation.ts';

const pageMs = 12_000;

/** Three pages, and a clock that a test advances. */
function rotation(pages: string[][] = [['a', 'b'], ['c', 'd'], ['e']]) {
  const turning = new ProjectorRotation({ pageMs, now: 0 });
  turning.setPages(pages, 0);
  let now = 0;
  return {
    turning,
    /** Advances second by second, like the page. Returns when the page changed, and to which. */
    pass(ms: number): [second: number, page: number][] {
      const turns: [number, number][] = [];
      for (const end = now + ms; now < end;) {
        now += 1_000;
        const before = turning.index;
        turning.tick(now);
        if (turning.index !== before) turns.push([now / 1_000, turning.index]);
      }
      return turns;
    },
  };
}

describe('the pages of the projector', () => {
  it('[PROJECTOR-4] come in turn, each for the same time, and start over', () => {
    expect(rotation().pass(4 * pageMs)).toEqual([
      [12, 1],
      [24, 2],
      [36, 0],
      [48, 1],
    ]);
    expect(rotation([['a']]).pass(4 * pageMs)).toEqual([]);
    expect(rotation([]).pass(4 * pageMs)).toEqual([]);
  });

  it('[PROJECTOR-5] a new post is shown and highlighted at once, then the round continues from where it was', () => {
    const { turning, pass } = rotation();
    pass(4_000);
    turning.announce(['e'], 4_000);
    expect([turning.waiting, turning.isNew('e')]).toEqual([1, true]);
    expect(pass(1_000)).toEqual([[5, 2]]);
    expect([turning.waiting, turning.isNew('e')]).toEqual([0, true]);
    expect(pass(36_000)).toEqual([
      [5 + freshMs / 1_000, 0],
      [5 + freshMs / 1_000 + 12, 1],
      [5 + freshMs / 1_000 + 24, 2],
    ]);
    expect(turning.isNew('e')).toBe(false);
  });

  it('[PROJECTOR-5] a new post on the current page gets its time before the page turns', () => {
    const { turning, pass } = rotation();
    pass(10_000);
    turning.announce(['b'], 10_000);
    expect(pass(20_000)).toEqual([[19, 1]]);
  });

  it('[PROJECTOR-5] many posts at once do not hold up the round, and an import is not news', () => {
    const pages = Array.from({ length: 12 }, (_, page) => [`${page}a`, `${page}b`]);
    const { turning, pass } = rotation(pages);
    turning.announce(
      pages.slice(2, 12).map(([first]) => first!),
      0,
    );
    const turns = pass(60_000);
    expect(turns.slice(0, 5).map(([, page]) => page)).toEqual([2, 3, 4, 0, 5]);
    const imported = rotation(pages);
    imported.turning.announce(pages.flat(), 0);
    expect([imported.turning.waiting, imported.pass(10_000)]).toEqual([0, []]);
  });

  it('[PROJECTOR-5] a post that nobody could see for minutes, as when the presenter pauses, is no longer news', () => {
    const { turning, pass } = rotation();
    turning.togglePause(0);
    turning.announce(['e'], 0);
    expect([pass(100_000), turning.waiting]).toEqual([[], 1]);
    expect([pass(100_000), turning.waiting, turning.isNew('e')]).toEqual([[], 0, false]);
    turning.togglePause(200_000);
    expect(pass(12_000)).toEqual([[212, 1]]);
  });

  it('[PROJECTOR-5] behind the join slide no post counts as seen, and the pages wait', () => {
    const { turning, pass } = rotation();
    turning.cover(true, 0);
    turning.announce(['a'], 0);
    expect([pass(60_000), turning.waiting, turning.isNew('a')]).toEqual([[], 1, true]);
    turning.cover(false, 60_000);
    expect([turning.waiting, pass(20_000)]).toEqual([0, [[72, 1]]]);
  });

  it('[PROJECTOR-6] after a new division into pages, the screen keeps the page with its events', () => {
    const { turning, pass } = rotation();
    pass(12_000);
    turning.setPages(
      [
        ['new', 'a'],
        ['b', 'c'],
        ['d', 'e'],
      ],
      12_000,
    );
    expect(turning.index).toBe(1);
    turning.setPages([['d'], ['e']], 12_000);
    expect(turning.index).toBe(1);
    turning.announce(['d'], 12_000);
    expect(turning.waiting).toBe(1);
    turning.setPages([['e']], 12_000);
    expect(turning.waiting).toBe(0);
    turning.setPages([], 12_000);
    expect([turning.index, turning.count]).toEqual([0, 0]);
  });

  it('[PROJECTOR-11] the presenter turns pages forward and back, past the ends, and new posts do not interrupt', () => {
    const { turning, pass } = rotation();
    turning.turn(-1, 0);
    expect(turning.index).toBe(2);
    turning.turn(1, 0);
    turning.turn(1, 0);
    expect(turning.index).toBe(1);
    turning.togglePause(0);
    turning.announce(['a'], 0);
    expect([pass(60_000), turning.waiting]).toEqual([[], 1]);
  });

  it('[PROJECTOR-12] in any case the page exists, pages turn by themselves at most every three seconds, and every page has its turn', () => {
    const ids = [...'abcdefgh'];
    const pages = fc
      .shuffledSubarray(ids)
      .chain((order) =>
        fc
          .integer({ min: 1, max: 3 })
          .map((size) =>
            Array.from({ length: Math.ceil(order.length / size) }, (_, n) => order.slice(n * size, (n + 1) * size)),
          ),
      );
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant({ kind: 'pass' as const }) },
      { weight: 1, arbitrary: pages.map((dealt) => ({ kind: 'pages' as const, dealt })) },
      { weight: 2, arbitrary: fc.subarray(ids).map((news) => ({ kind: 'news' as const, news })) },
      { weight: 1, arbitrary: fc.constantFrom(...ids).map((id) => ({ kind: 'forget' as const, id })) },
    );
    fc.assert(
      fc.property(pages, fc.array(step, { maxLength: 300 }), (first, steps) => {
        const turning = new ProjectorRotation({ pageMs, now: 0 });
        turning.setPages(first, 0);
        let [now, turnedAt] = [0, -Infinity];
        for (const one of steps) {
          now += 1_000;
          if (one.kind === 'pages') turning.setPages(one.dealt, now);
          else if (one.kind === 'news') turning.announce(one.news, now);
          else if (one.kind === 'forget') turning.forget(one.id);
          const before = turning.index;
          turning.tick(now);
          if (turning.index !== before) {
            expect(now - turnedAt).toBeGreaterThanOrEqual(3_000);
            turnedAt = now;
          }
          expect(turning.index).toBeLessThan(Math.max(turning.count, 1));
        }
        // Once it is quiet, a round shows every page.
        const seen = new Set<number>();
        for (const end = now + 4 * freshMs + (turning.count + 2) * 2 * pageMs + 180_000; now < end; now += 1_000) {
          turning.tick(now);
          seen.add(turning.index);
        }
        expect(seen.size).toBe(Math.max(turning.count, 1));
      }),
    );
  });
});
