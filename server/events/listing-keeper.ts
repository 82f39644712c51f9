import type { AnyBulkWriteOperation, Db, Document, ObjectId } from 'mongodb';
import type { Logger } from 'pino';
import { setTimeout as delay } from 'node:timers/promises';
import { readEvent } from './event-document.ts';
import { type ReadOptions } from './stored-event.ts';
import { sameFields } from './exact-match.ts';
import { listingFingerprint, listingOf, sourceFields } from './listing.ts';

const batchSize = 500;
/** What is written within this time is listed together: a program that writes a lot costs little more than one that does not. */
const gatherMs = 150;
/** So long the last of what a scan has found may take. */
const scanPatienceMs = 30_000;
/** Beyond this many the oldest are let go; the scan at the next start finds them. */
const maxWaiting = 50_000;

type Stored = Document & { _id: ObjectId };
type ListingKeeperOptions = {
  db: Db;
  logger: Logger;
  read: ReadOptions;
  /** Told of documents that are no events, found by the scan; of those that are written later the feed tells. */
  onUnreadable: (document: Document) => void;
};

/**
 * Gives the documents of other programs the `listing` by which lists find and sort them. It touches nothing else,
 * so for the feed it is no change. Each server does this; who comes second finds nothing to do.
 */
export class ListingKeeper {
  readonly #options: ListingKeeperOptions;
  readonly #waiting = new Map<string, Stored>();
  readonly #abort = new AbortController();
  #working: Promise<void> | null = null;

  constructor(options: ListingKeeperOptions) {
    this.#options = options;
  }

  /** Looks for documents that were written while no server ran; resolves once they are listed. */
  async scan(): Promise<void> {
    const unlisted = this.#options.db.collection<Stored>('events').find({ 'listing.of': null }, { hint: 'unlisted' });
    for await (const document of unlisted) {
      if (this.#stopped) return;
      if (readEvent(document, this.#options.read) === null) {
        this.#options.onUnreadable(document);
        continue;
      }
      this.enqueue(document);
      if (this.#waiting.size >= batchSize) await this.#working;
    }
    // Where another program goes on writing, something always waits.
    await Promise.race([
      this.#working,
      delay(scanPatienceMs, undefined, { signal: this.#abort.signal, ref: false }).catch(() => undefined),
    ]);
  }

  /** A document was written; by another program if its listing is missing or was made of other fields. */
  enqueue(document: Document): void {
    const listed = (document.listing as { of?: unknown } | undefined)?.of;
    if (this.#stopped || (listed !== undefined && listed === listingFingerprint(document))) return;
    if (this.#waiting.size < maxWaiting) this.#waiting.set(String(document._id), document as Stored);
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
    });
  }

  get #stopped(): boolean {
    return this.#abort.signal.aborted;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#waiting.clear();
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.size > 0 && !this.#stopped) {
      if (this.#waiting.size < batchSize)
        await delay(gatherMs, undefined, { signal: this.#abort.signal, ref: false }).catch(() => undefined);
      const batch = [...this.#waiting.entries()].slice(0, batchSize);
      for (const [id] of batch) this.#waiting.delete(id);
      const updates = batch.flatMap(([, document]) => this.#updateOf(document));
      if (updates.length === 0) continue;
      try {
        await this.#options.db.collection<Stored>('events').bulkWrite(updates, { ordered: false });
      } catch (error) {
        this.#options.logger.warn(
          { err: error },
          'listings of other programs’ documents could not be written; the next start tries again',
        );
      }
    }
  }

  #updateOf(document: Stored): AnyBulkWriteOperation<Stored>[] {
    const stored = readEvent(document, this.#options.read);
    if (stored === null) return [];
    return [
      {
        updateOne: {
          // Only beside the very fields it was made of: a newer change brings a listing of its own.
          filter: { _id: document._id, ...sameFields(document, sourceFields) },
          update: { $set: { listing: listingOf(document, stored) } },
        },
      },
    ];
  }
}
