import { DataFolder } from './data-folder.ts';
import { MongodAccess, type MongodUser } from './mongod-access.ts';
import { isRunning } from './process-mark.ts';
import { replicaSet } from './replica-set.ts';

/** The address of the mongod that a running board has on this folder, with a password; null where none is known to run. */
export async function runningMongod(dataDir: string, user: MongodUser = 'board'): Promise<string | null> {
  const folder = await DataFolder.open(dataDir);
  const owner = await folder.owner();
  if (owner === null || !(await isRunning(owner.server)) || !(await isRunning(owner.mongod))) return null;
  const address = `127.0.0.1:${owner.mongodPort}`;
  const access = await MongodAccess.read(folder.path);
  return access?.uri(user, address) ?? `mongodb://${address}/?replicaSet=${replicaSet}`;
}

/** The address of the board that runs on this folder; null if none does, or if it is just starting. */
export async function runningBoard(dataDir: string): Promise<string | null> {
  const owner = await (await DataFolder.open(dataDir)).owner();
  return owner !== null && (await isRunning(owner.server)) ? owner.address : null;
}
