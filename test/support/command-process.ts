import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

export type CommandExit = { code: number; stdout: string; stderr: string };

/** Runs a command of `server/commands/` in its own process, with these settings and no others. */
export function runCommandProcess(
  name: string,
  args: readonly string[],
  settings: Record<string, string>,
): Promise<CommandExit> {
  const { PATH, HOME, XDG_CACHE_HOME, MONGOMS_SYSTEM_BINARY } = process.env;
  return promisify(execFile)(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(root, `server/commands/${name}.ts`), ...args],
    { cwd: tmpdir(), env: { PATH, HOME, XDG_CACHE_HOME, MONGOMS_SYSTEM_BINARY, ...settings }, maxBuffer: 1e8 },
  ).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: CommandExit) => ({ code, stdout, stderr }),
  );
}
