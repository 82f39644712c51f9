import type { ChangeStream, ChangeStreamDocument, Db, ResumeToken, Timestamp } from 'mongodb';
import type { Logger } from 'pino';
import { Backoff } from '../../shared/backoff.ts';
import { pause, type Clock } from '../../shared/clock.ts';
import { reactionTo, StreamHangs, StreamInvalidated, type StreamFailure } from './stream-errors.ts';
import { afterAllOf, clusterTimePart, tokenData } from './position.ts';
import { streamPipeline } from './stream-pipeline.ts';

/** Where a stream begins: right after a token, or at a cluster time. */
export type StreamStart = { resumeAfter: ResumeToken } | { startAtOperationTime: Timestamp };

export type StreamBatch<Read> = {
  /** In commit order; empty for a heartbeat. */
  changes: Read[];
  /** Everything committed up to this point (a token's `_data`, or a text that sorts after it) has been delivered. */
  completeThrough: string;
};

export type StreamHandlers<Read> = {
  /**
   * Does what can be done for a change before those that came before it are taken in. Must not throw. It is called in slices,
   * also within a transaction.
   */
  read(change: ChangeStreamDocument): Read;
  /** Takes in a whole batch in one turn of the event loop. */
  onBatch(batch: StreamBatch<Read>): void;
  /** The stream broke and is opened again after its last token; nothing is lost. */
  onInterrupted(error: unknown): void;
  /** For how many milliseconds the next changes are not needed: reading them together then costs less. */
  restMs(): number;
  /** The oplog no longer reaches back to the token. Returns where to start instead. */
  onHistoryLost(error: unknown): Promise<StreamStart>;
};

export type ChangeStreamOptions<Read> = StreamHandlers<Read> & {
  db: Db;
  collections: readonly string[];
  start: StreamStart;
  logger: Logger;
  clock: Clock;
};

/**
 * So many changes are taken in together, and then the event loop gets a turn. A transaction is not cut for it, unless it is
 * longer than the other number.
 */
const changesInTurn = { wanted: 100, most: 1_000 };
/** To decode and read the longest events takes 0.5 ms a change. After so long the event loop gets a turn, too. */
const readingSliceMs = 8;
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
export function watchChanges<Read>(options: ChangeStreamOptions<Read>): () => Promise<void> {
  const abort = new AbortController();
  const running = keepWatching(options, abort.signal);
  return async () => {
    abort.abort();
    await running;
  };
}

async function keepWatching<Read>(options: ChangeStreamOptions<Read>, signal: AbortSignal): Promise<void> {
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

async function recover<Read>(
  options: ChangeStreamOptions<Read>,
  start: StreamStart,
  error: unknown,
): Promise<StreamStart> {
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

async function readStream<Read>(
  { db, collections, read, onBatch, restMs, clock }: ChangeStreamOptions<Read>,
  start: StreamStart,
  signal: AbortSignal,
  remember: (token: ResumeToken) => void,
): Promise<void> {
  const stream = db.watch(streamPipeline(collections), {
    ...start,
    fullDocument: 'whenAvailable',
    fullDocumentBeforeChange: 'whenAvailable',
    maxAwaitTimeMS: maxAwaitTimeMs,
  });
  let ahead: OneChange<Read> | null = null;
  try {
    while (!signal.aborted) {
      const batch: NextBatch<Read> | null = await nextBatch(stream, { ahead, read, clock, signal });
      if (batch === null) return;
      const { changes } = batch;
      ahead = batch.ahead;
      const token: ResumeToken = ahead === null ? stream.resumeToken : changes.at(-1)!.change._id;
      if (token == null) continue;
      onBatch({
        changes: changes.map((one) => one.read),
        completeThrough: completeThrough(changes.length, tokenData(token)),
      });
      remember(token);
      if (changes.some(({ change }) => change.operationType === 'invalidate')) throw new StreamInvalidated();
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

type OneChange<Read> = { change: ChangeStreamDocument; read: Read };

type NextBatch<Read> = {
  changes: OneChange<Read>[];
  /** The first change of the next batch: only from it can one see that the last transaction is over. */
  ahead: OneChange<Read> | null;
};

type Reading<Read> = Pick<ChangeStreamOptions<Read>, 'read' | 'clock'> & {
  ahead: OneChange<Read> | null;
  signal: AbortSignal;
};

/**
 * The changes that the driver has at hand, or the first of them: at least one, unless MongoDB had no change. The driver
 * decodes each when it is asked for it. Null when the stream was stopped.
 */
async function nextBatch<Read>(
  stream: ChangeStream,
  { ahead, read, clock, signal }: Reading<Read>,
): Promise<NextBatch<Read> | null> {
  const changes: OneChange<Read>[] = [];
  if (ahead !== null) changes.push(ahead);
  else {
    const first = await withDeadline(stream.tryNext(), clock, signal);
    if (first === stopped) return null;
    if (first === null) return { changes, ahead: null };
    changes.push({ change: first, read: read(first) });
  }
  let sliceBegunMs = clock.monotonic();
  while (stream.bufferedCount() > 0 && changes.length < changesInTurn.most) {
    if (clock.monotonic() - sliceBegunMs >= readingSliceMs) {
      await pause(clock, 0, signal);
      if (signal.aborted) return null;
      sliceBegunMs = clock.monotonic();
    }
    const change: ChangeStreamDocument | null = await stream.tryNext();
    if (change === null) break;
    const next = { change, read: read(change) };
    if (changes.length >= changesInTurn.wanted && !isOfOneTime(changes.at(-1)!.change, change))
      return { changes, ahead: next };
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
function completeThrough(changeCount: number, data: string): string {
  return changeCount > 0 ? data : afterAllOf(clusterTimePart(data));
}
