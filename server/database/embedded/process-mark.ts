import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { hasErrorCode } from '../../base/error-code.ts';

/**
 * One run of a process. A pid alone proves nothing: it may be another process's by now, and in a container it is the
 * same at every start. `startedAt` tells them apart: an opaque text, null where the system does not say.
 */
export type ProcessMark = { pid: number; startedAt: string | null };

type Sighting = { startedAt: string | null; ended: boolean };

export async function markProcess(pid: number): Promise<ProcessMark> {
  return { pid, startedAt: (await sight(pid)).startedAt };
}

/** Whether this very run of the process still goes on. */
export async function isRunning({ pid, startedAt }: ProcessMark): Promise<boolean> {
  if (!hasPid(pid)) return false;
  const now = await sight(pid);
  if (now.ended) return false;
  return startedAt === null || now.startedAt === null || startedAt === now.startedAt;
}

function hasPid(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and belongs to another user.
    if (hasErrorCode(error, 'EPERM')) return true;
    if (hasErrorCode(error, 'ESRCH')) return false;
    throw error;
  }
}

async function sight(pid: number): Promise<Sighting> {
  if (process.platform === 'linux') return sightOnLinux(pid);
  if (process.platform === 'win32') return { startedAt: null, ended: false };
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], {
    env: { ...process.env, LC_ALL: 'C' },
  }).catch(unlessUnknown);
  return { startedAt: stdout.trim() === '' ? null : stdout.trim(), ended: false };
}

/** `ps` ends with 1 where it knows no such process. It may also not be installed. */
function unlessUnknown(error: unknown): { stdout: string } {
  const { code } = error as { code?: unknown };
  if (code !== 1 && code !== 'ENOENT') throw error;
  return { stdout: '' };
}

async function sightOnLinux(pid: number): Promise<Sighting> {
  const [stat, boot] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(unlessHidden),
    // The start time counts from the boot. Without the boot id a process from before a reboot could look like this one.
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(unlessHidden),
  ]);
  // The name in parentheses may hold blanks. After it: the state (field 3) … the start (field 22).
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const start = fields?.[19];
  return {
    startedAt: start === undefined ? null : `${boot?.trim() ?? ''}:${start}`,
    // A zombie: over, and not yet collected by its parent, as in containers without an init.
    ended: fields?.[0] === 'Z',
  };
}

/** Null where the process has ended, or where `/proc` does not show it to this user. */
function unlessHidden(error: unknown): null {
  if (!hasErrorCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) throw error;
  return null;
}
