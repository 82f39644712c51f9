import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const cache = join(import.meta.dirname, '../../../node_modules/.cache/community-board');

export const pymongo = 'pymongo>=4.6,<5';
export const socketio = 'python-socketio[client]>=5,<6';
export const icalendar = 'icalendar>=6,<7';

/** Runs a script with Python and one package; resolves with its output. Rejects with one line that names what is missing. */
export async function runPython(script: string, args: readonly string[], requirement: string): Promise<string> {
  const python = await findPython();
  const packages = await install(python, requirement);
  return run(python, [script, ...args], { PYTHONPATH: packages });
}

/** Starts a script with Python, and with a package if it needs one. */
export async function startPython(
  args: readonly string[],
  requirement: string | null,
): Promise<ChildProcessByStdio<null, Readable, null>> {
  const python = await findPython();
  const packages = requirement === null ? {} : { PYTHONPATH: await install(python, requirement) };
  return spawn(python, args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...packages } });
}

/** Returns the folder of a package and its dependencies. */
export async function pythonPackage(requirement: string): Promise<string> {
  return install(await findPython(), requirement);
}

async function findPython(): Promise<string> {
  for (const name of ['python3', 'python']) {
    const found = await run(name, ['-c', 'import sys; assert sys.version_info >= (3, 9)']).then(
      () => true,
      () => false,
    );
    if (found) return name;
  }
  throw new Error('This test needs Python 3.9 or later, as python3 on the PATH.');
}

/** Installs it once per checkout. */
async function install(python: string, requirement: string): Promise<string> {
  const packages = join(cache, requirement.replace(/\W+/g, '-'));
  if (existsSync(packages)) return packages;
  const scratch = `${packages}.${process.pid}`;
  await mkdir(cache, { recursive: true });
  try {
    await run(python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-input',
      '--target',
      scratch,
      requirement,
    ]);
    await rename(scratch, packages).catch(async (error: unknown) => {
      // Another test file has installed it meanwhile.
      if (!existsSync(packages)) throw error;
      await rm(scratch, { recursive: true, force: true });
    });
    return packages;
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw new Error(
      `This test needs the Python package ${requirement}, and pip cannot install it: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/** Resolves with the output; rejects with the last line of stderr. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    let [output, complaint] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(complaint.trim().split('\n').at(-1) || `${program} ended with ${code}`));
    });
  });
}
