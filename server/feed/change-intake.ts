import type { ChangeStreamDocument, Document, Timestamp } from 'mongodb';
import type { Logger } from 'pino';
import type { CollectionWatcher } from '../database/collection-watcher.ts';
import type { EventWatcher } from '../events/stored-event.ts';
import type { BoardChange } from './board-change.ts';
import { readEventChange, type EventChange } from './event-changes.ts';
import type { FeedMetrics } from './feed-metrics.ts';
import { clusterTimeMs, tokenData } from './position.ts';
import { unreadableReporter } from './report-unreadable.ts';

export type ChangeIntakeOptions = {
  logger: Logger;
  metrics: FeedMetrics;
  /** The zone of events that name none: the tutorial's documents. */
  timeZone: string;
  collectionWatchers: readonly CollectionWatcher[];
  eventWatchers: readonly EventWatcher[];
  onBoardChange: (change: BoardChange, at: string, clusterTime: Timestamp) => void;
  /** A board was created or deleted: what was on a board of this name before is no business of those who follow it now. */
  onBoardBegunOrEnded: (board: string, at: string) => void;
  /** What boards show can no longer be known from the stream: they must be read again, as of a time after this point. */
  onLost: (at: string) => void;
};

/** A change of the stream. `meaning` is null if it is none of the collection `events`. */
export type ReadChange = {
  change: ChangeStreamDocument;
  meaning: EventChange | { kind: 'failed'; error: unknown } | null;
};

/** Takes in the changes of the stream, each exactly once, and passes on what each one means. */
export class ChangeIntake {
  readonly #options: ChangeIntakeOptions;
  readonly #watchers = new Map<string, CollectionWatcher[]>();
  readonly #reportUnreadable: (document: Document) => void;
  /** The point of the last change taken in. */
  #takenThrough = '';

  constructor(options: ChangeIntakeOptions) {
    this.#options = options;
    this.#reportUnreadable = unreadableReporter(options);
    for (const watcher of options.collectionWatchers)
      this.#watchers.set(watcher.collection, [...(this.#watchers.get(watcher.collection) ?? []), watcher]);
  }

  /** The collections that the stream must watch. */
  get collections(): string[] {
    return [...new Set(['events', 'boards', ...this.#watchers.keys()])];
  }

  /** The costly part of taking a change in. It changes nothing, so it can be done ahead. */
  read(change: ChangeStreamDocument): ReadChange {
    const collection = collectionOf(change);
    if (collection === 'boards' || (collection !== undefined && this.#watchers.has(collection)))
      return { change, meaning: null };
    try {
      return { change, meaning: readEventChange(change, this.#options.timeZone) };
    } catch (error) {
      return { change, meaning: { kind: 'failed', error } };
    }
  }

  /** A change that fails must not be lost in silence: every board is read again. */
  take({ change, meaning }: ReadChange): void {
    const at = tokenData(change._id);
    if (at <= this.#takenThrough) return;
    this.#takenThrough = at;
    try {
      const collection = collectionOf(change);
      if (collection === 'boards') this.#takeBoardChange(change, at);
      if (meaning?.kind === 'failed') throw meaning.error;
      if (meaning !== null) this.#takeEventChange(change, meaning, at);
      const watchers = collection === undefined ? undefined : this.#watchers.get(collection);
      for (const watcher of watchers ?? []) passTo(watcher, change, at);
    } catch (error) {
      this.#options.logger.error({ err: error }, 'a change could not be taken in; every board is read again');
      this.#options.onLost(at);
    }
  }

  /** Calls every watcher's `lost`. */
  tellLost(): void {
    for (const watcher of this.#options.collectionWatchers) watcher.lost();
  }

  #takeBoardChange(change: ChangeStreamDocument, at: string): void {
    switch (change.operationType) {
      case 'insert':
      case 'delete':
        return this.#options.onBoardBegunOrEnded(String(change.documentKey._id), at);
      case 'drop':
      case 'rename':
        // Nobody can tell which boards are gone.
        return this.#options.onLost(at);
      default:
        return;
    }
  }

  #takeEventChange(change: ChangeStreamDocument, meaning: EventChange, at: string): void {
    const { metrics, logger, eventWatchers, onBoardChange, onLost } = this.#options;
    switch (meaning.kind) {
      case 'document': {
        const { clusterTime } = change;
        if (clusterTime === undefined) return;
        const { before, after, document } = meaning;
        for (const boardChange of meaning.boardChanges) onBoardChange(boardChange, at, clusterTime);
        metrics.changes.inc();
        const step = { at, time: new Date(clusterTimeMs(at)), before, after };
        for (const watch of eventWatchers) watch(step, document);
        if (document !== null && after === null) this.#reportUnreadable(document);
        return;
      }
      case 'no-document':
        return;
      case 'images-missing':
        logger.warn('a change came without its document before and after it; every board is read again');
        return onLost(at);
      case 'collection-replaced':
        logger.warn(
          { operation: change.operationType },
          'the collection `events` was dropped or replaced; every board is read again',
        );
        return onLost(at);
      default:
        return meaning satisfies never;
    }
  }
}

function collectionOf(change: ChangeStreamDocument): string | undefined {
  return 'ns' in change && 'coll' in change.ns ? change.ns.coll : undefined;
}

function passTo(watcher: CollectionWatcher, change: ChangeStreamDocument, at: string): void {
  switch (change.operationType) {
    case 'insert':
    case 'update':
    case 'replace':
    case 'delete':
      return watcher.changed({
        id: String(change.documentKey._id),
        operation: change.operationType,
        document: ('fullDocument' in change ? change.fullDocument : null) ?? null,
        at,
      });
    case 'drop':
    case 'rename':
      return watcher.lost();
    default:
      // Index builds, options and the like change no document.
      return;
  }
}
