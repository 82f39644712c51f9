import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SubjectKind } from './subject.ts';

const root = join(import.meta.dirname, '../../..');
const cache = join(root, 'node_modules/.cache/community-board');
const packages = join(cache, 'flask-peer-1');
const wanted = ['flask>=3,<4', 'pymongo>=4.6,<5', 'gunicorn>=22,<24'];
const installDeadlineMs = 180_000;

/**
 * Flask and PyMongo behind gunicorn with two workers, with gunicorn's defaults and with ten threads each; installed once.
 * Returns no subjects without Python, or if pip cannot install them.
 */
export async function flaskKinds(say: (line: string) => void): Promise<SubjectKind[]> {
  try {
    if (!existsSync(packages)) await install();
  } catch (error) {
    say(
      `skipped: pip cannot install Flask, PyMongo and gunicorn (${(error as Error).message.trim().split('\n').at(-1)})`,
    );
    return [];
  }
  return [flask('Flask and PyMongo', 1), flask('Flask and PyMongo with threads', 10)];
}

function flask(name: string, threads: number): SubjectKind {
  return {
    name,
    protocol: 'naive',
    command: [
      'python3',
      '-m',
      'gunicorn',
      '-c',
      join(root, 'test/bench/peers/gunicorn_conf.py'),
      '--chdir',
      join(root, 'test/bench/peers'),
      'flask_peer:app',
    ],
    env: { PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: '1', FLASK_THREADS: String(threads) },
    stopSignal: 'SIGTERM',
  };
}

async function install(): Promise<void> {
  const scratch = `${packages}.${process.pid}`;
  await mkdir(cache, { recursive: true });
  try {
    await promisify(execFile)(
      'python3',
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--target', scratch, ...wanted],
      { timeout: installDeadlineMs },
    );
    await rename(scratch, packages);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
