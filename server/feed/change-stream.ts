import type { ChangeStream, ChangeStreamDocument, Db, ResumeToken, Timestamp } from 'mongodb';
import type { Logger } from 'pino';
import { Backoff } from '../../shared/backoff.ts';
import { pause, type Clock } from '../../shared/clock.ts';
import { listingPathsBut } from '../events/listing.ts';
import { reactionTo, StreamHangs, StreamInvalidated, type StreamFailure } from './stream-errors.ts';
import { afterAllOf, clusterTimePart, tokenData } from './position.ts';

/** Where a stream begins: right after a token, or at a cluster time. */
export type StreamStart = { resumeAfter: ResumeToken } | { startAtOperationTime: Timestamp };

export type StreamBatch = {
  /** In commit order; empty for a heartbeat. */
  changes: ChangeStreamDocument[];
  /** Everything committed up to this point (a token's `_data`, or a text that sorts after it) has been delivered. */
  completeThrough: string;
};

export type StreamHandlers = {
  onBatch(batch: StreamBatch): void;
  /** The stream broke and is opened again after its last token; nothing is lost. */
  onInterrupted(error: unknown): void;
  /** For how many milliseconds the next changes are not needed: reading them together then costs less. */
  restMs(): number;
  /** The oplog no longer reaches back to the token. Returns where to start instead. */
  onHistoryLost(error: unknown): Promise<StreamStart>;
};

export type ChangeStreamOptions = StreamHandlers & {
  db: Db;
  collections: readonly string[];
  start: StreamStart;
  logger: Logger;
  clock: Clock;
};

/**
 * After this many changes the event loop gets a turn: a change costs up to 0.2 ms. A transaction is not cut for it, unless
 * it is longer than the other number.
 */
const changesInTurn = { wanted: 100, most: 1_000 };
/** How long MongoDB may hold an empty getMore: an idle stream reports how far it is at least this often. */
const maxAwaitTimeMs = 250;
/** A getMore without an answer after this time hangs on a dead connection. */
const hangDeadlineMs = 10_000;
/** With full jitter, so that servers that lost the same primary do not come back in step. */
const retryMs = { firstMs: 50, longestMs: 5_000 };

/**
 * Watches the collections with one change stream and keeps it going through elections, cut connections and dead
 * primaries. It always resumes after the last token delivered, so nothing is lost and nothing is delivered twice. The
 * driver resumes once by itself; this loop takes over when that fails.
 *
 * Returns a function that stops it, and resolves when no handler will be called any more.
 */
export function watchChanges(options: ChangeStreamOptions): () => Promise<void> {
  const abort = new AbortController();
  const running = keepWatching(options, abort.signal);
  return async () => {
    abort.abort();
    await running;
  };
}

async function keepWatching(options: ChangeStreamOptions, signal: AbortSignal): Promise<void> {
  const { clock } = options;
  const backoff = new Backoff({ ...retryMs, random: clock.random });
  let start = options.start;
  while (!signal.aborted) {
    try {
      await readStream(options, start, signal, (token) => {
        // Kept outside the attempt, so that two failures in a row do not lose the place.
        start = { resumeAfter: token };
        backoff.reset();
      });
    } catch (error) {
      if (signal.aborted) return;
      start = await recover(options, start, error);
      await pause(clock, backoff.next(), signal);
    }
  }
}

async function recover(options: ChangeStreamOptions, start: StreamStart, error: unknown): Promise<StreamStart> {
  const reaction: StreamFailure = reactionTo(error);
  switch (reaction) {
    case 'resume':
      options.logger.warn({ err: error }, 'change stream interrupted, resuming');
      options.onInterrupted(error);
      return start;
    case 'history-lost':
      options.logger.error({ err: error }, 'change stream history lost, starting again from now');
      try {
        return await options.onHistoryLost(error);
      } catch (failure) {
        options.logger.warn({ err: failure }, 'change stream could not be started again yet');
        return start;
      }
    default:
      return reaction satisfies never;
  }
}

async function readStream(
  { db, collections, onBatch, restMs, clock }: ChangeStreamOptions,
  start: StreamStart,
  signal: AbortSignal,
  remember: (token: ResumeToken) => void,
): Promise<void> {
  const stream = db.watch(pipeline(collections), {
    ...start,
    fullDocument: 'whenAvailable',
    fullDocumentBeforeChange: 'whenAvailable',
    maxAwaitTimeMS: maxAwaitTimeMs,
  });
  let ahead: ChangeStreamDocument | null = null;
  try {
    while (!signal.aborted) {
      const batch = await nextBatch(stream, ahead, clock, signal);
      if (batch === null) return;
      const { changes } = batch;
      ahead = batch.ahead;
      const token: ResumeToken = ahead === null ? stream.resumeToken : changes.at(-1)!._id;
      if (token == null) continue;
      onBatch({ changes, completeThrough: completeThrough(changes, tokenData(token)) });
      remember(token);
      if (changes.some((change) => change.operationType === 'invalidate')) throw new StreamInvalidated();
      if (ahead !== null || stream.bufferedCount() > 0) {
        await pause(clock, 0, signal);
        continue;
      }
      const wantedMs = changes.length > 0 ? restMs() : 0;
      if (wantedMs > 0) await pause(clock, wantedMs, signal);
    }
  } finally {
    // Not awaited: closing asks the database, which may be the part that hangs.
    stream.close().catch(() => undefined);
  }
}

type NextBatch = {
  changes: ChangeStreamDocument[];
  /** The first change of the next batch: only from it can one see that the last transaction is over. */
  ahead: ChangeStreamDocument | null;
};

/**
 * The changes that the driver has at hand, or the first of them: at least one, unless MongoDB had no change. Null when the
 * stream was stopped.
 */
async function nextBatch(
  stream: ChangeStream,
  ahead: ChangeStreamDocument | null,
  clock: Clock,
  signal: AbortSignal,
): Promise<NextBatch | null> {
  const first = ahead ?? (await withDeadline(stream.tryNext(), clock, signal));
  if (first === stopped) return null;
  const changes: ChangeStreamDocument[] = [];
  if (first === null) return { changes, ahead: null };
  changes.push(first as ChangeStreamDocument);
  while (stream.bufferedCount() > 0 && changes.length < changesInTurn.most) {
    const next = (await stream.tryNext()) as ChangeStreamDocument | null;
    if (next === null) break;
    if (changes.length >= changesInTurn.wanted && !isOfOneTime(changes.at(-1)!, next)) return { changes, ahead: next };
    changes.push(next);
  }
  return { changes, ahead: null };
}

/** All changes of a transaction are at one cluster time. */
function isOfOneTime(a: ChangeStreamDocument, b: ChangeStreamDocument): boolean {
  return clusterTimePart(tokenData(a._id)) === clusterTimePart(tokenData(b._id));
}

const stopped: unique symbol = Symbol('stopped');

/** Rejects when the work takes longer than the deadline; resolves with `stopped` when the signal is aborted. */
async function withDeadline<T>(work: Promise<T>, clock: Clock, signal: AbortSignal): Promise<T | typeof stopped> {
  // If the work fails after the deadline, the deadline has already been reported.
  work.catch(() => undefined);
  if (signal.aborted) return stopped;
  let release = (): void => undefined;
  const interrupted = new Promise<typeof stopped>((resolve, reject) => {
    const stop = (): void => resolve(stopped);
    const cancel = clock.after(hangDeadlineMs, () => reject(new StreamHangs(hangDeadlineMs)));
    signal.addEventListener('abort', stop);
    release = () => {
      cancel();
      signal.removeEventListener('abort', stop);
    };
  });
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    release();
  }
}

/**
 * A batch can end in the middle of a transaction, whose changes share one cluster time. An empty batch means that
 * everything of the token's cluster time has come.
 */
function completeThrough(changes: ChangeStreamDocument[], data: string): string {
  return changes.length > 0 ? data : afterAllOf(clusterTimePart(data));
}

const updatedNames = { $map: { input: { $objectToArray: '$updateDescription.updatedFields' }, in: '$$this.k' } };

function pipeline(collections: readonly string[]) {
  const names = { $in: collections };
  return [
    {
      $match: {
        $or: [{ 'ns.coll': names }, { 'to.coll': names }, { operationType: { $in: ['dropDatabase', 'invalidate'] } }],
      },
    },
    // No board changes by these. Because they are left out here, mongod does not look up the documents before and after.
    {
      $match: {
        $nor: [
          {
            operationType: 'update',
            'updateDescription.removedFields': { $size: 0 },
            $expr: { $eq: [updatedNames, ['listing']] },
          },
        ],
      },
    },
    // Password hashes do not belong in the feed's memory. And both documents plus a description could exceed 16 MB.
    {
      $unset: [
        'updateDescription',
        'lsid',
        'txnNumber',
        'fullDocument.password',
        'fullDocumentBeforeChange.password',
        ...listingPathsBut('of').map((path) => `fullDocument.${path}`),
        'fullDocumentBeforeChange.listing',
      ],
    },
  ];
}
