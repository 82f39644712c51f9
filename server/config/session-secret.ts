import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { hasErrorCode } from '../base/error-code.ts';
import { StartError } from '../base/start-error.ts';

const fileName = 'session-secret';
const secretBytes = 32;

/**
 * The secrets that seal session cookies, newest first. If none is set, the first start creates one and keeps it in the
 * data folder, readable only by this user.
 */
export async function loadSessionSecrets({
  sessionSecrets,
  dataDir,
}: Pick<Config, 'sessionSecrets' | 'dataDir'>): Promise<string[]> {
  if (sessionSecrets.length > 0) return sessionSecrets;
  const file = join(dataDir, fileName);
  try {
    await mkdir(dataDir, { recursive: true });
    // Fails if there is one already. If two servers start together, both use the one that was written first.
    await writeFile(file, `${randomBytes(secretBytes).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' }).catch(
      unlessKept,
    );
    const secret = (await readFile(file, 'utf8')).trim();
    if (secret.length < secretBytes)
      throw new StartError(
        `The session secret in ${file} is damaged. Remove the file: the next start creates a new one, and everybody has to log in again.`,
      );
    return [secret];
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The session secret in ${file} cannot be read or written (${(error as NodeJS.ErrnoException).code}). Let this user read and write it, name another folder with DATA_DIR, or set SESSION_SECRET.`,
      { cause: error },
    );
  }
}

function unlessKept(error: unknown): void {
  if (!hasErrorCode(error, 'EEXIST')) throw error;
}
