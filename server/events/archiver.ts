import { setTimeout as delay } from 'node:timers/promises';
import type { AnyBulkWriteOperation, Db, Document, ObjectId } from 'mongodb';
import type { Logger } from 'pino';
import { readEvent } from './event-document.ts';
import { type ReadOptions } from './stored-event.ts';
import { unchanged } from './event-repository.ts';
import { listingOf } from './listing.ts';

type Stored = Document & { _id: ObjectId };
type ArchiverOptions = { db: Db; logger: Logger; read: ReadOptions; afterDays: number; clock?: () => Date };

const dayMs = 24 * 60 * 60 * 1000;
const intervalMs = 60 * 60 * 1000;
const batchSize = 500;

/**
 * Takes events that ended long ago off the board: they become archived, a change like any other, keep their page and
 * are found by search. Every server does this; who comes second finds nothing to do.
 */
export class Archiver {
  readonly #options: ArchiverOptions;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: ArchiverOptions) {
    this.#options = options;
  }

  /** Looks now and then every hour. */
  start(): void {
    this.#running = this.#keepRunning();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  /** Archives what is due; answers how many that were. */
  async run(): Promise<number> {
    const { db, afterDays, clock = () => new Date() } = this.#options;
    const events = db.collection<Stored>('events');
    const before = new Date(clock().getTime() - afterDays * dayMs);
    let archived = 0;
    let batch: AnyBulkWriteOperation<Stored>[] = [];
    const write = async (): Promise<void> => {
      if (batch.length > 0) archived += (await events.bulkWrite(batch, { ordered: false })).modifiedCount;
      batch = [];
    };
    for (const board of await events.distinct('listing.board')) {
      // By the index of the list; what began before and goes on still is sorted out here.
      const due = events.find(
        {
          'listing.board': board,
          'listing.archived': false,
          'listing.public': { $in: [true, false] },
          'listing.startsAt': { $lt: before },
        },
        { hint: 'list-by-date' },
      );
      for await (const document of due) {
        if (this.#abort.signal.aborted) return archived;
        const update = this.#archive(document, before);
        if (update !== null) batch.push(update);
        if (batch.length >= batchSize) await write();
      }
    }
    await write();
    return archived;
  }

  async #keepRunning(): Promise<void> {
    const { logger } = this.#options;
    const { signal } = this.#abort;
    while (!signal.aborted) {
      await this.run().then(
        (count) => {
          if (count > 0) logger.info({ count }, 'events archived');
        },
        (error: unknown) => {
          if (!signal.aborted)
            logger.warn({ err: error }, 'old events could not be archived; the next hour tries again');
        },
      );
      await delay(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  #archive(document: Stored, before: Date): AnyBulkWriteOperation<Stored> | null {
    const stored = readEvent(document, this.#options.read);
    if (stored === null || Date.parse(stored.event.endsAt) >= before.getTime()) return null;
    const archived = { ...document, archived: true };
    return {
      updateOne: {
        // Who changes it at this moment may have moved it to another day.
        filter: unchanged(document),
        update: {
          $set: {
            archived: true,
            version: stored.event.version + 1,
            listing: listingOf(archived, { ...stored, archived: true }),
          },
        },
      },
    };
  }
}
