import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hasErrorCode } from '../../base/error-code.ts';
import { mongodVersion } from './mongod-version.ts';

/** What was fetched is kept per user, so that every checkout and every data folder finds it again. */
function cacheFolder(): string {
  const caches = process.env.XDG_CACHE_HOME ?? (process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined);
  return join(caches ?? join(homedir(), '.cache'), 'community-board');
}

/** The mongods that this program, or mongodb-memory-server, fetched before; newest version first. */
export async function fetchedMongods(): Promise<string[]> {
  // Where mongodb-memory-server keeps its own by default.
  const folders = [cacheFolder(), join(homedir(), '.cache/mongodb-binaries')];
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = (await readdir(folder).catch(unlessMissing)).filter((name) =>
        /^mongod-.*\d+\.\d+\.\d+(\.exe)?$/.test(name),
      );
      const newestFirst = names.sort((a, b) => versionIn(b).localeCompare(versionIn(a), 'en', { numeric: true }));
      return newestFirst.map((name) => join(folder, name));
    }),
  );
  return found.flat();
}

function unlessMissing(error: unknown): string[] {
  if (!hasErrorCode(error, 'ENOENT', 'ENOTDIR')) throw error;
  return [];
}

function versionIn(name: string): string {
  return /\d+\.\d+\.\d+/.exec(name)?.[0] ?? '';
}

/**
 * Lets `fetch` put a mongod into a folder of its own, and keeps that under its version once it has shown that it runs.
 * The finished file appears at once and whole: two starts that fetch at the same time do not disturb each other.
 */
export async function keepFetched(fetch: (folder: string) => Promise<string>): Promise<string> {
  await mkdir(cacheFolder(), { recursive: true });
  const folder = mkdtempSync(join(cacheFolder(), 'fetching-'));
  // Also when the person who waits presses Ctrl-C.
  const clear = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear);
  try {
    const fetched = await fetch(folder);
    const version = await mongodVersion(fetched);
    const kept = join(cacheFolder(), `mongod-${version}${process.platform === 'win32' ? '.exe' : ''}`);
    await rename(fetched, kept);
    return kept;
  } finally {
    process.off('exit', clear);
    await rm(folder, { recursive: true, force: true });
  }
}
