import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';

/**
 * The secrets that seal session cookies, newest first. Where none is set, one is made on the first start and kept
 * in the data folder, readable by this user only.
 */
export async function loadSessionSecrets({ sessionSecrets, dataDir }: Pick<Config, 'sessionSecrets' | 'dataDir'>): Promise<string[]> {
  if (sessionSecrets.length > 0) return sessionSecrets;
  const file = join(dataDir, 'session-secret');
  try {
    return [(await readFile(file, 'utf8')).trim()];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = randomBytes(32).toString('base64url');
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return [secret];
}
