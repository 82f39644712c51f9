import { DataFolder, type Owner } from './data-folder.ts';
import { MongodAccess, type MongodUser } from './mongod-access.ts';
import { isRunning } from './process-mark.ts';
import { replicaSet } from './replica-set.ts';

type RunningMongod = {
  /** With a password: never log it. */
  uri: string;
  /** The process that runs it, and ends it. */
  runBy: Pick<Owner, 'program'> & { pid: number };
};

/** The mongod that runs on the data folder; null where none is known to. */
export async function runningMongod(
  { dataDir, database }: { dataDir: string; database: string },
  user: MongodUser = 'board',
): Promise<RunningMongod | null> {
  const folder = await DataFolder.open(dataDir);
  const owner = await folder.owner();
  if (owner === null || !(await isRunning(owner.server)) || !(await isRunning(owner.mongod))) return null;
  const address = `127.0.0.1:${owner.mongodPort}`;
  const access = await MongodAccess.read(folder.path);
  return {
    uri:
      access?.uri(user, address, database) ??
      `mongodb://${address}/${encodeURIComponent(database)}?replicaSet=${replicaSet}`,
    runBy: { program: owner.program, pid: owner.server.pid },
  };
}

/** Where people find the board of this folder, or found it when it ran last; null if nobody knows. */
export async function placeOfFolder(dataDir: string): Promise<{ address: string | null; runs: boolean }> {
  const owner = await (await DataFolder.open(dataDir)).owner();
  if (owner === null) return { address: null, runs: false };
  const runs = owner.address !== null && (await isRunning(owner.server));
  return { address: owner.address ?? owner.lastAddress, runs };
}
