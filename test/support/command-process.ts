import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

const root = join(import.meta.dirname, '../..');

export type CommandExit = { code: number | null; stdout: string; stderr: string };

/** Runs a command of `server/commands/` in its own process, with these settings and no others. */
export function runCommandProcess(
  name: string,
  args: readonly string[],
  settings: Record<string, string>,
): Promise<CommandExit> {
  return spawnCommand(name, args, settings).exit;
}

/** The same, for a test that watches it run. `says` resolves once stderr contains the text. */
export function spawnCommand(
  name: string,
  args: readonly string[],
  settings: Record<string, string>,
): { exit: Promise<CommandExit>; says: (text: string) => Promise<void> } {
  const { PATH, HOME, XDG_CACHE_HOME, MONGOMS_SYSTEM_BINARY } = process.env;
  const child = spawn(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(root, `server/commands/${name}.ts`), ...args],
    {
      cwd: tmpdir(),
      env: { PATH, HOME, XDG_CACHE_HOME, MONGOMS_SYSTEM_BINARY, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    exit: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    }),
    async says(text) {
      await until(`“${text}”`, () => child.exitCode !== null || stderr.includes(text), 30_000);
      if (!stderr.includes(text)) throw new Error(`it ended with ${child.exitCode}: ${stdout}${stderr}`);
    },
  };
}
