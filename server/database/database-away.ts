import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';

/** Whether an error of a call says that the database is away for the moment: an election, a cut, a write that the majority has not confirmed in time. */
export function isDatabaseAway(error: unknown): boolean {
  // The driver wraps whatever befalls a bulk write.
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error)
    return isDatabaseAway(error.errorResponse);
  if (
    error instanceof MongoServerSelectionError ||
    error instanceof MongoNetworkError ||
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError
  )
    return true;
  // And lets the socket's own error through where it meets a cut first in writing.
  if (error instanceof Error && socketErrors.has((error as NodeJS.ErrnoException).code)) return true;
  if (!(error instanceof MongoError)) return false;
  return (
    error.hasErrorLabel('RetryableWriteError') ||
    error.hasErrorLabel('TransientTransactionError') ||
    (error instanceof MongoServerError && passingCodes.has(Number(error.code)))
  );
}

const socketErrors: ReadonlySet<string | undefined> = new Set(['ECONNRESET', 'EPIPE']);

/** Codes of a replica set in transition: https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml */
const passingCodes: ReadonlySet<number> = new Set([
  6, 7, 50, 64, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436,
]);
