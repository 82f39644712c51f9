import { Slices } from '../../../server/base/slices.ts';
import { FakeClock } from '../fake-clock.ts';

/** Slices whose time passes only when work says so, and a record of the turns of the event loop. */
export function recordedTurns(): {
  slices: Slices;
  clock: FakeClock;
  /** The kinds of work of each turn, such as `['a', 'a', 'b']`. */
  turns: string[][];
  /** Work that takes this long. */
  work: (what: string, ms: number) => void;
} {
  const clock = new FakeClock();
  const turns: string[][] = [[]];
  const nextTurn = (callback: () => void): void => {
    setImmediate(() => {
      turns.push([]);
      callback();
    });
  };
  const work = (what: string, ms: number): void => {
    clock.work(ms);
    turns.at(-1)!.push(what);
  };
  return { slices: new Slices({ clock, nextTurn }), clock, turns, work };
}
