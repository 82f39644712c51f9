import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod/mini';
import { hasErrorCode } from '../../base/error-code.ts';
import { StartError } from '../../base/start-error.ts';
import { isRunning, markProcess, type ProcessMark } from './process-mark.ts';

/** What runs a mongod on the folder: a board, `npm run database`, or another command while no board runs. */
const Program = z.enum(['board', 'database', 'command']);
export type Program = z.infer<typeof Program>;

const Mark = z.object({ pid: z.int(), startedAt: z.nullable(z.string()) });
/** Which processes work on the folder, and what the next start does best to use again. */
const Owner = z.object({
  server: Mark,
  /** Older versions did not write it. */
  program: z._default(Program, 'board'),
  mongod: Mark,
  /** Where people find the board; null while it starts, and where no board runs. */
  address: z.nullable(z.string()),
  /** Where people found it last. */
  lastAddress: z._default(z.nullable(z.string()), null),
  mongodPort: z.int(),
  mongodBinary: z.string(),
});
export type Owner = z.infer<typeof Owner>;

/** Another program works on the folder. */
export class FolderInUse extends StartError {}

/** A mongod whose server was killed is told to stop by its guard, and then needs a moment. */
const orphanDeadlineMs = 20_000;
const insistAfterMs = 10_000;

/**
 * The folder that holds the data: `db` is mongod's, `board.json` says which processes work on it. The lock proper is
 * mongod's own, and `board.json` is written only by the server whose mongod holds it.
 */
export class DataFolder {
  readonly path: string;
  readonly dbPath: string;
  readonly #ownerFile: string;

  private constructor(path: string) {
    this.path = path;
    this.dbPath = join(path, 'db');
    this.#ownerFile = join(path, 'board.json');
  }

  /** Makes the folder if need be. Throws a `StartError` where it cannot be written. */
  static async open(dataDir: string): Promise<DataFolder> {
    const folder = new DataFolder(resolve(dataDir));
    try {
      // A new folder is for its owner only. One that exists keeps its rights: somebody may have set them.
      await mkdir(folder.dbPath, { recursive: true, mode: 0o700 });
      // Not `access`: for root it says yes to a read-only file system.
      const probe = join(folder.path, `.writable-${process.pid}`);
      await (await open(probe, 'w')).close();
      await rm(probe);
    } catch (error) {
      throw cannotBeUsed(folder.path, error);
    }
    return folder;
  }

  /** Who works on the folder, or did so last; null where nobody is known to have. */
  async owner(): Promise<Owner | null> {
    let text;
    try {
      text = await readFile(this.#ownerFile, 'utf8');
    } catch (error) {
      if (hasErrorCode(error, 'ENOENT')) return null;
      throw cannotBeUsed(this.path, error);
    }
    return Owner.safeParse(parsedJson(text)).data ?? null;
  }

  /** Throws `FolderInUse`, which names the program that works on this folder, if one does. Returns who did so last. */
  async refuseIfTaken(): Promise<Owner | null> {
    const owner = await this.owner();
    if (owner === null || !(await isRunning(owner.server))) return owner;
    throw new FolderInUse(
      `The data folder ${this.path} is in use by ${holderWords(owner)}, or give this one a folder of its own with DATA_DIR.`,
    );
  }

  /** Ends a mongod that a killed server left behind, where its guard has not done so already. Others may claim the folder meanwhile. */
  async endOrphanOf({ mongod }: Owner): Promise<void> {
    const begunAt = performance.now();
    for (let signal: NodeJS.Signals | 0 = 'SIGTERM'; await isRunning(mongod); signal = 0) {
      const waitedMs = performance.now() - begunAt;
      if (waitedMs > orphanDeadlineMs)
        throw new StartError(
          `A mongod of an earlier start (process ${mongod.pid}) does not leave the data folder ${this.path}. End it, then start again.`,
        );
      send(mongod, waitedMs > insistAfterMs ? 'SIGKILL' : signal);
      await delay(50);
    }
  }

  /** Only for the server whose mongod holds the folder. Whole or not at all, since another start may read it now. */
  async claim(owner: Omit<Owner, 'server' | 'mongod'> & { mongodPid: number }): Promise<void> {
    const { mongodPid, ...rest } = owner;
    const [server, mongod] = await Promise.all([markProcess(process.pid), markProcess(mongodPid)]);
    const draft = `${this.#ownerFile}.${process.pid}`;
    // A file that is there already would keep its mode.
    await rm(draft, { force: true });
    await writeFile(draft, `${JSON.stringify({ server, mongod, ...rest } satisfies Owner)}\n`, { mode: 0o600 });
    await rename(draft, this.#ownerFile);
  }
}

/** Who it is, and what to do about it. */
function holderWords({ program, server: { pid }, address }: Owner): string {
  switch (program) {
    case 'board':
      return `the board that runs as process ${pid} (${address === null ? 'it is just starting' : `at ${address}`}).\nStop that one first`;
    case 'database':
      return `\`npm run database\`, which runs as process ${pid}.\nEnd that one first, with Ctrl-C`;
    case 'command':
      return `a command that runs as process ${pid}.\nWait until it has ended`;
    default:
      return program satisfies never;
  }
}

function cannotBeUsed(folder: string, error: unknown): StartError {
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  return new StartError(
    `The data folder ${folder} cannot be written (${code}). Give this user the right to, or name another folder with DATA_DIR.`,
    { cause: error },
  );
}

function send({ pid }: ProcessMark, signal: NodeJS.Signals | 0): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has just ended, which was the aim; or it belongs to another user, and the deadline reports that.
    if (!hasErrorCode(error, 'ESRCH', 'EPERM')) throw error;
  }
}

/** Undefined for a file that is damaged, or was written by another version. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
