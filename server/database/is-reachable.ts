import type { Db } from 'mongodb';

/** Whether the database answers. The reason why it does not is found in the log, where requests failed for it. */
export async function isReachable(db: Db): Promise<boolean> {
  return db.command({ ping: 1 }).then(
    () => true,
    () => false,
  );
}
