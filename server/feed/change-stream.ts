import type { ChangeStream, ChangeStreamDocument, Db, ResumeToken, Timestamp } from 'mongodb';
import type { Logger } from 'pino';
import { setTimeout as delay } from 'node:timers/promises';
import { listingPathsBut } from '../events/listing.ts';
import { reactionTo, StreamHangs, StreamInvalidated, type StreamFailure } from './stream-errors.ts';
import { afterAllOf, afterClusterTime, clusterTimePart, tokenData } from './position.ts';

/** Where a stream begins: right after a token, or at a cluster time. */
export type StreamStart = { resumeAfter: ResumeToken } | { startAtOperationTime: Timestamp };

export type StreamBatch = {
  /** In commit order; empty for a heartbeat. */
  changes: ChangeStreamDocument[];
  /** Everything committed up to this text (a token's `_data`, or one after it) has been delivered. */
  completeThrough: string;
};

export type StreamHandlers = {
  onBatch(batch: StreamBatch): void;
  /** The stream was broken and is being opened again from its own token; nothing is lost. */
  onInterrupted(error: unknown): void;
  /** For how long nobody will look at what comes next: reading it together then costs everyone less. */
  restMs(): number;
  /** The token's history is gone. Answers where to begin anew. */
  onHistoryLost(error: unknown): Promise<StreamStart>;
};

export type ChangeStreamOptions = StreamHandlers & {
  db: Db;
  collections: readonly string[];
  start: StreamStart;
  log: Logger;
};

/** How long the server may hold an empty getMore: the longest wait until an idle stream says how far it is. */
const maxAwaitTimeMs = 250;
/** A getMore that has not come back by then hangs on a dead connection. */
const hangDeadlineMs = 10_000;
const firstBackOffMs = 50;
const longestBackOffMs = 5_000;

/**
 * Watches the collections with one change stream and keeps it going: through elections, cut connections and dead
 * primaries, always from the last token delivered, so that nothing is lost or delivered twice. The driver resumes
 * once by itself; this loop is what comes after that fails, with exponential back-off and jitter.
 *
 * Answers the function that stops it; it resolves when no handler will be called any more.
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
  let start = options.start;
  let failures = 0;
  while (!signal.aborted) {
    try {
      await readStream(options, start, signal, (token) => {
        // Kept outside of the attempt: two failures in a row must not lose the place.
        start = { resumeAfter: token };
        failures = 0;
      });
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      start = await recover(options, start, error);
      await pause(failures, signal);
    }
  }
}

async function recover(options: ChangeStreamOptions, start: StreamStart, error: unknown): Promise<StreamStart> {
  const reaction: StreamFailure = reactionTo(error);
  switch (reaction) {
    case 'resume':
      options.log.warn({ err: error }, 'change stream interrupted, resuming');
      options.onInterrupted(error);
      return start;
    case 'history-lost':
      options.log.error({ err: error }, 'change stream history lost, beginning anew');
      try {
        return await options.onHistoryLost(error);
      } catch (anew) {
        options.log.warn({ err: anew }, 'change stream could not begin anew yet');
        return start;
      }
    default:
      return reaction satisfies never;
  }
}

async function readStream(
  { db, collections, onBatch, restMs }: ChangeStreamOptions,
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
  try {
    while (!signal.aborted) {
      const changes = await nextBatch(stream, signal);
      if (changes === null) return;
      const token = stream.resumeToken;
      if (token == null) continue;
      onBatch({ changes, completeThrough: completeThrough(changes, tokenData(token)) });
      remember(token);
      if (changes.some((change) => change.operationType === 'invalidate')) throw new StreamInvalidated();
      if (changes.length > 0) await rest(restMs(), signal);
    }
  } finally {
    // Not awaited: closing talks to the server, which may be the very thing that hangs.
    stream.close().catch(() => undefined);
  }
}

/** All changes that the driver has at hand, at least one unless the server had none; null when stopped. */
async function nextBatch(stream: ChangeStream, signal: AbortSignal): Promise<ChangeStreamDocument[] | null> {
  const first = await withDeadline(stream.tryNext(), signal);
  if (first === stopped) return null;
  const changes: ChangeStreamDocument[] = [];
  if (first === null) return changes;
  changes.push(first as ChangeStreamDocument);
  while (stream.bufferedCount() > 0) {
    const next = await stream.tryNext();
    if (next === null) break;
    changes.push(next as ChangeStreamDocument);
  }
  return changes;
}

const stopped: unique symbol = Symbol('stopped');

async function withDeadline<T>(work: Promise<T>, signal: AbortSignal): Promise<T | typeof stopped> {
  // A late failure after the deadline has been handled by it already.
  work.catch(() => undefined);
  const timer = new AbortController();
  const either = AbortSignal.any([signal, timer.signal]);
  const deadline = delay(hangDeadlineMs, undefined, { signal: either, ref: false }).then(
    (): typeof stopped => {
      throw new StreamHangs(hangDeadlineMs);
    },
    (): typeof stopped => stopped,
  );
  try {
    return await Promise.race([work, deadline]);
  } finally {
    timer.abort();
  }
}

/**
 * A batch's last token may stand in the middle of a transaction, whose changes share one cluster time. An empty
 * batch says that everything of the token's cluster time has come.
 */
function completeThrough(changes: ChangeStreamDocument[], data: string): string {
  return changes.length > 0 ? data : afterAllOf(clusterTimePart(data));
}

/** Whether everything committed at or before this cluster time has been delivered. */
export function hasPassed(complete: string, time: Timestamp): boolean {
  return complete >= afterClusterTime(time);
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
    // For no board a change; left out here, mongod need not look up the document before and after it either.
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
    // Password hashes have no business in the feed's memory; and two images plus a description may exceed 16 MB.
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

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await delay(ms, undefined, { signal }).catch(() => undefined);
}

async function pause(failures: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(longestBackOffMs, firstBackOffMs * 2 ** (failures - 1));
  // Full jitter: servers that lost the same primary do not come back in step.
  await delay(Math.random() * longest, undefined, { signal }).catch(() => undefined);
}
