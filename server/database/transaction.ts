import type { ClientSession, MongoClient } from 'mongodb';
import { isTransientTransactionError } from './mongo-errors.ts';

/** If another transaction touches the same documents at the same moment, this one starts again. */
const maxTries = 5;

/**
 * Runs `work` so that all of its writes happen, or none. It may run several times. The driver's own `withTransaction`
 * would try for two minutes, longer than people wait for an answer.
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
