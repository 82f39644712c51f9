import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const BuildFile = z.object({ build: z.string() });

/** The name of the build that is served. A page from another build learns from it that it is outdated. */
export async function readBuild(pagesFolder: string | null): Promise<string> {
  if (pagesFolder === null) return 'none';
  const file = join(pagesFolder, 'build.json');
  if (!existsSync(file)) return 'unknown';
  return BuildFile.parse(JSON.parse(await readFile(file, 'utf8'))).build;
}
