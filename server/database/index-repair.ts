import type { Db } from 'mongodb';
import type { Logger } from 'pino';
import { isMissingIndex } from './mongo-errors.ts';
import { setUpEvents } from './set-up.ts';

/** Runs a query; if it names an index that somebody has dropped, the index is created and the query runs again. */
export type WithIndexes = <T>(query: () => Promise<T>) => Promise<T>;

/** Creates the indexes of `events` again where a query misses one. All queries that miss one wait for the same attempt. */
export function createIndexRepair(db: Db, logger: Logger): WithIndexes {
  let repair: Promise<void> | null = null;
  const repairOnce = (error: unknown): Promise<void> => {
    repair ??= (async () => {
      logger.warn({ err: error }, 'an index of `events` was dropped; it is created again');
      await setUpEvents(db, (problem) => logger.error(problem));
    })().finally(() => (repair = null));
    return repair;
  };
  return async (query) => {
    try {
      return await query();
    } catch (error) {
      if (!isMissingIndex(error)) throw error;
      await repairOnce(error);
      return query();
    }
  };
}
