import { addressGroup } from '../base/address-group.ts';
import { busy } from '../base/problem.ts';
import { WorkQueue } from '../base/work-queue.ts';
import type { Caller } from './visitor/rate-limits.ts';

/** A page of the longest events takes 5 MB while it is made. Four keep the database busy. */
const atOnce = 4;
/** As many requests as an address may have. */
const maxWaiting = { each: 1_000, all: 4_000 };

/** Makes pages of lists, few at a time. Addresses take turns. */
export class ListTurns {
  readonly #queue = new WorkQueue(atOnce, maxWaiting, () =>
    busy('Many lists are being read at this moment. Please try again in a few seconds.'),
  );

  run<T>({ address }: Caller, list: () => Promise<T>): Promise<T> {
    return this.#queue.run(addressGroup(address), list);
  }
}
