import type { Db, Document } from 'mongodb';
import type { Logger } from 'pino';
import type { WithIndexes } from '../database/index-repair.ts';
import { Archiver } from './archiver.ts';
import { ListingKeeper } from './listing-keeper.ts';
import type { EventWatcher, ReadOptions } from './stored-event.ts';
import { createUpkeepRepository } from './upkeep-repository.ts';

type Options = {
  db: Db;
  logger: Logger;
  read: ReadOptions;
  archiveAfterDays: number;
  onUnreadable: (document: Document) => void;
  withIndexes: WithIndexes;
};

export type EventBackgroundJobs = {
  /** Lists what other programs write. */
  watcher: EventWatcher;
  start(): void;
  stop(): Promise<void>;
};

/** What each server does to the stored events besides answering requests: listing them, and archiving old ones. */
export function createEventBackgroundJobs(options: Options): EventBackgroundJobs {
  const { db, logger, read, archiveAfterDays, onUnreadable, withIndexes } = options;
  const events = createUpkeepRepository(db, read, withIndexes);
  const listings = new ListingKeeper({ events, logger, onUnreadable });
  const archiver = new Archiver({ events, logger, afterDays: archiveAfterDays });
  return {
    watcher(_step, document) {
      if (document !== null) listings.enqueue(document);
    },
    /**
     * Nobody has to wait for this: boards also show events without a listing. But the archiver finds events by their
     * listings. In the opposite order, another program's old events would stay on the board for an hour.
     */
    start() {
      void listings
        .scan()
        .catch((error: unknown) => logger.warn({ err: error }, 'the search for unlisted documents failed'))
        .then(() => archiver.start());
    },
    async stop() {
      await archiver.stop();
      await listings.stop();
    },
  };
}
