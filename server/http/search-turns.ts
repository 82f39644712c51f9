import { systemClock } from '../../shared/clock.ts';
import { addressGroup } from '../base/address-group.ts';
import { busy } from '../base/problem.ts';
import { WorkQueue } from '../base/work-queue.ts';
import type { Caller, RateLimits } from './visitor/rate-limits.ts';

/** Two keep a small machine's database free for everything else. */
const atOnce = 2;
/** A class searches at the same moment; addresses take turns. */
const maxWaiting = { each: 60, all: 300 };

/**
 * Runs searches, which can look at every event of a board: few at a time, and each address only as long in all as its
 * limit allows. What counts is the time that they take, not their number.
 */
export class SearchTurns {
  readonly #limits: RateLimits;
  readonly #queue = new WorkQueue(atOnce, maxWaiting, () =>
    busy('Many people are searching at this moment. Please try again in a few seconds.'),
  );

  constructor(limits: RateLimits) {
    this.#limits = limits;
  }

  async run<T>(caller: Caller, search: () => Promise<T>): Promise<T> {
    const charge = this.#limits.search(caller);
    return this.#queue.run(addressGroup(caller.address), async () => {
      const begunMs = systemClock.monotonic();
      try {
        return await search();
      } finally {
        charge(systemClock.monotonic() - begunMs);
      }
    });
  }
}
