import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { MongodAccess } from '../../../server/database/embedded/mongod-access.ts';

/** Like a USB stick with FAT: every file can be read by everybody, whatever is asked for. */
const keepsModes = vi.hoisted(() => ({ value: true }));
vi.mock(import('node:fs/promises'), async (original) => {
  const fs = await original();
  return { ...fs, chmod: async (path, mode) => fs.chmod(path, keepsModes.value ? mode : 0o777) };
});

let dataDir: string;
beforeEach(async () => {
  keepsModes.value = true;
  dataDir = await mkdtemp(join(tmpdir(), 'community-board-'));
  return () => rm(dataDir, { recursive: true, force: true });
});

it('[START-5] starts at the same moment use one key', async () => {
  const opened = await Promise.all(Array.from({ length: 5 }, () => MongodAccess.open(dataDir)));
  expect(new Set(opened.map((access) => access.password('board'))).size).toBe(1);
  expect(opened[0]!.password('board')).not.toBe(opened[0]!.password('board-admin'));
});

it('[START-5] a damaged key is never replaced without asking, and the message says what to do', async () => {
  await MongodAccess.open(dataDir);
  await writeFile(join(dataDir, 'mongod-access/key'), 'half of i');
  await expect(MongodAccess.open(dataDir)).rejects.toThrow(/is damaged\. Stop the board and remove the folder/);
});

it('[START-5] where files have no modes, mongod gets a private copy of the key for its start', async () => {
  keepsModes.value = false;
  const access = await MongodAccess.open(dataDir);
  const { path, remove } = await access.fileForMongod();
  onTestFinished(remove);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readFile(path, 'utf8')).toBe((await readFile(join(dataDir, 'mongod-access/key'), 'utf8')).trim());
  await remove();
  await expect(stat(path)).rejects.toThrow('ENOENT');
});
