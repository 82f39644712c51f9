import { DataFolder, type Owner } from './data-folder.ts';
import { MongodAccess, type MongodUser } from './mongod-access.ts';
import { isRunning } from './process-mark.ts';
import { replicaSet } from './replica-set.ts';

type RunningMongod = {
  /** With a password: never log it. */
  uri: string;
  /** The process that runs it, and ends it. */
  runBy: Pick<Owner, 'program'> & { pid: number };
  /** Whether that is a board which is still starting. */
  isStarting: boolean;
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
    isStarting: isStarting(owner),
  };
}

/** Where people find the board of this folder, or found it when it ran last; null if nobody knows. */
export async function placeOfFolder(
  dataDir: string,
): Promise<{ address: string | null; state: 'off' | 'starting' | 'running' }> {
  const owner = await (await DataFolder.open(dataDir)).owner();
  if (owner === null) return { address: null, state: 'off' };
  const isOn = owner.program === 'board' && (await isRunning(owner.server));
  const state = !isOn ? 'off' : isStarting(owner) ? 'starting' : 'running';
  return { address: owner.address ?? owner.lastAddress, state };
}

/** A board names its address once people can open it. */
function isStarting({ program, address }: Owner): boolean {
  return program === 'board' && address === null;
}
