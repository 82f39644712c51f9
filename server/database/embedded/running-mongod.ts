import { DataFolder } from './data-folder.ts';
import { isRunning } from './process-mark.ts';
import { replicaSetUri } from './replica-set.ts';

/** The address of the mongod that a running board has on this folder; null where none is known to run there. */
export async function runningMongod(dataDir: string): Promise<string | null> {
  const owner = await (await DataFolder.open(dataDir)).owner();
  if (owner === null || !(await isRunning(owner.server)) || !(await isRunning(owner.mongod))) return null;
  return replicaSetUri(`127.0.0.1:${owner.mongodPort}`);
}
