import { setTimeout as delay } from 'node:timers/promises';
import type { Document } from 'mongodb';
import type { Logger } from 'pino';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { RunAgain } from '../base/run-again.ts';
import { listingFingerprint } from './listing.ts';
import type { UpkeepRepository } from './upkeep-repository.ts';

const batchSize = 500;
/** Documents that are written within this time are listed together, so a program that writes a lot costs little. */
const gatherMs = 150;
/** How long the start waits for the last listings that its scan made necessary. */
const scanPatienceMs = 30_000;
/** If more than this wait, the oldest are dropped. The scan at the next start finds them. */
const maxWaiting = 50_000;

type ListingKeeperOptions = {
  events: Pick<UpkeepRepository, 'findUnlisted' | 'writeListings'>;
  logger: Logger;
  /** Called for documents that the scan finds and that are no events. The feed reports those that are written later. */
  onUnreadable: (document: Document) => void;
};

/**
 * Gives the documents of other programs the `listing` by which lists find and sort them. It touches nothing else, so
 * the feed does not count it as a change. Every server does this; the second one finds nothing to do.
 */
export class ListingKeeper {
  readonly #options: ListingKeeperOptions;
  readonly #waiting = new BoundedMap<string, Document>(maxWaiting);
  readonly #abort = new AbortController();
  readonly #work = new RunAgain(() => this.#listAll());

  constructor(options: ListingKeeperOptions) {
    this.#options = options;
  }

  /** Looks for documents that were written while no server ran. Resolves when they are listed. */
  async scan(): Promise<void> {
    for await (const { document, readable } of this.#options.events.findUnlisted()) {
      if (this.#stopped) return;
      if (!readable) {
        this.#options.onUnreadable(document);
        continue;
      }
      this.enqueue(document);
      if (this.#waiting.size >= batchSize) await this.#work.running;
    }
    // While another program goes on writing, there is always something left to do.
    await Promise.race([
      this.#work.running,
      delay(scanPatienceMs, undefined, { signal: this.#abort.signal, ref: false }).catch(() => undefined),
    ]);
  }

  /** A document was written: by another program if its listing is missing or was made of other fields. */
  enqueue(document: Document): void {
    const listed = (document.listing as { of?: unknown } | undefined)?.of;
    if (this.#stopped || (listed !== undefined && listed === listingFingerprint(document))) return;
    this.#waiting.set(String(document._id), document);
    void this.#work.run();
  }

  get #stopped(): boolean {
    return this.#abort.signal.aborted;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#waiting.clear();
    await this.#work.running;
  }

  async #listAll(): Promise<void> {
    while (this.#waiting.size > 0 && !this.#stopped) {
      if (this.#waiting.size < batchSize)
        await delay(gatherMs, undefined, { signal: this.#abort.signal, ref: false }).catch(() => undefined);
      const batch = [...this.#waiting.entries()].slice(0, batchSize);
      for (const [id] of batch) this.#waiting.delete(id);
      try {
        await this.#options.events.writeListings(batch.map(([, document]) => document));
      } catch (error) {
        this.#options.logger.warn(
          { err: error },
          'listings of other programs’ documents could not be written; the next start tries again',
        );
      }
    }
  }
}
