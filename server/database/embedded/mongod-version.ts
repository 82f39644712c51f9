import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const deadlineMs = 15_000;
const oldestMajor = 6;

/** The version of this mongod, by running it. Throws where it does not run here or is older than the board can use. */
export async function mongodVersion(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: deadlineMs, windowsHide: true });
  const version = /db version v(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) throw new Error('it is no mongod');
  if (Number.parseInt(version, 10) < oldestMajor)
    throw new Error(`it is version ${version}, and 6.0 or later is needed`);
  return version;
}
