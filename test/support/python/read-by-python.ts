import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { icalendar, runPython } from './python.ts';
import { temporaryFolder } from '../server-process.ts';

/** What a script of Python reads in these files, which it is given by their paths, in this order. It has `icalendar` and `tzdata` at hand. */
export async function readByPython<T>(script: string, texts: readonly string[]): Promise<T> {
  const folder = await temporaryFolder();
  try {
    const paths = texts.map((_, index) => join(folder.path, `file-${index}`));
    await Promise.all(paths.map((path, index) => writeFile(path, texts[index]!)));
    return JSON.parse(await runPython(script, paths, icalendar)) as T;
  } finally {
    await folder.remove();
  }
}
