import {
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';
import { hasErrorCode } from '../base/error-code.ts';

/**
 * What errors of MongoDB mean. The codes are those of
 * https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml
 */

const duplicateKey = 11000;
const badValue = 2;
const cannotIndexParallelArrays = 171;
const namespaceExists = 48;
const authenticationFailed = 18;
const maxTimeExpired = 50;
/** Atlas wraps what its proxy refuses. */
const atlasError = 8000;

/** A replica set in transition: the same call succeeds a moment later. */
const passingCodes = [6, 7, 50, 64, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436];

const historyLostCodes = [
  /** CappedPositionLost: the oplog has rolled over the cursor's place. */
  136 /** CloseChangeStream: the watched database or collection is gone. */, 222 /** InvalidResumeToken: not a token of this replica set. */,
  260 /** ChangeStreamFatalError: the token is not in the oplog, for example after a restore of other data. */,
  280 /** ChangeStreamHistoryLost: the oplog has rolled over the resume point. */,
  286 /** BSONObjectTooLarge: a change of more than 16 MB, which no stream can pass. */, 10334,
];

/** A unique index, such as the one on `_id`, refused a write. */
export function isDuplicateKey(error: unknown): error is MongoServerError {
  return error instanceof MongoServerError && error.code === duplicateKey;
}

/** A query names an index that is not there. MongoDB has no code of its own for it. */
export function isMissingIndex(error: unknown): boolean {
  return hasCode(error, [badValue]) && /hint provided does not correspond/.test((error as Error).message);
}

/** Documents with lists in two fields of an index, which MongoDB cannot index. */
export function isParallelLists(error: unknown): boolean {
  return hasCode(error, [cannotIndexParallelArrays]);
}

/** Runs a write; returns false if a unique index refused it. */
export async function unlessDuplicate(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** The collection that was to be created exists. */
export function isNamespaceExists(error: unknown): boolean {
  return hasCode(error, [namespaceExists]);
}

/** The user name or the password is wrong. */
export function isLoginRefused(error: unknown): boolean {
  return hasCode(error, [authenticationFailed, atlasError]);
}

/** The query took longer than its `maxTimeMS`. */
export function isOutOfTime(error: unknown): boolean {
  return hasCode(error, [maxTimeExpired]);
}

/** A mongod that has just started has not read the configuration of its replica set yet. */
export function isNotYetInitialized(error: unknown): boolean {
  return error instanceof MongoServerError && error.codeName === 'NotYetInitialized';
}

/** A change stream cannot continue from its token. */
export function isHistoryLost(error: unknown): boolean {
  return hasCode(error, historyLostCodes);
}

/** The database is away for the moment: an election, a cut, a write that the majority has not confirmed in time. */
export function isDatabaseAway(error: unknown): boolean {
  // The driver wraps every failure of a bulk write.
  if (error instanceof MongoBulkWriteError && error.errorResponse instanceof Error)
    return isDatabaseAway(error.errorResponse);
  if (
    error instanceof MongoServerSelectionError ||
    error instanceof MongoNetworkError ||
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError
  )
    return true;
  // It passes on the socket's own error where a write is the first to meet a cut.
  if (hasErrorCode(error, 'ECONNRESET', 'EPIPE')) return true;
  if (!(error instanceof MongoError)) return false;
  return (
    error.hasErrorLabel('RetryableWriteError') ||
    isTransientTransactionError(error) ||
    (error instanceof MongoServerError && hasCode(error, passingCodes))
  );
}

/** The transaction met another one; the whole of it can be tried again. */
export function isTransientTransactionError(error: unknown): boolean {
  return error instanceof MongoError && error.hasErrorLabel('TransientTransactionError');
}

function hasCode(error: unknown, codes: readonly number[]): boolean {
  return error instanceof MongoError && codes.includes(Number(error.code));
}
