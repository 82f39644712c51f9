import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { servingSender } from '../../../server/base/security-log.ts';
import { inSlices, type Slices, type Work } from '../../../server/base/slices.ts';
import { recordedTurns } from '../../support/board/turns.ts';

/** Reads all pieces, as compressing does. */
async function readAll(slices: Slices, pieces: Iterable<string>): Promise<string> {
  let text = '';
  for await (const group of inSlices(pieces, await slices.begin())) text += group;
  return text;
}

describe('work in slices', () => {
  it('[FEED-23] ten works at once take turns: in each turn of the event loop one of them goes on, for a slice', async () => {
    const { slices, turns, work } = recordedTurns();
    const pieces = function* (name: string): Generator<string> {
      for (let n = 0; n < 100; n += 1) {
        work(name, 1);
        yield name;
      }
    };
    const names = [...'abcdefghij'];
    const texts = await Promise.all(names.map((name) => readAll(slices, pieces(name))));
    expect(texts).toEqual(names.map((name) => name.repeat(100)));
    for (const turn of turns) {
      expect(turn.length).toBeLessThanOrEqual(8);
      expect(new Set(turn).size).toBeLessThanOrEqual(1);
    }
    // Nobody waits for another's last slice.
    const lastOfFirst = turns.findLastIndex((turn) => turn.includes('a'));
    expect(turns.slice(0, lastOfFirst).some((turn) => turn.includes('j'))).toBe(true);
  });

  it('[FEED-23] a work that waits for something else goes on in a turn of its own', async () => {
    const { slices, clock, turns, work } = recordedTurns();
    const pace = await slices.begin();
    work('a', 1);
    expect(pace.isDue).toBe(false);
    // As long as a database takes to answer.
    clock.work(100);
    expect(pace.isDue).toBe(true);
    const before = turns.length;
    await pace.rest();
    expect([turns.length, pace.isDue]).toEqual([before + 1, false]);
  });
});

describe('turns by address', () => {
  /** Does so many steps of 5 ms: two of them fill a slice. */
  async function steps({ slices, work }: ReturnType<typeof recordedTurns>, name: string, count: number, what?: Work) {
    const pace = await slices.begin(what);
    for (let n = 0; n < count; n += 1) {
      work(name, 5);
      if (pace.isDue) await pace.rest();
    }
  }

  /** From each address that many works at once. Returns the name of the work in each turn, such as `a3`. */
  async function turnsOf(works: Record<string, number>, count: number, what?: Work): Promise<string[]> {
    const recorded = recordedTurns();
    const all = Object.entries(works).flatMap(([address, times]) =>
      Array.from({ length: times }, (_, n) => {
        let done: Promise<void>;
        servingSender(address, () => void (done = steps(recorded, `${address} ${n}`, count, what)));
        return done!;
      }),
    );
    await Promise.all(all);
    return recorded.turns.flatMap(([name]) => name ?? []);
  }

  const of = (address: string) => (name: string) => name.startsWith(`${address} `);
  const many = fc.dictionary(fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3'), fc.nat(60));

  it('[LIMIT-16] however many works others have, an address waits for one slice of each of them', async () => {
    await fc.assert(
      fc.asyncProperty(many, fc.boolean(), fc.boolean(), async (others, isCalendar, inOrder) => {
        const turns = await turnsOf({ ...others, '192.0.2.9': 1 }, 20, { isCalendar, inOrder });
        const own = turns.flatMap((name, index) => (of('192.0.2.9')(name) ? [index] : []));
        expect(own.length).toBe(10);
        const waits = own.map((index, n) => index - (own[n - 1] ?? -1) - 1);
        expect(Math.max(...waits)).toBeLessThanOrEqual(Object.keys(others).length);
      }),
      { numRuns: 30 },
    );
  });

  it('[LIMIT-16] a network of IPv6 is one address', async () => {
    const turns = await turnsOf({ '2001:db8::1': 5, '2001:db8::2': 5, '2001:db8:1::1': 1 }, 4);
    expect(turns.findLastIndex(of('2001:db8:1::1'))).toBeLessThan(5);
  });

  it('[LIMIT-16] of one address, long texts are unpacked one after another', async () => {
    const turns = await turnsOf({ '192.0.2.1': 3 }, 6, { inOrder: true });
    expect(turns).toEqual(['0', '0', '0', '1', '1', '1', '2', '2', '2'].map((n) => `192.0.2.1 ${n}`));
  });

  it('[LIMIT-16] screens go before calendars, which get one turn in eight', async () => {
    const recorded = recordedTurns();
    await Promise.all([
      ...Array.from({ length: 20 }, () => steps(recorded, 'calendar', 20, { isCalendar: true })),
      ...Array.from({ length: 3 }, () => steps(recorded, 'screen', 28)),
    ]);
    const turns = recorded.turns.flatMap(([name]) => name ?? []);
    const screens = turns.slice(0, turns.lastIndexOf('screen') + 1);
    expect(screens.filter((name) => name === 'calendar').length).toBe(5);
    expect(screens.length).toBe(3 * 14 + 5);
  });
});
