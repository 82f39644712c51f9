import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../../start-error.ts';

/** A mongod whose server was killed is told to stop by its guard within some seconds, and then needs a moment. */
const orphanDeadlineMs = 20_000;

type Owner = { pid: number; processStart: string | null; mongodPort: number };

/** The folder that holds the data: `db` is mongod's, `board.json` says which process has it. */
export class DataFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  get databasePath(): string {
    return join(this.path, 'db');
  }

  get #ownerFile(): string {
    return join(this.path, 'board.json');
  }

  /** Makes the folder if need be. Throws a `StartError` where it cannot be written or a board runs on it. */
  static async open(dataDir: string): Promise<DataFolder> {
    const folder = new DataFolder(resolve(dataDir));
    try {
      await mkdir(folder.databasePath, { recursive: true });
      // Not `access`: for root it says yes to a read-only file system.
      await (await open(join(folder.path, '.writable'), 'w')).close();
      await rm(join(folder.path, '.writable'));
    } catch (error) {
      throw new StartError(`The data folder ${folder.path} cannot be written (${(error as NodeJS.ErrnoException).code}). Give this user the right to, or name another in DATA_DIR.`, { cause: error });
    }
    await folder.#refuseIfTaken();
    return folder;
  }

  /** The port that mongod had the last time: with the same one again the replica set needs no new configuration. */
  async lastMongodPort(): Promise<number | null> {
    return (await this.#readOwner())?.mongodPort ?? null;
  }

  async claim(mongodPort: number): Promise<void> {
    const owner: Owner = { pid: process.pid, processStart: await processStart(process.pid), mongodPort };
    await writeFile(this.#ownerFile, JSON.stringify(owner));
  }

  /** Waits until a mongod that a killed board left behind has gone. */
  async waitForOrphan(): Promise<void> {
    const deadline = Date.now() + orphanDeadlineMs;
    while (await this.#mongodRuns()) {
      if (Date.now() > deadline) {
        throw new StartError(`A mongod still runs on ${this.databasePath} and does not stop. End it, or name another folder in DATA_DIR.`);
      }
      await delay(100);
    }
  }

  async #refuseIfTaken(): Promise<void> {
    const owner = await this.#readOwner();
    // A pid alone proves nothing: it may be another process's by now, in a container it is always the same.
    if (owner === null || owner.pid === process.pid || !isAlive(owner.pid)) return;
    if (owner.processStart !== await processStart(owner.pid)) return;
    throw new StartError(`Another board runs on the data folder ${this.path} (process ${owner.pid}). Stop that one, or name another folder in DATA_DIR.`);
  }

  async #readOwner(): Promise<Owner | null> {
    try {
      return JSON.parse(await readFile(this.#ownerFile, 'utf8')) as Owner;
    } catch {
      return null;
    }
  }

  /** mongod writes its pid into its lock file, and empties that when it stops cleanly. */
  async #mongodRuns(): Promise<boolean> {
    const pid = Number.parseInt(await readFile(join(this.databasePath, 'mongod.lock'), 'utf8').catch(() => ''), 10);
    if (Number.isNaN(pid) || !isAlive(pid)) return false;
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'mongod');
    return name.trim() === 'mongod';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process began, as Linux counts it: tells two processes of the same pid apart. Null on other systems. */
async function processStart(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The name in parentheses may contain blanks; field 22 is the 20th after it.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}
