import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { icalendar, runPython } from './python.ts';
import { temporaryFolder } from '../server-process.ts';

/** Writes the texts to files, runs a Python script with their paths and returns the JSON it prints. It can import `icalendar` and `tzdata`. */
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
