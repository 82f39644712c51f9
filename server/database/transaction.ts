import type { ClientSession, MongoClient } from 'mongodb';
import { isTransientTransactionError } from './mongo-errors.ts';

/** Another transaction may touch the same documents at the same moment; then this one begins again. */
const maxTries = 5;

/**
 * Runs `work` so that all it writes is there or nothing is; it may run several times. Not the driver's own
 * `withTransaction`, which goes on trying for two minutes: who waits for an answer is told earlier.
 */
export async function inTransaction<T>(client: MongoClient, work: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = client.startSession();
  try {
    for (let tries = 1; ; tries += 1) {
      session.startTransaction({ readConcern: { level: 'snapshot' } });
      try {
        const result = await work(session);
        await session.commitTransaction();
        return result;
      } catch (error) {
        if (session.inTransaction()) await session.abortTransaction();
        if (tries === maxTries || !isTransientTransactionError(error)) throw error;
      }
    }
  } finally {
    await session.endSession();
  }
}
