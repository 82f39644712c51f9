import { createHash, createHmac, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasErrorCode } from '../../base/error-code.ts';
import { StartError } from '../../base/start-error.ts';
import { replicaSet } from './replica-set.ts';

/** The board itself, with the rights on its database that it needs; and people who repair something, with all rights. */
export type MongodUser = 'board' | 'board-admin';

const keyBytes = 48;

/**
 * What opens the board's own mongod: a key file in a folder that only this user can open, made at the first start. The
 * passwords follow from the key, so there is one secret to keep, and a lost one is replaced by the next start. On Windows
 * files have no such modes: there the rights of the data folder decide.
 */
export class MongodAccess {
  readonly #keyFile: string;
  readonly #key: string;

  private constructor(keyFile: string, key: string) {
    this.#keyFile = keyFile;
    this.#key = key;
  }

  /** Creates the key if there is none. If two starts do so at once, both use the one that was there first. */
  static async open(dataDir: string): Promise<MongodAccess> {
    try {
      const known = await MongodAccess.read(dataDir);
      if (known === null) await create(dataDir);
      const access = known ?? (await MongodAccess.read(dataDir));
      if (access === null) throw new Error('it disappeared');
      // A copy of the folder may have other modes.
      await chmod(join(dataDir, folderName), 0o700);
      await chmod(access.#keyFile, 0o600);
      return access;
    } catch (error) {
      throw error instanceof StartError ? error : cannotBeUsed(dataDir, error);
    }
  }

  /** Null where no key was made yet: a mongod that runs there was started by an older board, and asks for no password. */
  static async read(dataDir: string): Promise<MongodAccess | null> {
    const keyFile = join(dataDir, folderName, fileName);
    try {
      const key = (await readFile(keyFile, 'utf8')).trim();
      if (Buffer.from(key, 'base64').length === keyBytes) return new MongodAccess(keyFile, key);
    } catch (error) {
      if (hasErrorCode(error, 'ENOENT')) return null;
      throw cannotBeUsed(dataDir, error);
    }
    throw new StartError(
      `The key of the board’s own MongoDB in ${keyFile} is damaged. Stop the board and remove the folder ${join(dataDir, folderName)}: the next start creates a new key and keeps the data.`,
    );
  }

  /**
   * A file with the key that mongod accepts: it refuses one that others can read. Where the file system of the data keeps
   * no modes (FAT), that is a copy; call `remove` once mongod has read it.
   */
  async fileForMongod(): Promise<{ path: string; remove: () => Promise<void> }> {
    if (process.platform === 'win32' || ((await stat(this.#keyFile)).mode & 0o077) === 0)
      return { path: this.#keyFile, remove: async () => {} };
    const folder = await mkdtemp(join(tmpdir(), 'community-board-key-'));
    const path = join(folder, fileName);
    await writeFile(path, this.#key, { mode: 0o600 });
    return { path, remove: () => rm(folder, { recursive: true, force: true }) };
  }

  /** The member's own account, which mongod derives from its key file. It exists before any other, with all rights. */
  get memberLogin(): { username: string; password: string } {
    return { username: '__system', password: this.#key };
  }

  password(user: MongodUser): string {
    return createHmac('sha256', this.#key).update(user).digest('base64url');
  }

  /** Changes with the key. The database may hold it: it tells nothing about the key. */
  get fingerprint(): string {
    return createHash('sha256').update(this.#key).digest('base64url');
  }

  /** It names the database, which programs such as `mongosh` open. */
  uri(user: MongodUser, address: string, database: string): string {
    const login = `${user}:${this.password(user)}`;
    return `mongodb://${login}@${address}/${encodeURIComponent(database)}?replicaSet=${replicaSet}&authSource=admin`;
  }
}

const folderName = 'mongod-access';
const fileName = 'key';

/** The folder appears at once and whole, by its new name, and never in the place of another. */
async function create(dataDir: string): Promise<void> {
  // Only this user can open it.
  const draft = await mkdtemp(join(dataDir, `${folderName}.`));
  await writeFile(join(draft, fileName), `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    await rename(draft, join(dataDir, folderName));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Windows says EPERM; if there is no other folder, reading it says so.
    if (!hasErrorCode(error, 'EEXIST', 'ENOTEMPTY', 'EPERM')) throw error;
  }
}

function cannotBeUsed(dataDir: string, error: unknown): StartError {
  return new StartError(
    `The key of the board’s own MongoDB in ${join(dataDir, folderName)} cannot be read or written (${(error as NodeJS.ErrnoException).code ?? String(error)}). Give it to the user that runs the board.`,
    { cause: error },
  );
}
