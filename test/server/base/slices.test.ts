import { describe, expect, it } from 'vitest';
import { inSlices, type Slices } from '../../../server/base/slices.ts';
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
