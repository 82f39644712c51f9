import { readFile } from 'node:fs/promises';

/** Where the system does not say. A Mac allows about as many. */
const usualLimit = 10_000;

/** How many files and connections this process may have open: the soft limit, which Node raises when it starts. */
export async function descriptorLimit(path = '/proc/self/limits'): Promise<number> {
  const limits = await readFile(path, 'utf8').catch(() => '');
  const soft = /^Max open files\s+(\d+|unlimited)\s/m.exec(limits)?.[1];
  if (soft === undefined) return usualLimit;
  return soft === 'unlimited' ? Infinity : Number(soft);
}
